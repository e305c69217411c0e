"""A published version as the engine holds it: program, places with their ids, stretches, paths."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TypeVar, cast

from sqlalchemy import Connection, insert, select

from app.core.clock import Instant
from app.core.compiler import compile_journey, surroundings
from app.core.dates import UntilDate
from app.core.document_io import from_text
from app.core.fields import FieldBook
from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog
from app.core.program import (
    Await,
    Enroll,
    GiveVoucher,
    Hold,
    Leave,
    OnEvent,
    OnSegment,
    Program,
    Send,
    channel_of,
)
from app.core.rules.reads import Reads, reads
from app.core.rules.tree import EventFilter, Rule
from app.engine.delivery.gate_terms import terms
from app.engine.interventions.ahead import messages
from app.engine.reading import days_of, opened_by, waited_for
from app.engine.stretch import Path, Place, Stretch, back_edges, build, places, walk
from app.store import segments
from app.store import tables as t

T = TypeVar("T")


@dataclass
class Version:
    """One version and what has been worked out about it; grows as stretches are first used.

    `published_at`: from when on things let contacts in, which is later if the journey was paused since.
    """

    id: int
    number: int
    journey: Journey
    program: Program
    published_at: Instant
    live: bool
    position_ids: Mapping[Place, int]
    content_ids: Mapping[NodeId, int]
    laps_at: frozenset[tuple[NodeId, str]]
    segments: Mapping[str, Rule]
    watched_by_all: Reads = field(default_factory=Reads)
    """What the running journeys together look at when it changes: there the stretches are cut."""
    cautious: bool = False
    """Whether stretches end before messages, because some may be late (rule 18)."""
    _stretches: dict[Place, Stretch] = field(default_factory=dict[Place, Stretch])
    _prepared: dict[Hashable, object] = field(default_factory=dict[Hashable, object])
    _paths: dict[tuple[Place, int], tuple[int, Path]] = field(
        default_factory=dict[tuple[Place, int], tuple[int, Path]]
    )

    @cached_property
    def with_caution(self) -> Version:
        """The same version, whose stretches end before each message to the contact."""
        return replace(self, cautious=True, _stretches={}, _paths={})

    def prepared(self, key: Hashable, make: Callable[[], T]) -> T:
        """A statement about this version, made once: making one takes longer than asking it."""
        if key not in self._prepared:
            self._prepared[key] = make()
        return cast("T", self._prepared[key])

    @property
    def journey_id(self) -> str:
        """The journey of which this is a version."""
        return self.journey.id

    @cached_property
    def guarded(self) -> Reads | None:
        """What goal and exit criteria read; None if the journey has neither."""
        settings = self.program.settings
        return self.reads(settings.goal, settings.exit) if settings.goal or settings.exit else None

    @cached_property
    def watched(self) -> Reads:
        """What may end enrollments, let contacts in or go on when it changes."""
        total = self.guarded or Reads()
        for source in self.program.sources.values():
            if self.live:
                total |= opened_by(source, self.segments)
        for step in self.program.steps.values():
            total |= waited_for(step.instruction, self.segments)
        return total

    def reads(self, *rules: Rule | None) -> Reads:
        """Everything some rules read, also through the segments of the workspace."""
        return reads(*rules, segments=self.segments)

    @cached_property
    def dated(self) -> Reads:
        """What decides on which day contacts are let in."""
        total = Reads()
        for source in self.program.sources.values():
            total |= days_of(source) if self.live else Reads()
        return total

    @cached_property
    def event_waits(self) -> Mapping[NodeId, tuple[Await, EventFilter]]:
        """The waits for events, by step, each with the events it is for."""
        return {
            name: (step.instruction, step.instruction.event)
            for name, step in self.program.steps.items()
            if isinstance(step.instruction, Await) and isinstance(step.instruction.event, EventFilter)
        }

    @cached_property
    def voucher_places(self) -> Mapping[int, Place]:
        """Where contacts rest until it is their turn for a voucher, by the id of the place."""
        return {
            number: place
            for place, number in self.position_ids.items()
            if place.kind == "rest" and isinstance(self.program.steps[place.step].instruction, GiveVoucher)
        }

    @cached_property
    def conditions(self) -> Mapping[NodeId, Rule]:
        """The rules that contacts wait for, by step."""
        return {
            name: step.instruction.event
            for name, step in self.program.steps.items()
            if isinstance(step.instruction, Await) and not isinstance(step.instruction.event, EventFilter)
        }

    @cached_property
    def date_waits(self) -> Mapping[NodeId, UntilDate]:
        """The dates that contacts wait for, by step."""
        return {
            name: step.instruction.until
            for name, step in self.program.steps.items()
            if isinstance(step.instruction, Hold) and isinstance(step.instruction.until, UntilDate)
        }

    @cached_property
    def drifting(self) -> bool:
        """Whether the answer of a segment trigger or a wait may change by the passing of time alone."""
        rules = list(self.conditions.values())
        if self.live:
            rules += [each.rule for each in self.program.sources.values() if isinstance(each, OnSegment)]
        return self.reads(*rules).clock

    @cached_property
    def urgent(self) -> frozenset[str]:
        """The types of events that may let in, end or send on somebody the moment they happen.

        Those that are only waited for may be told of later (`app.engine.clock.waking`).
        """
        opening = {
            source.event.type
            for source in self.program.sources.values()
            if self.live and isinstance(source, OnEvent)
        }
        return frozenset(opening | self.watched.events)

    @cached_property
    def meddles(self) -> bool:
        """Whether the journey starts others, or takes contacts out of them."""
        return any(isinstance(step.instruction, Enroll | Leave) for step in self.program.steps.values())

    @property
    def several_at_once(self) -> bool:
        """Whether a contact may be in the journey more than once at the same time."""
        keyed = any(isinstance(source, OnEvent) and source.key for source in self.program.sources.values())
        return keyed or self.program.settings.reentry == "always"

    def stretch(self, place: Place) -> Stretch:
        """The stretch that begins at a place."""
        if place not in self._stretches:
            watched = self.watched | self.watched_by_all
            stops = messages(self.program) if self.cautious else ()
            self._stretches[place] = build(self.program, place, watched, self.segments, self.laps_at, stops)
        return self._stretches[place]

    def path(self, conn: Connection, place: Place, code: int, reads_of: str) -> tuple[int, Path]:
        """The path of a code and its id in the dictionary, where it is entered if it is new."""
        found = self._paths.get((place, code))
        if found is None:
            path = walk(self.program, self.stretch(place), code, self.laps_at)
            found = self._paths[place, code] = (self.path_id(conn, path.steps, reads_of), path)
        return found

    def path_id(self, conn: Connection, steps: Sequence[tuple[NodeId, str]], reads_of: str = "[]") -> int:
        """The id of a path in the dictionary."""
        text = json.dumps(steps)
        row = conn.execute(
            select(t.paths.c.id).where(
                t.paths.c.version_id == self.id, t.paths.c.steps == text, t.paths.c.reads == reads_of
            )
        ).scalar()
        if row is not None:
            return row
        made = conn.execute(insert(t.paths).values(version_id=self.id, steps=text, reads=reads_of))
        return int(made.lastrowid)


def load(conn: Connection, catalog: NodeCatalog, fields: FieldBook, version_id: int) -> Version:
    """Read a version from the store and compile it."""
    row = conn.execute(
        select(t.versions, t.journeys.c.state, t.journeys.c.version, t.journeys.c.resumed_at)
        .join(t.journeys, t.journeys.c.id == t.versions.c.journey_id)
        .where(t.versions.c.id == version_id)
    ).one()
    journey = from_text(row.document)
    program = compile_journey(journey, catalog, surroundings(journey, fields))
    return Version(
        id=version_id,
        number=row.number,
        journey=journey,
        program=program,
        published_at=max(row.published_at, row.resumed_at or 0),
        live=row.state == "live" and row.version == row.number,
        position_ids=_position_ids(conn, version_id, program),
        content_ids=_content_ids(conn, version_id),
        laps_at=back_edges(program),
        segments=segments.rules(conn),
    )


def store_contents(conn: Connection, version_id: int, program: Program) -> None:
    """Store the message contents of a version just published."""
    contents = [
        {
            "version_id": version_id,
            "step": name,
            "purpose": step.instruction.purpose,
            "channel": channel_of(step.instruction.content),
            "gate": terms(program.settings, channel_of(step.instruction.content)),
            "content": json.dumps(asdict(step.instruction.content), ensure_ascii=False),
        }
        for name, step in program.steps.items()
        if isinstance(step.instruction, Send)
    ]
    if contents:
        conn.execute(insert(t.contents), contents)


def _position_ids(conn: Connection, version_id: int, program: Program) -> Mapping[Place, int]:
    """The ids of all places; those that a newer program knows of are added."""
    stored = select(t.positions).where(t.positions.c.version_id == version_id)
    known = {Place(row.step, row.kind): row.id for row in conn.execute(stored)}
    missing = [place for place in places(program) if place not in known]
    if missing:
        rows = [{"version_id": version_id, "step": place.step, "kind": place.kind} for place in missing]
        conn.execute(insert(t.positions), rows)
        known = {Place(row.step, row.kind): row.id for row in conn.execute(stored)}
    return known


def _content_ids(conn: Connection, version_id: int) -> Mapping[NodeId, int]:
    rows = conn.execute(
        select(t.contents.c.step, t.contents.c.id).where(t.contents.c.version_id == version_id)
    )
    return {row.step: row.id for row in rows}
