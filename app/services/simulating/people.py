"""Invented contacts: the same for the same seed, and such that every way of the journey is tried."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import resources
from app.core.clock import DAY, HOUR, Instant, to_datetime
from app.core.fields import FieldSpec
from app.core.program import OnEvent, Program
from app.core.records import ConsentRecord, EventRecord
from app.core.rules.tree import Scalar
from app.services.simulating.listening import Listening, satisfying
from app.store.contacts import NewContact

_GRANTED = 0.9
_TAGGED = 0.3
_ARRIVE_WITHIN_DAYS = 14


@dataclass(frozen=True)
class Crowd:
    """Contacts, and what they do on their own during the simulation."""

    contacts: tuple[NewContact, ...]
    events: tuple[EventRecord, ...]


def invent(
    program: Program,
    fields: Sequence[FieldSpec],
    heard: Listening,
    count: int,
    seed: int,
    start: Instant,
    days: int,
) -> Crowd:
    """So many contacts, with the events that let them in; decided by the seed alone."""
    inventor = _Inventor(Random(f"{seed}/{program.journey}"), fields, heard, program.settings.purpose)  # noqa: S311
    contacts = tuple(inventor.contact(number, start) for number in range(1, count + 1))
    span = min(days, _ARRIVE_WITHIN_DAYS)
    events = tuple(
        event
        for contact in contacts
        for source in heard.triggers
        for event in inventor.events(str(contact.values["email"]), source, start, span)
    )
    return Crowd(contacts, events)


class _Inventor:
    def __init__(self, dice: Random, fields: Sequence[FieldSpec], heard: Listening, purpose: str) -> None:
        self._dice = dice
        self._fields = fields
        self._heard = heard
        self._purposes = sorted({purpose, *heard.reads.purposes})
        self._named = heard.field_values()
        self._people: Mapping[str, Any] = json.loads(resources.read_text("data", "people.json"))

    def contact(self, number: int, start: Instant) -> NewContact:
        """One person."""
        dice = self._dice
        salutation = dice.choice(sorted(self._people["first_names"]))
        first = dice.choice(self._people["first_names"][salutation])
        last = dice.choice(self._people["last_names"])
        places = self._people["cities"]
        city, country, zone, _ = dice.choices(places, [place[3] for place in places])[0]
        values: dict[str, Any] = {
            "email": f"{_plain(first)}.{_plain(last)}.{number}@example.org",
            "salutation": salutation,
            "first_name": first,
            "last_name": last,
            "city": city,
            "country": country,
            "time_zone": zone,
            "language": "en" if dice.random() < 0.05 else "de",
            "score": 0,
            "created_at": start - dice.randrange(1, 700) * DAY,
        }
        values |= {key: self._standard(key, values[key]) for key in ("city", "country", "language", "score")}
        values["stage"] = self._standard("stage", None)
        values |= {spec.key: self._custom(spec, start) for spec in self._fields}
        tags = frozenset(tag for tag in sorted(self._heard.reads.tags) if dice.random() < _TAGGED)
        consents = tuple(
            ConsentRecord(purpose, "granted" if dice.random() < _GRANTED else "denied", values["created_at"])
            for purpose in self._purposes
        )
        return NewContact(values, tags, consents)

    def events(self, email: str, source: OnEvent, start: Instant, days: int) -> Iterator[EventRecord]:
        """What lets a person in: once, some time in the first days, in the daytime."""
        kind = source.event.type
        if not kind:
            return
        at = start + self._dice.randrange(max(days, 1)) * DAY + self._dice.randrange(1, 12 * HOUR)
        properties: dict[str, Any] = {
            name: self._dice.choice(values)
            for name, values in self._heard.property_values(kind).items()
            if values
        }
        properties |= dict(satisfying(source.event.where))
        if source.key:
            properties[source.key] = f"A{self._dice.randrange(10_000, 99_999)}"
        yield EventRecord(kind, at, email, properties)

    def _standard(self, key: str, usual: Any) -> Any:
        """A value that some rule asks for, in half of all cases."""
        named = self._named.get(key, [])
        return self._dice.choice(named) if named and self._dice.random() < 0.5 else usual

    def _custom(self, spec: FieldSpec, start: Instant) -> Any:
        named, dice = self._named.get(spec.key, []), self._dice
        if dice.random() < 0.1:
            return None
        match spec.type:
            case "boolean":
                return dice.random() < 0.5
            case "date":
                day = to_datetime(start).date() - timedelta(days=dice.randrange(730))
                return day.isoformat()
            case "instant":
                return start - dice.randrange(730) * DAY
            case "number":
                return _near(dice, named)
            case "text":
                return dice.choice([*map(str, named), "–"]) if named else None


def _near(dice: Random, named: Sequence[Scalar]) -> int | float:
    numbers = [value for value in named if isinstance(value, int | float) and not isinstance(value, bool)]
    return round(dice.choice(numbers) * dice.uniform(0, 2)) if numbers else dice.randrange(100)


def _plain(name: str) -> str:
    words = name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
