"""What a comparison shows, and that it is never told by color alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core import edits
from app.core.compiler import surroundings
from app.core.frames import add_frame
from app.core.journey import Frame, Journey, Node, Point
from app.core.node import NodeCatalog
from canvas.comparing.comparison import Comparison, Places
from canvas.comparing.view import CompareView
from canvas.scene.geometry import Box, Spot
from canvas.theme import DARK, LIGHT, CanvasTheme

Show = Callable[[Journey, Journey], CompareView]


@pytest.fixture
def compared(welcome: Journey) -> Journey:
    """The welcome journey with a step more, one less, one renamed, one moved, and a way led elsewhere."""
    found = edits.remove_nodes(welcome, {"mail"})
    found = edits.add_node(found, Node(id="new", type="wait", title="New"), Point(500, 120))
    found = edits.set_title(found, "end", "Farewell")
    return edits.connect(edits.move_nodes(found, {"end": Point(60, 520)}), "fork", "yes", "new")


@pytest.fixture
def show(qtbot: QtBot, catalog: NodeCatalog) -> Show:
    """A view of a comparison at 100 %."""

    def shown(old: Journey, new: Journey) -> CompareView:
        view = CompareView(catalog, LIGHT, "en", surroundings)
        qtbot.addWidget(view)
        view.resize(1000, 800)
        view.show_comparison(Comparison.of(old, new, catalog, surroundings))
        view.show()
        qtbot.waitExposed(view)
        view.fit()
        return view

    return shown


def test_each_kind_of_change_is_known(welcome: Journey, compared: Journey, catalog: NodeCatalog) -> None:
    found = Comparison.of(welcome, compared, catalog, surroundings)
    assert found.steps == {"new": "added", "mail": "removed", "end": "changed"}
    assert found.edges == {("start", "next"): "changed", ("fork", "yes"): "changed"}
    assert found.found.moved == {"end"}
    assert set(found.ghosts.by_id) == {"start", "mail", "fork", "end"}
    assert found.ghosts.position("end") == compared.position("end")


def test_a_ghost_steps_aside_where_a_card_stands_now(
    welcome: Journey, compared: Journey, catalog: NodeCatalog
) -> None:
    taken = edits.move_nodes(compared, {"new": welcome.position("mail")})
    places = Places(Comparison.of(welcome, taken, catalog, surroundings), catalog)
    ghost = places.ghosts.box("mail")
    assert not any(ghost.meets(places.shown.box(node.id)) for node in taken.nodes)


def test_every_change_has_a_place_or_is_about_the_whole(
    welcome: Journey, compared: Journey, catalog: NodeCatalog
) -> None:
    old = add_frame(welcome, Frame(id="gone", title="Gone", steps=("mail", "fork")))
    new = edits.rename(add_frame(compared, Frame(id="note", notes="Hi", at=Point(700, 0))), "Other")
    places = Places(Comparison.of(old, new, catalog, surroundings), catalog)
    without = [change.words.en for change in places.comparison.changes if places.box(change) is None]
    assert without == ["Changed: name."]


def test_outlines_lines_and_badges_are_painted(welcome: Journey, compared: Journey, show: Show) -> None:
    view = show(welcome, compared)
    places, picture = view.places, view.grab().toImage()
    for scene, step, tint in (
        (places.shown, "new", LIGHT.added),
        (places.ghosts, "mail", LIGHT.removed),
        (places.shown, "end", LIGHT.changed),
    ):
        assert _has(picture, view, scene.box(step).grown(6), tint)
        badge = Spot(scene.box(step).left + 2, scene.box(step).top + 1)
        assert _has(picture, view, Box(*badge, *badge).grown(9), LIGHT.on_change)


def test_badges_of_connections_and_frames_can_be_clicked(welcome: Journey, show: Show) -> None:
    led = edits.connect(welcome, "mail", "next", "end")
    new = add_frame(led, Frame(id="note", notes="Hi", at=Point(700, 0)))
    view = show(welcome, new)
    places, picked = view.places, list[int]()
    view.picked.connect(picked.append)
    note = places.shown.frames.box("note")
    spots = (
        places.sign(("mail", "next"), places.shown),
        places.sign(("mail", "next"), places.ghosts),
        note.center,
    )
    for spot in spots:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.camera.to_widget(spot).toPoint())
    words = [places.comparison.changes[index].words.en for index in picked]
    assert [each.partition(":")[0] for each in words] == ["Rerouted", "Rerouted", "New"]


def test_two_equal_journeys_show_nothing_but_the_journey(welcome: Journey, show: Show) -> None:
    view = show(welcome, welcome.replace())
    assert view.places.comparison.changes == ()
    picture = view.grab().toImage()
    seen = view.places.bounds()
    assert seen is not None
    for tint in (LIGHT.added, LIGHT.removed, LIGHT.changed):
        assert not _has(picture, view, seen, tint)


def test_the_keys_of_the_camera_work(welcome: Journey, compared: Journey, show: Show) -> None:
    view = show(welcome, compared)
    scale = view.camera.scale
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.scale > scale
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.camera.scale == pytest.approx(1.0)
    view.camera.pan(5000, 0)
    QTest.keyClick(view, Qt.Key.Key_F)
    bounds = view.places.bounds()
    assert bounds is not None
    assert view.camera.seen.united(bounds) == view.camera.seen


def test_a_change_is_looked_at_in_a_size_that_can_be_read(
    welcome: Journey, compared: Journey, show: Show, qtbot: QtBot
) -> None:
    view = show(welcome, compared)
    view.camera.zoom(0.1)
    view.look_at(0)
    qtbot.waitUntil(lambda: view.camera.scale >= 0.8)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_signs_of_changes_can_be_read(theme: CanvasTheme) -> None:
    for tint in (theme.added, theme.removed, theme.changed, theme.secondary):
        assert _contrast(tint, theme.on_change) >= 4.5
        assert _contrast(tint, theme.canvas) >= 3
    for tint in (theme.added, theme.removed, theme.changed):
        assert _contrast(tint, theme.canvas) >= 4.5


def _has(picture: QImage, view: CompareView, box: Box, tint: str) -> bool:
    """Whether a color is painted somewhere in a part of the canvas."""
    first = view.camera.to_widget(Spot(box.left, box.top)).toPoint()
    last = view.camera.to_widget(Spot(box.right, box.bottom)).toPoint()
    wanted = QColor(tint)
    return any(
        _near(picture.pixelColor(QPoint(x, y)), wanted)
        for x in range(max(first.x(), 0), min(last.x(), picture.width()))
        for y in range(max(first.y(), 0), min(last.y(), picture.height()))
    )


def _near(one: QColor, other: QColor) -> bool:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) <= 6 for a, b in pairs)


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(name: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(name)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _parts(name: str) -> tuple[float, float, float]:
    found = QColor(name)
    return found.redF(), found.greenF(), found.blueF()
