"""Long work off the interface thread, with progress, time left, and a way to cancel."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.jobs import Cancelled, CancelSwitch, Progress
from app.ui.widgets.signals import takes

log = logging.getLogger(__name__)
REPORT_EVERY = 0.05
TURN_SECONDS = 0.0005
DEFECT = Text(
    "Das hat nicht geklappt: Im Programm ist ein Fehler aufgetreten. Er steht im Protokoll.",
    "This did not work: the program has a defect. The log has the details.",
)


class Job(QObject):
    """One piece of work. Its signals arrive in the interface thread; exactly one of the last three comes.

    `progress(done, total)`, `done(result)`, `failed(Text)`, `cancelled()`.
    """

    progress = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._work: Callable[[Progress], Any] | None = work
        self._switch = CancelSwitch(self._report)
        self._started = self._reported = 0.0
        self.running = True

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._switch.cancel()

    def seconds_left(self, done: int, total: int) -> float | None:
        """How long it will still take, as far as can be told by now."""
        passed = time.monotonic() - self._started
        if done <= 0 or total <= 0 or passed < 1:
            return None
        return passed * (total - done) / done

    def carry_out(self) -> None:
        """Do the work; called in a thread of the pool."""
        self._started = time.monotonic()
        work, self._work = self._work, None  # what it works on must not outlive it
        assert work is not None  # a job is carried out once
        try:
            result = work(self._switch)
        except Cancelled:
            self._end(self.cancelled.emit)
        except StellwerkError as error:
            message = error.message
            self._end(lambda: self.failed.emit(message))
        except Exception:  # the outer edge of a job: whatever happens, the window lives on
            log.exception("a job failed")
            self._end(lambda: self.failed.emit(DEFECT))
        else:
            self._end(lambda: self.done.emit(result))

    def _end(self, tell: Callable[[], None]) -> None:
        self.running = False
        tell()

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY or done >= total:
            self._reported = now
            self.progress.emit(done, total)


class _Carrier(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Qt: called in a thread of the pool."""
        self._job.carry_out()


class _Waiting(NamedTuple):
    """Who is told how a job ended."""

    owner: QObject
    done: Callable[[Any], object]
    failed: Callable[[Text], object]
    cancelled: Callable[[], object]


class Jobs:
    """Starts jobs and keeps them until they end."""

    def __init__(self) -> None:
        # Threads take turns: work aside must not keep the window waiting for the usual 5 ms each time.
        sys.setswitchinterval(TURN_SECONDS)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(2)
        self._running: dict[Job, _Waiting] = {}

    def start(
        self,
        owner: QObject,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Text], object],
        cancelled: Callable[[], object] = lambda: None,
    ) -> Job:
        """Start work; the callbacks run in the interface thread, as long as the owner of them exists."""
        job = Job(work)
        # Only the job is held by its signals: what they hold lives as long as the program.
        job.done.connect(takes(object, lambda result: self._finish(job, lambda told: told.done(result))))
        job.failed.connect(takes(Text, lambda words: self._finish(job, lambda told: told.failed(words))))
        job.cancelled.connect(lambda: self._finish(job, lambda told: told.cancelled()))
        self._running[job] = _Waiting(owner, done, failed, cancelled)
        self._pool.start(_Carrier(job))
        return job

    def finish(self) -> None:
        """Cancel what is running and wait for it; at the end of the program."""
        for job in self._running:
            job.cancel()
        self._pool.waitForDone()

    def _finish(self, job: Job, tell: Callable[[_Waiting], object]) -> None:
        waiting = self._running.pop(job)
        if isValid(waiting.owner):
            tell(waiting)
