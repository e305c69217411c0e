"""Long work ends in exactly one way, told in the interface thread."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.core.errors import WorkspaceError
from app.core.text import same
from app.services.jobs import Progress
from app.ui.jobs import DEFECT, Jobs


def test_the_result_arrives_in_the_interface_thread(qtbot: QtBot) -> None:
    seen: list[object] = []
    jobs, owner = Jobs(), QObject()
    jobs.start(
        owner, lambda _: 42, lambda value: seen.append((value, threading.current_thread())), seen.append
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, threading.main_thread())]


def test_an_expected_error_is_told_in_its_own_words(qtbot: QtBot) -> None:
    seen: list[object] = []

    def work(_: Progress) -> None:
        raise WorkspaceError(same("The disk is full."))

    owner = QObject()
    jobs = Jobs()
    jobs.start(owner, work, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [same("The disk is full.")]


def test_a_defect_is_logged_with_its_traceback(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[object] = []
    owner = QObject()
    jobs = Jobs()
    jobs.start(owner, lambda _: 1 / 0, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [DEFECT]
    assert "ZeroDivisionError" in caplog.text


def test_a_job_can_be_cancelled_while_it_works(qtbot: QtBot) -> None:
    seen: list[str] = []
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress(1, 2)

    owner = QObject()
    jobs = Jobs()
    job = jobs.start(
        owner,
        work,
        lambda _: seen.append("done"),
        lambda _: seen.append("failed"),
        lambda: seen.append("cancelled"),
    )
    begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["cancelled"]
    assert not job.running


def test_nobody_is_told_when_the_owner_is_gone(qtbot: QtBot) -> None:
    seen: list[object] = []
    owner = QObject()
    go_on = threading.Event()
    jobs = Jobs()
    job = jobs.start(owner, lambda _: go_on.wait(5), seen.append, seen.append)
    delete(owner)
    with qtbot.waitSignal(job.done):
        go_on.set()
    assert seen == []


def test_what_a_job_works_on_and_whom_it_tells_do_not_outlive_it(qtbot: QtBot) -> None:
    class Page(QObject):
        """Works and is told."""

        def work(self, _: Progress) -> None:
            """Nothing much."""

        def done(self, _: object) -> None:
            """Remember it."""
            told.append(True)

    told: list[bool] = []
    jobs, page = Jobs(), Page()
    kept = jobs.start(page, page.work, page.done, print)
    qtbot.waitUntil(lambda: bool(told))
    jobs.finish()
    gone = weakref.ref(page)
    del page
    gc.collect()
    assert gone() is None
    assert not kept.running
