"""One engine, several threads: each waits for its turn, and a person goes before the scheduler."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock, RLock

from app.engine.engine import Engine


class EngineTurn:
    """Hands out the engine to one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = RLock()
        self._waiting = 0
        self._count = Lock()

    @contextmanager
    def person(self) -> Generator[Engine]:
        """A turn for something a person has asked for."""
        with self._count:
            self._waiting += 1
        with self._turn:
            with self._count:
                self._waiting -= 1
            yield self._engine

    @contextmanager
    def scheduler(self) -> Generator[Engine]:
        """A turn for the scheduler, which looks at `wanted` between its transactions."""
        with self._turn:
            yield self._engine

    def wanted(self) -> bool:
        """Whether a person waits for the engine."""
        return self._waiting > 0
