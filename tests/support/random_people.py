"""Draws the people of a random world, and what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.clock import DAY
from app.core.journey import Journey
from app.core.records import ConsentRecord
from tests.support.dice import CITIES, EVENTS, OPENED, ORDERS, TAGS, ZONES, Dice
from tests.support.lives import Choice, Person, Write
from tests.support.rules import Happened


class Crowd:
    """Draws people and what happens to them."""

    def __init__(self, dice: Dice, journeys: Sequence[Journey]) -> None:
        self._dice = dice
        self._journeys = [journey.id for journey in journeys]
        self._mails = [node.id for journey in journeys for node in journey.nodes if node.type == "send_mail"]

    def person(self, number: int) -> Person:
        dice = self._dice
        consents = [ConsentRecord("newsletter", "granted", dice.start - DAY)] if dice.flip(0.85) else []
        events = sorted((self._event() for _ in range(dice.number(1, 8))), key=lambda one: one.at)
        writes = sorted((self._write() for _ in range(dice.one((0, 1, 1, 2)))), key=lambda one: one.at)
        chosen = {dice.one(dice.deeds): dice.one(self._journeys) for _ in range(dice.one((0, 1, 1, 2)))}
        name = {"first_name": f"K{number}"} if dice.flip(0.92) else {}
        return Person(
            email=f"k{number}@example.org",
            values={"score": dice.number(-5, 25), **name, **self._values()},
            tags=frozenset(dice.some(TAGS)),
            consents=tuple(consents),
            events=tuple(events),
            writes=tuple(_apart(writes)),
            chosen=tuple(Choice(at, journey) for at, journey in sorted(chosen.items())),
            suppressed_at=dice.maybe(0.08, dice.instant()),
        )

    def _values(self) -> dict[str, Any]:
        dice = self._dice
        known = {
            "city": dice.one(CITIES),
            "time_zone": dice.one(ZONES),
            "vip": dice.flip(0.5),
            "birthday": dice.date(),
            "last_call": dice.instant(before=3),
        }
        return {key: value for key, value in known.items() if dice.flip(0.6)}

    def _event(self) -> Happened:
        dice, properties = self._dice, dict[str, Any]()
        kind = dice.one(dice.wanted or EVENTS) if dice.flip(0.85) else dice.one(EVENTS)
        if kind == OPENED and self._mails and dice.flip(0.8):
            properties["step"] = dice.one(self._mails)
        if dice.flip(0.6):
            properties["order"] = dice.one(ORDERS)
        return Happened(kind, dice.instant(before=3), properties)

    def _write(self) -> Write:
        dice, at = self._dice, self._dice.one(self._dice.deeds)
        word = ConsentRecord("newsletter", dice.one(("granted", "withdrawn")), at)
        return Write(
            at,
            {**self._values(), "score": dice.number(-5, 25)},
            frozenset(dice.some(TAGS)),
            consent=dice.maybe(0.3, word),
            tasks_done=dice.flip(0.3),
        )


def _apart(writes: Sequence[Write]) -> list[Write]:
    """One write per instant: of two at once nobody could say which came first."""
    return list({write.at: write for write in writes}.values())
