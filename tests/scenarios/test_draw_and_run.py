"""A journey drawn by mouse and keyboard alone goes the same way as the same journey written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pydantic import JsonValue
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap import make_services
from app.core.clock import HOUR, VirtualClock
from app.core.document_io import from_text
from app.core.journey import Edge, Journey, Node
from app.core.records import EventRecord
from app.engine.trace import trace
from app.services.workspace import Workspace
from app.store import journeys
from app.ui.application import WindowProgram
from app.ui.contacts.importing.result import ImportResult
from app.ui.contacts.page import ContactsPage
from app.ui.journey import palette
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.palette import PaletteStep
from app.ui.start.cards import StartCard
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Spot
from canvas.view import CanvasView
from tests.support.person import Person, find
from tests.support.world import berlin

START = berlin("2026-03-02 10:00")
CONTACTS = """E-Mail;Vorname;Einwilligung Newsletter
anna@example.org;Anna;ja
bert@example.org;Bert;ja
cleo@example.org;Cleo;nein
dora@example.org;;ja
"""
HAPPENS = (
    ("2026-03-02 11:00", "form_submitted", "anna"),
    ("2026-03-02 11:30", "form_submitted", "bert"),
    ("2026-03-02 12:00", "form_submitted", "cleo"),
    ("2026-03-02 13:00", "form_submitted", "dora"),
    ("2026-03-03 08:00", "message_opened", "anna"),
    ("2026-03-05 08:00", "message_opened", "bert"),
)
STEPS = (
    ("Event", 400, 60),
    ("Send mail", 400, 180),
    ("Wait", 400, 300),
    ("Branch", 400, 420),
    ("Exit", 260, 560),
    ("Send mail", 540, 560),
    ("Exit", 540, 680),
)
"""What is dragged from the palette, and where on the canvas it falls."""
WAYS = ((0, 0.5, 1), (1, 0.5, 2), (2, 0.5, 3), (3, 0.25, 4), (3, 0.75, 5), (5, 0.5, 6))
"""Source, place of the dot at its lower border, target."""
SUBJECT = "Welcome, {{ contact.first_name | default('reader') }}"


def by_hand() -> Journey:
    """The same journey as a value."""
    opened: JsonValue = {"kind": "engagement", "step": "welcome", "what": "opened"}
    return Journey(
        id="hand",
        name="By hand",
        language="en",
        nodes=(
            Node(
                id="form",
                type="event_trigger",
                config={"event": {"type": "form_submitted", "where": []}},
            ),
            Node(
                id="welcome",
                type="send_mail",
                title="Welcome",
                config={"subject": SUBJECT, "body": "Here are the ten best.\n\nEnjoy!"},
            ),
            Node(
                id="pause",
                type="wait",
                config={"until": {"after": {"amount": 2, "unit": "days"}, "window": None}},
            ),
            Node(
                id="fork",
                type="branch",
                config={"cases": [{"id": "yes", "name": "", "rule": opened}]},
            ),
            Node(id="good", type="exit"),
            Node(
                id="again",
                type="send_mail",
                title="Reminder",
                config={"subject": "Did you miss it?", "body": "Still here."},
            ),
            Node(id="end", type="exit"),
        ),
        edges=(
            Edge(source="form", port="next", target="welcome"),
            Edge(source="welcome", port="next", target="pause"),
            Edge(source="pause", port="next", target="fork"),
            Edge(source="fork", port="yes", target="good"),
            Edge(source="fork", port="else", target="again"),
            Edge(source="again", port="next", target="end"),
        ),
    )


@pytest.fixture
def clock() -> VirtualClock:
    """A Monday morning that stands still."""
    return VirtualClock(START)


@pytest.fixture
def workspace(tmp_path: Path, clock: VirtualClock) -> Iterator[Workspace]:
    """An empty workspace in English with that clock."""
    with make_services().open_workspace(tmp_path / "drawn.stellwerk", clock) as opened:
        settings = opened.settings.get()
        opened.settings.save(settings.model_copy(update={"language": "en", "theme": "light"}))
        yield opened


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> Iterator[Artist]:
    """Somebody at the window of that workspace."""
    program = WindowProgram(qapp, make_services(), workspace)
    qtbot.addWidget(program.window)
    program.window.show()
    qtbot.waitExposed(program.window)
    yield Artist(program)
    program.close()


def in_view(widget: QWidget) -> None:
    """Scroll to a widget as far as it lies below what is shown."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    area.ensureWidgetVisible(widget)
    QApplication.processEvents()


class Artist(Person):
    """Draws journeys."""

    def __init__(self, program: WindowProgram) -> None:
        super().__init__(program.window)
        self.program = program

    @property
    def page(self) -> DeskJourneyPage:
        """The journey page."""
        page = self.program.window.page
        assert isinstance(page, DeskJourneyPage)
        return page

    @property
    def canvas(self) -> CanvasView:
        """The canvas of the open journey."""
        return self.page.canvas

    @property
    def journey(self) -> Journey:
        """The journey as the document has it."""
        return self.page.document.journey

    def spot(self, index: int, across: float, down: float) -> QPoint:
        """A place on a card, in parts of its width and height, as the canvas shows it."""
        at = self.journey.position(self.journey.nodes[index].id)
        spot = Spot(at.x + across * CARD_WIDTH, at.y + down * CARD_HEIGHT)
        return self.canvas.camera.to_widget(spot).toPoint()

    def take_from_palette(self, name: str, to: QPoint, monkeypatch: pytest.MonkeyPatch) -> None:
        """Press on a step of the palette and pull; from there on the drag is the window system's."""
        artist = self

        class Carried(QDrag):
            def exec(self, *_actions: object) -> Qt.DropAction:
                carried = QMimeData()
                for kind in self.mimeData().formats():
                    carried.setData(kind, self.mimeData().data(kind))
                artist.let_fall(carried, artist.canvas, to)
                return Qt.DropAction.CopyAction

        monkeypatch.setattr(palette, "QDrag", Carried)
        step = find(self.window, PaletteStep, name)
        in_view(step)
        self.drag(step, step.rect().center(), step.rect().center() + QPoint(60, 0), (1.0,))

    def select(self, index: int) -> None:
        """Click on a card."""
        self.click(self.canvas, self.spot(index, 0.6, 0.4))

    def fill_in(self, name: str, kind: type[QWidget], words: str) -> None:
        """Click into a field of the inspector and type over what it holds."""
        field = find(self.page.inspector, kind, name)
        self.click(field, QPoint(20, field.height() // 2))
        self.press(Qt.Key.Key_A, modifiers=Qt.KeyboardModifier.ControlModifier)
        self.write(words)

    def push(self, name: str, within: QWidget | None = None) -> None:
        """Click on a button."""
        self.click(find(within or self.window, QAbstractButton, name))


def import_contacts(person: Artist, table: Path, qtbot: QtBot) -> None:
    """Drop a table onto the page of contacts and say yes."""
    person.push("Contacts")
    page = person.window.findChild(ContactsPage)
    assert isinstance(page, ContactsPage)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    person.let_fall(data, page, QPoint(300, 300))
    person.push("Import", page.importing)
    qtbot.waitUntil(lambda: page.findChild(ImportResult) is not None, timeout=20_000)


def draw(person: Artist, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drag all steps onto the canvas and connect their ports."""
    person.push("Journeys")
    person.click(find(person.window, StartCard, "Start empty"))
    for name, x, y in STEPS:
        person.take_from_palette(name, QPoint(x, y), monkeypatch)
    for source, across, target in WAYS:
        person.drag(person.canvas, person.spot(source, across, 1), person.spot(target, 0.5, 0.5))


def set_up(person: Artist) -> None:
    """Fill in the inspector of each step."""
    person.select(0)
    person.fill_in("Event", QComboBox, "Form submitted")
    for index, title, subject, body in (
        (1, "Welcome", SUBJECT, "Here are the ten best.\n\nEnjoy!"),
        (5, "Reminder", "Did you miss it?", "Still here."),
    ):
        person.select(index)
        person.fill_in("Name", QLineEdit, title)
        person.fill_in("Subject", QLineEdit, subject)
        person.fill_in("Content", QPlainTextEdit, body)
    person.select(2)
    person.fill_in("Wait: amount", QSpinBox, "2")


def places(journey: Journey) -> dict[str, tuple[str, int]]:
    """Each step as its type and how many of it came before."""
    found: dict[str, tuple[str, int]] = {}
    for node in journey.nodes:
        number = sum(kind == node.type for kind, _ in found.values())
        found[node.id] = (node.type, number)
    return found


def shape(journey: Journey) -> tuple[object, ...]:
    """What a journey does, without the ids of its steps."""
    place = places(journey)

    def neutral(words: str) -> str:
        for node_id, where in place.items():
            words = words.replace(f'"{node_id}"', str(where))
        return words

    steps = [
        (place[node.id], node.title, neutral(json.dumps(node.config, sort_keys=True)))
        for node in journey.nodes
    ]
    ways = {(place[edge.source], edge.port, place[edge.target]) for edge in journey.edges}
    return steps, ways, journey.settings


def live_through(workspace: Workspace, clock: VirtualClock) -> None:
    """Let everything happen, hour by hour."""
    workspace.runner.stop()
    due = sorted((berlin(at), kind, name) for at, kind, name in HAPPENS)
    for hour in range(24 * 5):
        now = START + hour * HOUR
        clock.move_to(now)
        while due and due[0][0] <= now:
            at, kind, name = due.pop(0)
            workspace.contacts.record(EventRecord(kind, at, f"{name}@example.org"))
        workspace.runner.run_until_idle()


def way_of(workspace: Workspace, journey: Journey) -> Sequence[tuple[object, ...]]:
    """Every step that every contact took, at its instant."""
    place = places(journey)
    with workspace.database.read() as conn:
        version = journeys.live_version(conn, journey.id)
        assert version is not None
        return [(line.email, place[line.node], line.port, line.at) for line in trace(conn, version.id)]


def test_drawing_makes_the_document_that_was_meant(person: Artist, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(person, monkeypatch)
    assert [node.type for node in person.journey.nodes] == [node.type for node in by_hand().nodes]
    assert shape(person.journey)[1] == shape(by_hand())[1]
    set_up(person)
    assert shape(person.journey) == shape(by_hand())


def test_drawn_saved_reopened_and_published_it_runs_as_the_one_written_by_hand(
    person: Artist,
    workspace: Workspace,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    table = tmp_path / "contacts.csv"
    table.write_text(CONTACTS, encoding="utf-8")
    import_contacts(person, table, qtbot)
    assert workspace.contacts.count() == 4
    draw(person, monkeypatch)
    set_up(person)
    drawn = person.journey
    save_and_reopen(person, tmp_path / "drawn.journey")
    assert person.journey.replace(id=drawn.id) == drawn
    publish(person, qtbot)
    expected = expected_way(tmp_path, table)
    live_through(workspace, clock)
    assert {email for email, *_ in expected} == {f"{name}@example.org" for _, _, name in HAPPENS}
    assert way_of(workspace, person.journey) == expected


def save_and_reopen(person: Artist, path: Path) -> None:
    """Through both file dialogs; the file stands for itself."""
    drawn = person.journey
    person.answer_file_dialog(str(path))
    person.press(Qt.Key.Key_E, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert from_text(path.read_text(encoding="utf-8")) == drawn
    person.push("All journeys")
    person.answer_file_dialog(str(path))
    person.push("Open file …")


def publish(person: Artist, qtbot: QtBot) -> None:
    """Two clicks."""
    person.push("Publish …")
    with qtbot.waitSignal(person.page.sheet.published, timeout=30_000):
        person.push("Publish now")
    assert "Live" in person.page.header.state.text()


def expected_way(folder: Path, table: Path) -> Sequence[tuple[object, ...]]:
    """The same days with the journey written by hand, without a window."""
    clock = VirtualClock(START)
    with make_services().open_workspace(folder / "hand.stellwerk", clock) as workspace:
        preview = workspace.imports.preview(table)
        workspace.imports.contacts(preview, preview.mapping, "en")
        workspace.journeys.publish(by_hand())
        live_through(workspace, clock)
        return way_of(workspace, by_hand())
