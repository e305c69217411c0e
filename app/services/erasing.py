"""Erasing a contact, at the wish of the person who is stored."""

from __future__ import annotations

from collections.abc import Callable

from app.core.clock import Clock
from app.services.engine_turn import EngineTurn


class Erasing:
    """Deletes contacts for good; `changed` is called after each."""

    def __init__(self, engine: EngineTurn, clock: Clock, changed: Callable[[], None]) -> None:
        self._engine = engine
        self._clock = clock
        self._changed = changed

    def erase(self, contact_id: int, *, keep_off: bool) -> None:
        """Take a contact out of all journeys and delete everything about it.

        With `keep_off` its address, and nothing else, stays blocked, so that a later import does not bring
        mails back to it; without, a block is lifted with the rest.
        """
        with self._engine.person() as engine:
            engine.erase(contact_id, self._clock.now(), keep_off=keep_off)
        self._changed()
