"""Small random worlds: a journey, some contacts, and everything that happens to them, from one seed.

Instants lie on a grid of half hours, so that events, changes and timers often fall together.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import DAY, HOUR, Instant, from_datetime
from app.core.fields import FieldBook
from app.core.journey import Edge, Journey, Node, Settings
from app.core.records import ConsentRecord
from app.core.rules.tree import (
    AllOf,
    AnyOf,
    Attribute,
    DateRelative,
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    InSegment,
    JourneyHistory,
    Not,
    PropertyTest,
    Rule,
)
from app.core.schedule import Duration, Until, Window
from nodes import catalog
from tests.support.fields import CUSTOM
from tests.support.lives import Frame, Person, Write
from tests.support.rules import Happened

CHANGES_OF_CLOCKS = {
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "Australia/Lord_Howe": ("2026-04-05", "2026-10-04"),
}
ZONES = ("", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Nowhere/Land")
CITIES = ("Berlin", "Wien", "")
TAGS = ("krimi", "lyrik", "kunde")
ASKED, BOUGHT, VISITED, OPENED = "form_submitted", "purchase", "page_visited", "message_opened"
EVENTS = (ASKED, ASKED, BOUGHT, BOUGHT, VISITED, OPENED)
ORDERS = ("A", "B")
GRID = HOUR // 2
STEPS = (
    "branch", "branch", "split", "wait", "wait", "wait_for_event", "wait_for_event", "send_mail", "send_mail",
    "set_attribute", "change_tags", "change_score", "change_score", "goal", "exit",
)  # fmt: skip


@dataclass(frozen=True)
class RandomWorld:
    """What both the engine and its judge are given."""

    seed: int
    journey: Journey
    frame: Frame
    people: tuple[Person, ...]


def random_world(seed: int) -> RandomWorld:
    """The world of a seed."""
    return _Dice(seed).world()


class _Dice:
    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._chance = random.Random(seed)
        self._zone = self._one(tuple(CHANGES_OF_CLOCKS))
        self._start = self._beginning()
        self._days = self._chance.randint(3, 12)
        self._mails: list[str] = []
        self._segments: dict[str, Rule] = {}
        self._wanted: list[str] = []
        self._opening: list[str] = []

    def world(self) -> RandomWorld:
        self._segments = {"regulars": self._rule(1, inside=False)}
        journey = self._journey()
        until = self._start + self._days * DAY
        present = self._maybe(0.5, self._flip(0.5))
        frame = Frame(self._start, until, present, FieldBook(CUSTOM), self._segments)
        people = tuple(self._person(number) for number in range(self._chance.randint(2, 6)))
        return RandomWorld(self._seed, journey, frame, people)

    # --- time ---------------------------------------------------------------------------------------

    def _beginning(self) -> Instant:
        day = datetime.fromisoformat(self._one(CHANGES_OF_CLOCKS[self._zone]))
        local = day.replace(hour=self._one((0, 0, 9, 13, 22)), tzinfo=ZoneInfo(self._zone))
        return from_datetime(local) - self._chance.randint(0, 5) * DAY

    def _instant(self, first_day: int = 0) -> Instant:
        ticks = self._chance.randint(first_day * DAY // GRID + 1, self._days * DAY // GRID)
        if self._flip(0.6):
            ticks -= ticks % 12  # every six hours, so that things fall together
        return self._start + ticks * GRID

    def _duration(self) -> Duration:
        """Not so short that a contact goes round hundreds of times."""
        kinds = (("hours", 3, 60), ("hours", 3, 12), ("days", 1, 4), ("weeks", 1, 1), ("months", 1, 1))
        if self._flip(0.2):
            return Duration(amount=30 * self._chance.randint(3, 8), unit="minutes")
        unit, least, most = self._one(kinds)
        return Duration(amount=self._chance.randint(least, most), unit=unit)

    def _until(self) -> Until:
        window = Window(
            weekdays=tuple(sorted(self._chance.sample(range(7), self._chance.randint(2, 7)))),
            start=self._one(("00:00", "02:30", "09:00", "22:00")),
            end=self._one(("00:00", "03:00", "17:00", "06:00")),
        )
        return Until(after=self._duration(), window=self._maybe(0.3, window))

    # --- rules --------------------------------------------------------------------------------------

    def _rule(self, depth: int = 2, *, inside: bool = True) -> Rule:
        if depth and self._flip(0.4):
            parts = tuple(self._rule(depth - 1, inside=inside) for _ in range(self._chance.randint(1, 3)))
            return self._one((AllOf(rules=parts), AnyOf(rules=parts), Not(rule=parts[0])))
        return self._leaf(inside)

    def _leaf(self, inside: bool) -> Rule:
        leaves: list[Rule] = [
            Attribute(field="city", op=self._one(("eq", "ne", "is_empty")), value=self._one(CITIES[:2])),
            Attribute(field="score", op=self._one(("ge", "lt", "eq")), value=self._chance.randint(-5, 25)),
            Attribute(field="vip", op="eq", value=self._flip(0.5)),
            HasTag(tag=self._one(TAGS)),
            HasTag(tag=self._one(TAGS)),
            HasConsent(purpose="newsletter", status=self._one(("granted", "withdrawn"))),
            self._happened(inside),
            self._happened(inside),
            DateRelative(
                field=self._one(("birthday", "last_call")),
                op=self._one(("within_last", "within_next", "before_last", "after_next")),
                days=self._chance.randint(0, 4),
            ),
            JourneyHistory(journey="probe", what=self._one(("is_in", "was_in", "reached_goal"))),
        ]
        if self._segments:
            leaves.append(InSegment(segment="regulars"))
        if inside and self._mails:
            leaves += [Engagement(step=self._one(self._mails), what=self._one(("sent", "opened")))] * 3
        leaf = self._one(leaves)
        if isinstance(leaf, Attribute) and leaf.op == "is_empty":
            leaf = leaf.model_copy(update={"value": None})
        return leaf

    def _happened(self, inside: bool) -> EventHappened:
        return EventHappened(
            event=self._filter(),
            op=self._one(("at_least", "at_least", "at_most")),
            count=self._chance.randint(0, 2),
            within=self._maybe(0.4, self._duration()),
            since_entry=inside and self._flip(0.4),
        )

    def _filter(self) -> EventFilter:
        test = PropertyTest(property="order", value=self._one(ORDERS))
        found = EventFilter(type=self._one(EVENTS), where=(test,) if self._flip(0.2) else ())
        self._wanted.append(found.type)
        return found

    # --- the journey --------------------------------------------------------------------------------

    def _journey(self) -> Journey:
        triggers = [self._trigger() for _ in range(self._one((1, 1, 1, 2)))]
        types = [self._one(STEPS) for _ in range(self._chance.randint(3, 12))]
        self._mails = [
            f"n{number}" for number, name in enumerate(types, len(triggers)) if name == "send_mail"
        ]
        configs = [*triggers, *((name, self._config(name)) for name in types)]
        nodes = tuple(
            Node(id=f"n{number}", type=name, title=f"n{number}", config=config)
            for number, (name, config) in enumerate(configs)
        )
        empty = Journey(id="probe", name="Probe", nodes=nodes, fields=CUSTOM, settings=self._settings())
        return empty.replace(edges=self._edges(empty, len(triggers)))

    def _edges(self, journey: Journey, triggers: int) -> tuple[Edge, ...]:
        """Forward, or back to a wait: so every cycle holds."""
        known, edges = catalog(), list[Edge]()
        waits = [n for n, node in enumerate(journey.nodes) if node.type == "wait"]
        last = len(journey.nodes) - 1
        for place, node in enumerate(journey.nodes):
            for port in known.ports(node, journey):
                if not self._flip(0.95 if port.name not in ("skipped", "failed") else 0.3):
                    continue
                earlier = [wait for wait in waits if wait <= place]
                if earlier and self._flip(0.2):
                    target = self._one(earlier)
                elif place < last:
                    first = max(place + 1, triggers)
                    target = self._chance.randint(first, min(first + 2, last))
                else:
                    continue
                edges.append(Edge(source=node.id, port=port.name, target=journey.nodes[target].id))
        return tuple(edges)

    def _settings(self) -> Settings:
        return Settings(
            reentry=self._one(("never", "after_exit", "after_exit", "always")),
            reentry_lock=self._maybe(0.3, self._duration()),
            goal=self._maybe(0.3, self._rule(1)),
            exit=self._maybe(0.3, self._rule(1)),
            time_zone=self._zone,
        )

    def _trigger(self) -> tuple[str, dict[str, Any]]:
        kind = self._one(("event_trigger", "event_trigger", "segment_trigger", "manual_trigger"))
        rule = _plain(self._rule(1, inside=False))
        if kind == "segment_trigger":
            return kind, {"rule": rule, "enroll_present": self._flip(0.5)}
        config: dict[str, Any] = {"filter": self._maybe(0.3, rule)}
        if kind == "event_trigger":
            event = self._filter()
            self._opening.append(event.type)
            config |= {"event": _plain(event), "key": "order" if self._flip(0.3) else ""}
        return kind, config

    def _config(self, kind: str) -> dict[str, Any]:
        match kind:
            case "branch":
                cases = range(self._chance.randint(1, 3))
                return {"cases": [{"id": f"c{n}", "rule": _plain(self._rule())} for n in cases]}
            case "split":
                return {"arms": [{"id": f"a{n}", "weight": self._chance.randint(0, 9)} for n in range(3)]}
            case "wait":
                return {"until": _plain(self._until())}
            case "wait_for_event":
                return {
                    "event": _plain(self._filter()),
                    "since": self._one(("arrival", "entry", "look_back")),
                    "look_back": _plain(self._duration()),
                    "timeout": self._maybe(0.8, _plain(self._until())),
                }
            case "send_mail":
                return {"subject": "Hallo {{ contact.first_name }}", "body": "Guten Tag"}
            case "set_attribute":
                return self._one(_NEW_VALUES)
            case "change_tags":
                return {"add": self._some(TAGS), "remove": self._some(TAGS)}
            case "change_score":
                return {"amount": self._chance.randint(-10, 15)}
            case _:
                return {}

    # --- people -------------------------------------------------------------------------------------

    def _person(self, number: int) -> Person:
        consents = [ConsentRecord("newsletter", "granted", self._start - DAY)] if self._flip(0.8) else []
        events = sorted((self._event() for _ in range(self._chance.randint(1, 8))), key=lambda one: one.at)
        writes = sorted((self._write() for _ in range(self._one((0, 0, 1, 2)))), key=lambda one: one.at)
        return Person(
            email=f"k{number}@example.org",
            values={"first_name": f"K{number}", "score": self._chance.randint(-5, 25), **self._values()},
            tags=frozenset(self._some(TAGS)),
            consents=tuple(consents),
            events=tuple(events),
            writes=tuple(_apart(writes)),
            chosen=tuple(sorted({self._instant() for _ in range(self._one((0, 1, 1, 2)))})),
            suppressed_at=self._maybe(0.1, self._instant()),
        )

    def _values(self) -> dict[str, Any]:
        known = {
            "city": self._one(CITIES),
            "time_zone": self._one(ZONES),
            "vip": self._flip(0.5),
            "birthday": f"2026-{self._one(('03', '04', '10'))}-{self._chance.randint(1, 28):02d}",
            "last_call": self._instant(-3),
        }
        return {key: value for key, value in known.items() if self._flip(0.6)}

    def _event(self) -> Happened:
        kind, properties = self._one(EVENTS), dict[str, Any]()
        if self._flip(0.6):
            kind = self._one(self._opening or self._wanted or EVENTS)
        elif self._flip(0.6):
            kind = self._one(self._wanted or EVENTS)
        if kind == OPENED and self._mails and self._flip(0.8):
            properties["step"] = self._one(self._mails)
        if self._flip(0.6):
            properties["order"] = self._one(ORDERS)
        return Happened(kind, self._instant(-3), properties)

    def _write(self) -> Write:
        at = self._instant()
        word = ConsentRecord("newsletter", self._one(("granted", "withdrawn")), at)
        return Write(
            at,
            {**self._values(), "score": self._chance.randint(-5, 25)},
            frozenset(self._some(TAGS)),
            consent=self._maybe(0.3, word),
        )

    # --- chance -------------------------------------------------------------------------------------

    def _one(self, choices: Sequence[Any]) -> Any:
        return self._chance.choice(choices)

    def _flip(self, share: float) -> bool:
        return self._chance.random() < share

    def _maybe(self, share: float, value: Any) -> Any:
        return value if self._flip(share) else None

    def _some(self, choices: Sequence[str]) -> list[str]:
        return [choice for choice in choices if self._flip(0.3)]


_NEW_VALUES = (
    {"field": "city", "value": "Berlin"},
    {"field": "city", "value": None},
    {"field": "time_zone", "value": "America/New_York"},
    {"field": "vip", "value": True},
    {"field": "birthday", "value": "2026-03-30"},
    {"field": "score", "value": 10},
)


def _apart(writes: Sequence[Write]) -> list[Write]:
    """One write per instant: of two at once nobody could say which came first."""
    return list({write.at: write for write in writes}.values())


def _plain(value: Any) -> Any:
    return json.loads(value.model_dump_json())
