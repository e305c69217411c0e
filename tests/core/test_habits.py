"""Counting what is put after what."""

from __future__ import annotations

from app.core.habits import MOST_RECENT, MOST_TIMES, Habits


def test_the_latest_stands_first_among_the_recent_ones() -> None:
    habits = Habits()
    for key in ("wait", "exit", "wait", "branch", "goal", "jump", "split"):
        habits = habits.noted("send_mail", key)
    assert habits.recent == ("split", "jump", "goal", "branch", "wait")
    assert len(habits.recent) == MOST_RECENT


def test_pairs_are_counted_apart() -> None:
    habits = Habits().noted("send_mail", "wait").noted("send_mail", "wait").noted("wait", "send_mail")
    assert habits.times("send_mail", "wait") == 2
    assert habits.times("wait", "send_mail") == 1
    assert habits.times("wait", "exit") == 0


def test_what_was_long_ago_weighs_less() -> None:
    habits = Habits(after={"a": {"x": MOST_TIMES, "y": 1}, "b": {"z": 9}})
    noted = habits.noted("a", "x")
    assert noted.after == {"a": {"x": MOST_TIMES // 2 + 1}, "b": {"z": 4}}
