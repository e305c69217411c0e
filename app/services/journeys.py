"""The journeys of a workspace: drafts, publishing, pausing, numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.core.clock import Clock
from app.core.compiler import compile_journey
from app.core.document_io import from_text
from app.core.errors import PublishError, WorkspaceError
from app.core.fields import FieldBook, FieldSpec
from app.core.impact import Choices, Moved
from app.core.journey import Journey
from app.core.node import NodeCatalog, Surroundings
from app.core.problems import Problem, has_errors
from app.core.program import OnSegment
from app.core.records import Counts, JourneyRow
from app.core.rules.tree import AnyOf
from app.core.text import Text
from app.core.validation import Known, validate
from app.engine.interventions.moving import carry_over
from app.services.engine_turn import EngineTurn
from app.services.pausing import UNKNOWN
from app.services.settings import SettingsService
from app.store import counts, journeys, segments
from app.store.contact_columns import add_field
from app.store.contact_lists import ContactQuery, count_contacts
from app.store.database import Database
from app.store.names import load_names


@dataclass(frozen=True)
class Published:
    """What publishing did: the number of the version, the fields it created, how many entered at once.

    `carried` tells of those who were under way on older versions. `paused`: the journey is paused still.
    """

    version: int
    new_fields: tuple[FieldSpec, ...]
    enrolled: int
    carried: Moved = field(default_factory=Moved)
    paused: bool = False


class JourneyService:
    """Drafts and live journeys of one workspace; `changed` is called after every change."""

    def __init__(
        self,
        database: Database,
        catalog: NodeCatalog,
        engine: EngineTurn,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._engine = engine
        self._clock = clock
        self._changed = changed

    def rows(self) -> list[JourneyRow]:
        """All journeys by name."""
        with self._database.read() as conn:
            return journeys.list_journeys(conn)

    def row(self, journey_id: str) -> JourneyRow | None:
        """One journey of the list, or None."""
        with self._database.read() as conn:
            return journeys.journey_row(conn, journey_id)

    def draft(self, journey_id: str) -> Journey:
        """The draft as it was saved last; `WorkspaceError` if there is no such journey."""
        with self._database.read() as conn:
            journey = journeys.load_draft(conn, journey_id)
        if journey is None:
            raise WorkspaceError(UNKNOWN)
        return journey

    def live(self, journey_id: str) -> Journey | None:
        """The published version that contacts enter, or None."""
        with self._database.read() as conn:
            version = journeys.live_version(conn, journey_id)
        return from_text(version.document) if version else None

    def save_draft(self, journey: Journey) -> None:
        """Keep a draft, and the journey in the list under its name."""
        with self._database.write() as conn:
            journeys.save_draft(conn, journey, self._clock.now())

    def around(self, journey: Journey) -> Surroundings:
        """What the steps of a journey may know in this workspace."""
        with self._database.read() as conn:
            names = load_names(conn)
        settings = SettingsService(self._database).get()
        known = self._database.fields.custom
        missing = (spec for spec in journey.fields if spec.key not in known)
        return Surroundings(
            journey,
            FieldBook([*known.values(), *missing]),
            names.segments,
            lists=names.lists,
            pools=names.pools,
            journeys=names.journeys,
            services={service.id: service.name for service in settings.services},
        )

    def validate(self, journey: Journey) -> tuple[Problem, ...]:
        """What is wrong with a journey in this workspace."""
        return validate(journey, self._catalog, self.around(journey), self._known())

    def _known(self) -> Known:
        """A missing imprint matters once real mails go out; files in a folder need none."""
        settings = SettingsService(self._database).get()
        has_imprint = bool(settings.account.imprint.strip())
        real = settings.delivery == "smtp"
        return Known(
            workspace=True,
            imprint=has_imprint if real or has_imprint else None,
            hosts=frozenset(settings.confirmed_hosts),
        )

    def publish(
        self, journey: Journey, *, enroll_present: bool | None = None, choices: Choices | None = None
    ) -> Published:
        """Make a version of the journey live; raises `PublishError` if it has errors.

        `choices` say what becomes of the contacts under way (see `VersionService.impact`), who else stay on
        their version; version and moves are one transaction. A paused journey stays paused.

        `enroll_present` decides about contacts who satisfy a segment trigger already (rule 3); None asks
        each trigger's own setting. Fields that the journey declares and the workspace lacks are created.
        """
        problems = self.validate(journey)
        if has_errors(problems):
            raise PublishError(_has_errors(journey, problems))
        with self._engine.person() as engine:
            try:
                with self._database.write() as conn:
                    known = self._database.fields.custom
                    created = tuple(spec for spec in journey.fields if spec.key not in known)
                    for place, spec in enumerate(created, len(known)):
                        add_field(conn, spec, place)
                    self._database.refresh_fields()
                    engine.reload()
                    now = self._clock.now()
                    version = engine.publish(journey, now, enroll_present=enroll_present)
                    entered = counts.counts(conn, version.id).entered
                    with engine.intervene() as hand:
                        others = [each for each in hand.inhabited(journey.id) if each.id != version.id]
                        carried = carry_over(hand, others, hand.newest(journey.id), choices or {}, now)
            except BaseException:
                self._database.refresh_fields()
                engine.reload()  # it knows a version that there is not
                raise
        self._changed()
        return Published(version.number, created, entered, carried, paused=not version.live)

    def present(self, journey: Journey) -> int:
        """How many contacts satisfy a segment trigger of the journey now, each counted once."""
        program = compile_journey(journey, self._catalog, self.around(journey))
        rules = tuple(source.rule for source in program.sources.values() if isinstance(source, OnSegment))
        with self._database.read() as conn:
            asked = ContactQuery(
                rule=AnyOf(rules=rules),
                at=self._clock.now(),
                time_zone=journey.settings.time_zone,
                segments=segments.rules(conn),
            )
            return count_contacts(conn, self._database.fields, asked)

    def enroll(self, journey_id: str, contact_ids: Sequence[int]) -> int:
        """Let contacts in by hand; returns how many were allowed in."""
        with self._engine.person() as engine:
            entered = engine.enroll(journey_id, contact_ids, self._clock.now())
        self._changed()
        return entered

    def counts(self, journey_id: str) -> Counts:
        """The numbers of the live version, for the canvas."""
        with self._database.read() as conn:
            version = journeys.live_version(conn, journey_id)
            return counts.counts(conn, version.id) if version else Counts()


def _has_errors(journey: Journey, problems: Sequence[Problem]) -> Text:
    errors = [problem for problem in problems if problem.severity == "error"]
    return Text(
        "Die Journey „{name}“ kann noch nicht veröffentlicht werden. Fehler: {n}, der erste: {first}",
        "The journey “{name}” cannot be published yet. Errors: {n}, the first: {first}",
    ).fill(name=journey.name, n=len(errors), first=errors[0].message)
