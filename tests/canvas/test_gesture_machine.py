"""Any series of gestures leaves a sound document, a scene that fits it, and a way back to the beginning."""

from __future__ import annotations

from itertools import count
from typing import Any
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

import nodes
from app.core import document_io
from app.core.journey import Edge, Journey, Point
from canvas.document import DocumentModel
from canvas.scene.geometry import Spot
from canvas.scene.scene import Scene
from canvas.selection import Selection
from canvas.theme import LIGHT
from canvas.view import CanvasView
from tests.canvas.conftest import step
from tests.canvas.fingers import Fingers
from tests.canvas.hand import Hand
from tests.canvas.test_scene_follows import seen

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
CATALOG = nodes.catalog()
TYPES = ("wait", "send_mail", "branch", "split", "exit", "event_trigger")
BEGINNING = Journey(
    id="any",
    name="Irgendeine",
    nodes=(
        step("start", "event_trigger"),
        step("mail", "send_mail", "Mail"),
        step("fork", "branch"),
        step("late", "wait"),
        step("end", "exit"),
        step("alone", "wait", "Allein"),
    ),
    edges=(
        Edge(source="start", port="next", target="mail"),
        Edge(source="mail", port="next", target="fork"),
        Edge(source="fork", port="yes", target="end"),
        Edge(source="fork", port="else", target="late"),
        Edge(source="late", port="next", target="mail"),
    ),
    layout={
        "start": Point(200, 0),
        "mail": Point(200, 120),
        "fork": Point(200, 240),
        "late": Point(340, 380),
        "end": Point(60, 380),
        "alone": Point(520, 40),
    },
)
spots = st.builds(Spot, st.integers(-60, 700), st.integers(-60, 560))
modifiers = st.sampled_from(
    [PLAIN, PLAIN, PLAIN, CONTROL, SHIFT, ALT, CONTROL | SHIFT, ALT | SHIFT, CONTROL | ALT]
)
any_index = st.integers(0, 1_000)


class Gestures(RuleBasedStateMachine):
    """A hand that does anything to a small journey."""

    @initialize()
    def open(self) -> None:
        """Open the journey."""
        self.app = QApplication.instance() or QApplication([])
        # The same series must do the same again, so ids are counted instead of drawn by chance.
        self.ids = patch("app.core.edits.secrets.token_hex", side_effect=(f"{each:07}" for each in count()))
        self.ids.start()
        self.document, selection = DocumentModel(BEGINNING), Selection()
        self.view = CanvasView(self.document, selection, CATALOG, LIGHT, "en")
        self.view.resize(900, 700)
        self.view.show()
        self.hand = Hand(self.view, self.document, selection)
        self.fingers = Fingers(self.hand)

    def step_at(self, index: int) -> str:
        """Any step."""
        return self.document.journey.nodes[index % len(self.document.journey.nodes)].id

    def edge_at(self, index: int) -> tuple[str, str]:
        """Any connection."""
        edge = self.document.journey.edges[index % len(self.document.journey.edges)]
        return edge.source, edge.port

    def on_edge(self, index: int, part: float) -> Spot:
        """A place on any connection."""
        route = self.view.scene.route(self.edge_at(index))
        return route.along(route.length * part)

    def has_steps(self) -> bool:
        """Whether anything can be grabbed."""
        return bool(self.document.journey.nodes)

    def has_edges(self) -> bool:
        """Whether there is a connection."""
        return bool(self.document.journey.edges)

    def answer(self, *, pick: bool) -> None:
        """Take the first step that an open search offers, or none."""
        if self.hand.search.isVisible():
            field = self.hand.search.findChild(QLineEdit)
            assert isinstance(field, QLineEdit)
            QTest.keyClick(field, Qt.Key.Key_Return if pick else Qt.Key.Key_Escape)
        if self.hand.search.isVisible():
            self.hand.search.close_search()
        self.view.setFocus()

    @precondition(has_steps)
    @rule(index=any_index, keys=st.sampled_from([PLAIN, PLAIN, CONTROL, SHIFT]))
    def click_a_step(self, index: int, keys: Qt.KeyboardModifier) -> None:
        """Select, or add to the selection."""
        self.hand.click(self.hand.middle(self.step_at(index)), keys)

    @rule(spot=spots, pick=st.booleans())
    def click_anywhere(self, spot: Spot, *, pick: bool) -> None:
        """Whatever is there: a plus, a way out, a connection, the ground."""
        self.hand.click(spot)
        self.answer(pick=pick)

    @precondition(has_steps)
    @rule(index=any_index, spot=spots, keys=modifiers, called_off=st.booleans())
    def drag_a_step(self, index: int, spot: Spot, keys: Qt.KeyboardModifier, *, called_off: bool) -> None:
        """To anywhere, in any way, perhaps called off."""
        start = self.hand.middle(self.step_at(index))
        self.hand.drag(start, spot, modifiers=keys, release=False)
        self.view.repaint()
        if called_off:
            self.hand.key(Qt.Key.Key_Escape)
        QTest.mouseRelease(self.view, Qt.MouseButton.LeftButton, keys, self.hand.seen_at(spot))
        self.answer(pick=False)

    @precondition(lambda self: self.has_steps() and self.has_edges())
    @rule(index=any_index, edge=any_index, part=st.floats(0.2, 0.8), keys=modifiers)
    def drag_a_step_onto_a_connection(
        self, index: int, edge: int, part: float, keys: Qt.KeyboardModifier
    ) -> None:
        """Where it may be put in."""
        self.hand.drag(self.hand.middle(self.step_at(index)), self.on_edge(edge, part), modifiers=keys)
        self.answer(pick=False)

    @precondition(has_steps)
    @rule(index=any_index, way=any_index, other=any_index)
    def draw_a_connection(self, index: int, way: int, other: int) -> None:
        """From any way out to any step."""
        source = self.step_at(index)
        ports = self.view.scene.ports(source)
        if ports:
            start = self.view.scene.exit(source, ports[way % len(ports)].name)
            self.hand.drag(start, self.hand.middle(self.step_at(other)))
            self.answer(pick=False)

    @precondition(has_steps)
    @rule(index=any_index, spot=spots, backwards=st.booleans(), pick=st.booleans())
    def draw_a_connection_into_the_void(self, index: int, spot: Spot, *, backwards: bool, pick: bool) -> None:
        """And take a step that is offered, or none."""
        box = self.view.scene.box(self.step_at(index))
        start = Spot(box.center.x, box.top if backwards else box.bottom)
        self.hand.drag(start, spot, modifiers=CONTROL if backwards else PLAIN)
        self.view.repaint()
        self.answer(pick=pick)

    @precondition(lambda self: self.has_steps() and self.has_edges())
    @rule(
        edge=any_index, part=st.sampled_from([0.05, 0.2, 0.8, 0.95]), index=any_index, selected=st.booleans()
    )
    def lead_a_connection_elsewhere(self, edge: int, part: float, index: int, *, selected: bool) -> None:
        """By either end, to any step."""
        if selected:
            self.hand.click(self.on_edge(edge, 0.75))
            self.answer(pick=False)
        if self.has_edges():
            self.hand.drag(self.on_edge(edge, part), self.hand.middle(self.step_at(index)))
            self.answer(pick=False)

    @rule(type_id=st.sampled_from(TYPES), spot=spots)
    def drop_from_the_palette(self, type_id: str, spot: Spot) -> None:
        """Anywhere."""
        self.hand.drop(type_id, spot)

    @precondition(has_edges)
    @rule(type_id=st.sampled_from(TYPES), edge=any_index, part=st.floats(0.1, 0.9))
    def drop_on_a_connection(self, type_id: str, edge: int, part: float) -> None:
        """Where it may be put in."""
        self.hand.drop(type_id, self.on_edge(edge, part))

    @rule(spot=spots, other=spots)
    def span_a_rubber_band(self, spot: Spot, other: Spot) -> None:
        """Or whatever a drag from there does."""
        self.hand.drag(spot, other)
        self.answer(pick=False)

    @precondition(has_steps)
    @rule(index=any_index, spot=spots)
    def drag_by_a_finger(self, index: int, spot: Spot) -> None:
        """A step, on a screen."""
        self.fingers.drag(self.hand.middle(self.step_at(index)), spot)
        self.answer(pick=False)

    @rule(
        key=st.sampled_from(
            [
                (Qt.Key.Key_Delete, PLAIN),
                (Qt.Key.Key_Delete, SHIFT),
                (Qt.Key.Key_D, CONTROL),
                (Qt.Key.Key_C, CONTROL),
                (Qt.Key.Key_X, CONTROL),
                (Qt.Key.Key_V, CONTROL),
                (Qt.Key.Key_Z, CONTROL),
                (Qt.Key.Key_Z, CONTROL),
                (Qt.Key.Key_Y, CONTROL),
                (Qt.Key.Key_X, PLAIN),
                (Qt.Key.Key_G, PLAIN),
                (Qt.Key.Key_A, CONTROL | SHIFT),
                (Qt.Key.Key_B, CONTROL | SHIFT),
                (Qt.Key.Key_G, CONTROL),
                (Qt.Key.Key_G, CONTROL | SHIFT),
                (Qt.Key.Key_G, ALT),
                (Qt.Key.Key_G, ALT | SHIFT),
                (Qt.Key.Key_E, PLAIN),
                (Qt.Key.Key_A, ALT),
                (Qt.Key.Key_V, ALT | SHIFT),
                (Qt.Key.Key_Right, SHIFT),
            ]
        )
    )
    def press(self, key: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        """Delete, copy, cut, paste, duplicate, undo, redo, frame, collapse, line up and others."""
        self.hand.key(*key)

    @precondition(has_steps)
    @rule(index=any_index, words=st.sampled_from(["wait", "split", "branch", "send", "event"]))
    def replace_a_step(self, index: int, words: str) -> None:
        """By one of another type, if there is one that fits."""
        self.hand.selection.select((self.step_at(index),))
        self.hand.key(Qt.Key.Key_T)
        field = self.hand.search.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, words)
        self.answer(pick=True)

    @invariant()
    def nothing_is_left_half_done(self) -> None:
        """No gesture goes on after its end."""
        if hasattr(self, "view"):
            assert self.view.pointer.gesture is None

    @invariant()
    def document_is_sound(self) -> None:
        """It reads back as it was written, and connections lead where they may."""
        if not hasattr(self, "document"):
            return
        journey = self.document.journey
        assert document_io.from_text(document_io.to_text(journey)) == journey
        ends = [(edge.source, edge.port) for edge in journey.edges]
        assert len(ends) == len(set(ends))
        for edge in journey.edges:
            assert edge.source in journey.by_id
            assert not CATALOG.is_trigger(journey.by_id[edge.target])
            ports = CATALOG.ports(journey.by_id[edge.source], journey)
            assert edge.port in {port.name for port in ports}
        assert set(journey.layout) <= set(journey.by_id)

    @invariant()
    def scene_is_that_of_the_document(self) -> None:
        """What is shown is what a new scene would show."""
        if hasattr(self, "view"):
            journey = self.document.journey
            assert self.view.scene.journey is journey
            shown: dict[str, Any] = seen(self.view.scene)
            assert shown == seen(Scene(CATALOG, journey))
            assert self.hand.selection.steps <= set(journey.by_id)

    def teardown(self) -> None:
        """Undo everything, and do it again."""
        if not hasattr(self, "view"):
            return
        last = self.document.journey
        while self.document.undo():
            pass
        assert self.document.journey is BEGINNING
        passed = [self.document.journey]
        while self.document.redo():
            passed.append(self.document.journey)
        assert any(each is last for each in passed)  # the end, unless what came after was undone
        QGuiApplication.clipboard().clear()
        self.ids.stop()
        self.view.close()
        self.view.deleteLater()


TestGestures = Gestures.TestCase
TestGestures.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
