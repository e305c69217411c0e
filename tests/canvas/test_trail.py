"""The way of one contact on the canvas, and what is said about who waits and what fails."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.core.clock import DAY, HOUR
from app.core.records import Counts, Failing, StepCount, TraceLine, Trail, Waiting
from canvas.painting.trail import Way
from tests.canvas.hand import Hand

LINES = (TraceLine("anna@example.org", "start", "next", 1), TraceLine("anna@example.org", "mail", "next", 2))
ANNA = Trail("anna@example.org", LINES, here="fork", arrived=2)


def differing(one: QImage, other: QImage) -> int:
    """How many of some sampled pixels differ."""
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for x in range(0, one.width(), 7)
        for y in range(0, one.height(), 7)
    )


def test_a_way_numbers_its_steps_and_takes_their_connections(hand: Hand) -> None:
    way = Way(ANNA, hand.journey)
    assert way.visits == {"start": (1,), "mail": (2,), "fork": (3,)}
    assert way.edges == {("start", "next"), ("mail", "next")}


def test_steps_and_connections_that_are_gone_are_left_out_of_a_way(hand: Hand) -> None:
    hand.selection.select(("mail",))
    hand.view.delete_selection()
    way = Way(ANNA, hand.journey)
    assert way.visits == {"start": (1,), "fork": (3,)}
    assert way.edges == {("start", "next")}


def test_a_step_that_is_passed_twice_has_both_numbers(hand: Hand) -> None:
    again = Trail("anna@example.org", (*LINES, LINES[0]), reason="completed")
    assert Way(again, hand.journey).visits["start"] == (1, 3)


def test_a_shown_way_changes_the_picture_until_it_is_taken_away(hand: Hand) -> None:
    plain = hand.view.grab().toImage()
    hand.view.show_trail(ANNA)
    assert differing(plain, hand.view.grab().toImage()) > 100
    hand.view.show_trail(None)
    assert differing(plain, hand.view.grab().toImage()) == 0


def test_a_way_out_of_sight_is_brought_into_sight(hand: Hand) -> None:
    hand.view.camera.pan(-5_000, 0)
    hand.view.show_trail(ANNA)
    seen = hand.view.camera.seen
    assert all(hand.view.scene.box(each).meets(seen) for each in ("start", "mail", "fork"))


def test_ages_and_failures_are_told_with_the_step(hand: Hand) -> None:
    now = 40 * DAY
    hand.view.set_counts(Counts(steps={"mail": StepCount(passed=9, here=3)}), "live")
    before = hand.view.grab().toImage()
    waiting = {"mail": Waiting(3, now - 5 * DAY, None, (1, 2, 0, 0))}
    hand.view.set_whereabouts(waiting, {"mail": Failing(4, now - HOUR, (("no_content", 4),))}, now)
    assert differing(before, hand.view.grab().toImage()) > 0
    hand.click(hand.middle("mail"))
    said = hand.view.accessibleDescription()
    assert "3 wait here, the longest for 5 days" in said
    assert "4 failed in the last 30 days" in said
