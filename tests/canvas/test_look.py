"""What is shown: themes, languages, numbers, problems, overlays, words for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import JsonValue
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QCursor

from app.core import edits
from app.core.compiler import surroundings
from app.core.journey import Journey, Node, Point
from app.core.problems import Problem
from app.core.records import Counts, StepCount
from app.core.text import Text
from canvas.overlays.minimap import Minimap
from canvas.overlays.welcome import Welcome
from canvas.overlays.zoom_bar import ZoomBar
from canvas.painting.lettering import width_of, wrapped
from canvas.painting.marks import Marks
from canvas.painting.paint_card import TEXT_WIDTH
from canvas.painting.typeface import Typeface
from canvas.painting.words import number, percent, standing
from canvas.scene.geometry import CARD_HEIGHT, Spot
from canvas.theme import DARK, LIGHT, CanvasTheme
from tests.canvas.hand import Hand


def luminance(name: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    color = QColor(name)
    raw = (color.redF(), color.greenF(), color.blueF())
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in raw]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colors, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_all_words_have_enough_contrast(theme: CanvasTheme) -> None:
    pairs = [
        (theme.text, theme.card),
        (theme.secondary, theme.card),
        (theme.secondary, theme.canvas),
        (theme.on_accent, theme.accent),
        (theme.on_preview, theme.preview),
        (theme.on_problem, theme.warning),
        (theme.on_problem, theme.error),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_groups_stand_out_from_the_card(theme: CanvasTheme) -> None:
    groups = (theme.trigger, theme.condition, theme.timing, theme.action, theme.flow)
    assert [group for group in groups if contrast(group, theme.card) < 3] == []


def test_numbers_in_both_languages() -> None:
    assert number(1234567, "en") == "1,234,567"
    assert number(1234567, "de") == "1\u202f234\u202f567"
    assert percent(1, 3, "en") == "33%"
    assert percent(0, 0, "de") == "0\u202f%"
    assert standing(StepCount(passed=9, here=4), "de") == "4 hier"
    assert standing(StepCount(passed=9), "en") == "9"


def test_shares_are_of_the_busiest_connection() -> None:
    marks = Marks(Counts(edges={("a", "x"): 100, ("b", "y"): 25}))
    assert marks.share(("a", "x")) == 1.0
    assert marks.share(("b", "y")) == 0.25
    assert marks.share(("c", "z")) == 0.0


def test_hints_have_no_mark_and_errors_come_first() -> None:
    found = [Problem(each, each, Text(each, each), node="n") for each in ("hint", "warning", "error")]
    assert [problem.severity for problem in Marks(problems=tuple(found)).of_step("n")] == ["error", "warning"]


def test_long_words_get_a_second_row_and_then_an_ellipsis(hand: Hand) -> None:
    font = Typeface(hand.view.font().family()).line()
    words = "Ihre Leseproben, die zehn besten Kriminalromane des Jahres und noch einiges mehr dazu"
    rows = wrapped(words, font, TEXT_WIDTH, 2)
    assert len(rows) == 2
    assert rows[1].endswith("…")
    assert all(width_of(row, font) <= TEXT_WIDTH for row in rows)


def test_theme_and_language_change_while_running(hand: Hand) -> None:
    light = hand.view.grab().toImage()
    hand.view.set_theme(DARK)
    dark = hand.view.grab().toImage()
    assert light.pixelColor(3, 3).lightness() > 200 > 60 > dark.pixelColor(3, 3).lightness()
    assert "steps" in hand.view.accessibleName()
    hand.view.set_language("de")
    assert "Schritte" in hand.view.accessibleName()


def test_counts_and_problems_are_seen(hand: Hand) -> None:
    plain = hand.view.grab().toImage()
    hand.view.set_counts(Counts(steps={"mail": StepCount(passed=7)}), "preview")
    counted = hand.view.grab().toImage()
    hand.view.set_problems((Problem("x", "error", Text("Fehler", "Error"), node="mail"),))
    marked = hand.view.grab().toImage()
    assert plain != counted
    assert counted != marked
    hand.view.set_counts(None)
    hand.view.set_problems(())
    assert hand.view.grab().toImage() == plain


def test_the_current_step_is_told_to_a_screen_reader(hand: Hand) -> None:
    hand.view.set_problems((Problem("x", "error", Text("Kein Betreff", "No subject"), node="mail"),))
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Down)
    words = hand.view.accessibleDescription()
    assert words.startswith("Mail. ")
    assert "Fork" in words
    assert "No subject" in words


def test_minimap_comes_up_when_the_journey_is_larger_than_the_view(hand: Hand) -> None:
    minimap = hand.view.findChild(Minimap)
    assert isinstance(minimap, Minimap)
    assert not minimap.isVisible()
    for _ in range(4):
        hand.view.zoom_in()
    assert minimap.isVisible()


def test_minimap_steps_aside_for_cards_and_stays_where_none_are(hand: Hand) -> None:
    minimap = hand.view.findChild(Minimap)
    assert isinstance(minimap, Minimap)
    QCursor.setPos(hand.view.mapToGlobal(QPoint(400, 300)))  # it would not go away below the hand
    for _ in range(4):
        hand.view.zoom_in()
    for corner in (minimap.geometry().center(), minimap.geometry().center()):
        spot, middle = hand.view.camera.to_canvas(QPointF(corner)), hand.middle("end")
        scale = hand.view.scale
        hand.view.camera.pan((spot.x - middle.x) * scale, (spot.y - middle.y) * scale)
        place = hand.seen_at(hand.middle("end"))
        assert minimap.isVisible()
        assert not minimap.geometry().contains(place)
    before = minimap.pos()
    hand.view.camera.pan(1, 0)
    assert minimap.pos() == before


def test_a_step_that_is_added_is_not_hidden_by_the_zoom_bar(hand: Hand) -> None:
    bar = hand.view.findChild(ZoomBar)
    assert isinstance(bar, ZoomBar)
    end = hand.view.scene.box("end")
    corner = hand.view.camera.to_canvas(QPointF(bar.geometry().topLeft()))
    hand.view.camera.pan(corner.x - end.left, corner.y - end.bottom)
    hand.selection.select(["end"])
    hand.view.add_step("wait")
    added = hand.view.scene.box(hand.newest())
    assert hand.seen_at(Spot(added.left, added.bottom)).y() <= bar.y()


def test_minimap_leaves_a_small_canvas_to_the_steps(hand: Hand) -> None:
    minimap = hand.view.findChild(Minimap)
    assert isinstance(minimap, Minimap)
    for _ in range(4):
        hand.view.zoom_in()
    hand.view.resize(500, 600)
    assert not minimap.isVisible()


@pytest.mark.parametrize("scale", [0.1, 0.3, 0.5, 1.0, 2.0])
def test_every_level_of_detail_shows_every_step(hand: Hand, scale: float) -> None:
    hand.view.camera.zoom(scale / hand.view.scale)
    hand.view.camera.center_on(hand.middle("mail"))
    image = hand.view.grab().toImage()
    place = hand.seen_at(hand.middle("mail"))
    assert image.pixelColor(place).name() != LIGHT.canvas.lower()


@pytest.mark.parametrize("scale", [0.12, 0.2, 0.25])
def test_from_afar_a_step_shows_its_icon_and_its_number(hand: Hand, scale: float) -> None:
    hand.view.camera.zoom(scale / hand.view.scale)
    hand.view.camera.center_on(hand.middle("mail"))
    plain = hand.view.grab().toImage()
    start = hand.journey.position("mail")
    left = hand.seen_at(Spot(start.x, start.y + CARD_HEIGHT / 2))
    tile = [plain.pixelColor(left + QPoint(x, y)).lightness() for x in range(2, 11) for y in range(-4, 5)]
    assert max(tile) - min(tile) > 60, "an icon, not a plain block"
    hand.view.set_counts(Counts(steps={"mail": StepCount(passed=1834)}), "preview")
    counted = hand.view.grab().toImage()
    beside = [(x, y) for x in range(12, 50) for y in range(-6, 7)]
    changed = [
        at for at in beside if plain.pixelColor(left + QPoint(*at)) != counted.pixelColor(left + QPoint(*at))
    ]
    assert max(y for _, y in changed) - min(y for _, y in changed) >= 6, "large enough to be read"


def test_from_afar_many_steps_are_blocks_only(hand: Hand) -> None:
    hand.view.camera.zoom(0.05 / hand.view.scale)
    plain = hand.view.grab().toImage()
    hand.view.set_counts(Counts(steps={"mail": StepCount(passed=1834)}), "preview")
    assert hand.view.grab().toImage() == plain


def test_an_unknown_step_is_shown_and_keeps_its_connections(
    show: Callable[[Journey], Hand], welcome: Journey
) -> None:
    strange = welcome.by_id["mail"].model_copy(update={"type": "teleport"})
    nodes = tuple(strange if node.id == "mail" else node for node in welcome.nodes)
    hand = show(welcome.replace(nodes=nodes))
    hand.click(hand.middle("mail"))
    assert "Unknown step" in hand.view.accessibleDescription()
    hand.drag(hand.middle("mail"), hand.middle("mail")._replace(x=700.0))
    assert hand.journey.position("mail") != Point(200, 120)
    assert hand.journey.target("mail", "next") == "fork"


def test_revealing_a_step_selects_and_centers_it(hand: Hand) -> None:
    hand.view.reveal("end")
    assert hand.selection.current == "end"
    center = hand.view.camera.seen.center
    assert abs(center.x - hand.middle("end").x) <= 1
    assert abs(center.y - hand.middle("end").y) <= 1


def test_tidy_up_is_one_step_of_undo(hand: Hand) -> None:
    before = hand.journey
    hand.view.tidy_up()
    assert hand.journey.layout != before.layout
    hand.document.undo()
    assert hand.journey is before


def test_an_empty_canvas_offers_the_one_next_step(show: Callable[[Journey], Hand]) -> None:
    hand = show(Journey(id="empty", name="Empty"))
    welcome = hand.view.findChild(Welcome)
    assert isinstance(welcome, Welcome)
    assert welcome.isVisible()
    welcome.start_wanted.emit()
    hand.choose("event")
    assert hand.types() == ["event_trigger"]
    assert not welcome.isVisible()
    hand.control(Qt.Key.Key_Z)
    assert welcome.isVisible()


def test_undo_brings_what_changed_into_sight(hand: Hand) -> None:
    hand.selection.select(["end"])
    hand.key(Qt.Key.Key_Delete)
    hand.view.camera.pan(5000, 5000)
    hand.control(Qt.Key.Key_Z)
    assert hand.view.camera.seen.meets(hand.view.scene.box("end"))


def test_lines_follow_the_names_that_the_surroundings_know(hand: Hand) -> None:
    plain = hand.view.grab().toImage()
    hand.view.set_surroundings(lambda journey: surroundings(journey, segments={"regulars": "Regulars"}))
    assert hand.view.grab().toImage() == plain
    rule: dict[str, JsonValue] = {"kind": "segment", "segment": "regulars"}
    trigger = Node(id="seg", type="segment_trigger", config={"rule": rule})
    hand.document.apply(lambda journey: edits.add_node(journey, trigger, Point(520, 0)), Text("x", "x"))
    hand.selection.select(["seg"])
    assert "Regulars" in hand.view.accessibleDescription()


def test_another_journey_is_shown_as_a_whole(hand: Hand, welcome: Journey) -> None:
    far = {key: Point(point.x + 9000, point.y) for key, point in welcome.layout.items()}
    hand.document.reset(welcome.replace(id="other", layout=far))
    assert hand.view.camera.seen.meets(hand.view.scene.box("mail"))


def test_a_tall_journey_opens_at_its_beginning_in_a_readable_size(
    show: Callable[[Journey], Hand], welcome: Journey
) -> None:
    tall = welcome.replace(layout={**welcome.layout, "end": Point(200, 4000)})
    hand = show(tall)
    assert hand.view.scale == 0.8
    assert hand.view.camera.seen.meets(hand.view.scene.box("start"))
    hand.key(Qt.Key.Key_F)
    assert hand.view.scale < 0.2


def test_from_afar_a_mark_shows_where_something_is_wrong(hand: Hand) -> None:
    hand.view.camera.zoom(0.05 / hand.view.camera.scale)
    plain = hand.view.grab().toImage()
    problem = Problem("mail.no_subject", "error", Text("Kein Betreff.", "No subject."), "mail")
    hand.view.set_problems((problem,))
    marked = hand.view.grab().toImage()
    box = hand.view.scene.box("mail")
    at = hand.view.camera.to_widget(Spot(box.right, box.top)).toPoint()
    ratio = marked.devicePixelRatio()
    assert marked.pixel(at * ratio) != plain.pixel(at * ratio)
