"""The scheduler: lets the live journeys of a workspace run while the program is open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Literal

from app.core.clock import SECOND, Clock, Instant
from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.exclusive import RunnerLock
from app.services.machine import Machine, Pass
from app.store.database import Database

LISTEN_SECONDS = 1.0
"""How often to look whether another program has written into the workspace."""
AT_LEAST_EVERY = 60 * SECOND
"""Look anyway after so long: a write in the very moment of a look might have been missed."""
TROUBLE_PAUSE = 15 * SECOND
"""How long to rest while messages cannot leave; contacts move on all the same."""
MOST_FAILURES = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunnerState:
    """What the scheduler is doing. `problem` is a sentence for the person, if anything is wrong."""

    doing: Literal["off", "waiting", "working", "elsewhere", "failed"] = "off"
    next_due: Instant | None = None
    problem: Text | None = None


Listener = Callable[[RunnerState], None]


class Runner:
    """One per workspace: a thread that moves contacts and sends what is due.

    It sleeps until the next due instant and wakes on `wake` and on writes of other programs. Whenever there
    is nothing to do, it does a little of what can wait: `in_quiet` says whether there is more of it.
    """

    def __init__(
        self,
        machine: Machine,
        database: Database,
        clock: Clock,
        lock: RunnerLock | None,
        in_quiet: Callable[[], bool] = lambda: False,
    ) -> None:
        self._machine = machine
        self._database = database
        self._clock = clock
        self._lock = lock
        self._in_quiet = in_quiet
        self._thread: Thread | None = None
        self._call = Event()
        self._stopping = Event()
        self._listeners: list[Listener] = []
        self._state = RunnerState()

    @property
    def state(self) -> RunnerState:
        """What it is doing now."""
        return self._state

    def on_change(self, listener: Listener) -> None:
        """Tell a listener of every new state and after every pass, from the runner's thread."""
        self._listeners.append(listener)

    def start(self) -> bool:
        """Start the thread; False if another program runs this workspace (the state says which)."""
        if self._thread is not None:
            return True
        if not self._take():
            return False
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="stellwerk-runner", daemon=True)
        self._thread.start()
        return True

    def stop(self) -> None:
        """Finish the transaction in hand and end the thread."""
        self._stopping.set()
        self._call.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._give_back()

    @contextmanager
    def at_rest(self) -> Generator[None]:
        """Nobody runs this workspace while this lasts; raises `StellwerkError` if another program does."""
        ran = self._thread is not None
        self.stop()
        if not self._take():
            assert self._state.problem is not None
            raise StellwerkError(self._state.problem)
        try:
            yield
        finally:
            self._give_back()
            if ran:
                self.start()

    def wake(self) -> None:
        """Something has happened: look at once; safe from any thread."""
        self._call.set()

    def resume_sending(self) -> None:
        """The account has been changed: try again at once."""
        self._machine.resume_sending()
        self.wake()

    def run_until_idle(self) -> Pass:
        """Work in this thread until nothing is due; raises `WorkspaceError` if another program runs it."""
        if not self._take():
            assert self._state.problem is not None
            raise StellwerkError(self._state.problem)
        try:
            self._machine.recover()
            moved = delivered = handled = 0
            while True:
                done = self._machine.work()
                moved, delivered = moved + done.moved, delivered + done.delivered
                handled += done.handled
                if done.idle:
                    return Pass(moved, delivered, handled, done.next_due, done.problem)
        finally:
            self._give_back()

    def _take(self) -> bool:
        held_by = self._lock.take(self._clock.now()) if self._lock else None
        if held_by is not None:
            self._tell(RunnerState("elsewhere", problem=held_by))
        return held_by is None

    def _give_back(self) -> None:
        if self._lock:
            self._lock.give_back()
        if self._state.doing != "failed":
            self._tell(RunnerState("off"))

    def _run(self) -> None:
        failures, recovered = 0, False
        while not self._stopping.is_set() and failures < MOST_FAILURES:
            try:
                if not recovered:
                    self._machine.recover()
                    recovered = True
                self._pass()
                failures = 0
            except StellwerkError as error:
                failures, recovered = failures + 1, False
                self._rest(failures, error.message)
            except Exception:  # noqa: BLE001 (an outer edge: the scheduler)
                _log.exception("the scheduler failed")
                failures, recovered = failures + 1, False
                self._rest(failures, _DEFECT)
        if failures == MOST_FAILURES:
            why = self._state.problem or _DEFECT
            self._tell(RunnerState("failed", problem=_GAVE_UP.fill(why=why)))

    def _pass(self) -> None:
        self._call.clear()
        if self._stopping.is_set():  # the call just cleared may have been the one to stop
            return
        self._tell(RunnerState("working", problem=self._state.problem))
        done = self._machine.work()
        self._tell(RunnerState("waiting", done.next_due, done.problem))
        if done.idle and self._in_quiet():
            return
        if done.idle:
            self._sleep(done)

    def _sleep(self, done: Pass) -> None:
        """Until something is due, somebody calls, or another program has written."""
        now = self._clock.now()
        until = min(done.next_due or now + AT_LEAST_EVERY, now + AT_LEAST_EVERY)
        until = max(until, now + (TROUBLE_PAUSE if done.problem else 0))
        seen = self._database.data_version()
        while (now := self._clock.now()) < until:
            if self._call.wait(min(LISTEN_SECONDS, (until - now) / SECOND)):
                return
            if self._database.data_version() != seen:
                return

    def _rest(self, failures: int, problem: Text) -> None:
        self._tell(RunnerState("waiting", problem=problem))
        self._stopping.wait(2 ** (failures - 1))

    def _tell(self, state: RunnerState) -> None:
        self._state = state
        for listener in self._listeners:
            listener(state)


_DEFECT = Text(
    "Beim Ausführen der Journeys ist ein Fehler im Programm aufgetreten; er steht im Protokoll.",
    "The program failed while running the journeys; the log has the details.",
)
_GAVE_UP = Text(
    "Die Journeys laufen nicht mehr, weil es fünfmal hintereinander nicht ging. {why} Bitte starten Sie "
    "Stellwerk neu, sobald das behoben ist.",
    "The journeys no longer run, because it failed five times in a row. {why} Please restart Stellwerk once "
    "this is mended.",
)
