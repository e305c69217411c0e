"""Checking a large journey does not hold up the person who draws it."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

from pytestqt.qtbot import QtBot

from app.core import edits
from app.core.journey import Journey
from app.core.problems import Problem
from app.core.text import same
from app.ui.jobs import Jobs
from app.ui.journey.watch import AT_ONCE, ProblemWatch
from canvas.document import DocumentModel
from tests.bench.drawing.graph import large_journey

FOUND = Problem("some.code", "hint", same("words"))


class Checker:
    """Finds one problem in a journey, as soon as it may."""

    def __init__(self) -> None:
        self.may = Event()
        self.seen: list[tuple[str, bool]] = []

    def __call__(self, journey: Journey) -> tuple[Problem, ...]:
        self.seen.append((journey.name, current_thread() is main_thread()))
        self.may.wait(5)
        return (FOUND,)


def test_a_large_journey_is_checked_aside_and_again_if_it_has_changed_meanwhile(qtbot: QtBot) -> None:
    document, check, jobs = DocumentModel(large_journey(AT_ONCE + 20)), Checker(), Jobs()
    watch = ProblemWatch(document, check)
    watch.jobs = jobs
    watch.begin()
    qtbot.waitUntil(lambda: len(check.seen) == 1)
    document.apply(lambda journey: edits.rename(journey, "other"), same("rename"))
    assert watch.problems == ()
    check.may.set()
    qtbot.waitUntil(lambda: watch.problems == (FOUND,))
    assert check.seen == [("Large", False), ("other", False)]
    jobs.finish()


def test_a_small_journey_is_checked_at_once(qtbot: QtBot) -> None:
    document, check = DocumentModel(large_journey(30)), Checker()
    check.may.set()
    watch = ProblemWatch(document, check)
    watch.begin()
    assert watch.problems == (FOUND,)
    assert check.seen == [("Large", True)]
