"""The journeys of a workspace: drafts, publishing, pausing, numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.clock import Clock
from app.core.compiler import compile_journey, surroundings
from app.core.document_io import from_text
from app.core.errors import PublishError, WorkspaceError
from app.core.fields import FieldBook, FieldSpec
from app.core.journey import Journey
from app.core.node import NodeCatalog, Surroundings
from app.core.problems import Problem, has_errors
from app.core.program import OnSegment
from app.core.records import Counts, JourneyRow, JourneyState
from app.core.rules.tree import AnyOf
from app.core.text import Text
from app.core.validation import Known, validate
from app.services.engine_turn import EngineTurn
from app.services.settings import SettingsService
from app.store import counts, journeys, segments
from app.store.contact_columns import add_field
from app.store.contact_lists import ContactQuery, count_contacts
from app.store.database import Database


@dataclass(frozen=True)
class Published:
    """What publishing did: the number of the version, the fields it created, and how many entered at once."""

    version: int
    new_fields: tuple[FieldSpec, ...]
    enrolled: int


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
            raise WorkspaceError(_UNKNOWN)
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
            names = segments.names(conn)
        known = self._database.fields.custom
        missing = (spec for spec in journey.fields if spec.key not in known)
        return surroundings(journey, FieldBook([*known.values(), *missing]), names)

    def validate(self, journey: Journey) -> tuple[Problem, ...]:
        """What is wrong with a journey in this workspace."""
        return validate(journey, self._catalog, self.around(journey), self._known())

    def _known(self) -> Known:
        """A missing imprint matters once real mails go out; files in a folder need none."""
        settings = SettingsService(self._database).get()
        has_imprint = bool(settings.account.imprint.strip())
        real = settings.delivery == "smtp"
        return Known(workspace=True, imprint=has_imprint if real or has_imprint else None)

    def publish(self, journey: Journey, *, enroll_present: bool | None = None) -> Published:
        """Make a version of the journey live; raises `PublishError` if it has errors.

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
                    version = engine.publish(journey, self._clock.now(), enroll_present=enroll_present)
                    entered = counts.counts(conn, version.id).entered
            except BaseException:
                self._database.refresh_fields()
                engine.reload()  # it knows a version that there is not
                raise
        self._changed()
        return Published(version.number, created, entered)

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

    def pause(self, journey_id: str) -> None:
        """Freeze a live journey."""
        self._set_state(journey_id, "paused")

    def resume(self, journey_id: str) -> None:
        """Let a paused journey run on; its clocks ran on meanwhile."""
        self._set_state(journey_id, "live")

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

    def _set_state(self, journey_id: str, state: JourneyState) -> None:
        row = self.row(journey_id)
        if row is None or row.version is None:
            raise WorkspaceError(_UNKNOWN if row is None else _NEVER_PUBLISHED)
        with self._engine.person() as engine:
            with self._database.write() as conn:
                journeys.set_state(conn, journey_id, state, self._clock.now())
            engine.reload()
        self._changed()


def _has_errors(journey: Journey, problems: Sequence[Problem]) -> Text:
    errors = [problem for problem in problems if problem.severity == "error"]
    return Text(
        "Die Journey „{name}“ kann noch nicht veröffentlicht werden. Fehler: {n}, der erste: {first}",
        "The journey “{name}” cannot be published yet. Errors: {n}, the first: {first}",
    ).fill(name=journey.name, n=len(errors), first=errors[0].message)


_UNKNOWN = Text(
    "Diese Journey gibt es in diesem Arbeitsbereich nicht. Bitte laden Sie die Liste neu.",
    "There is no such journey in this workspace. Please reload the list.",
)
_NEVER_PUBLISHED = Text(
    "Diese Journey wurde noch nie veröffentlicht. Bitte veröffentlichen Sie sie zuerst.",
    "This journey has never been published. Please publish it first.",
)
