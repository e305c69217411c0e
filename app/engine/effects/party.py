"""Those of a wave who do the same thing at the same step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, func, null, select

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.incidents import IncidentCode
from app.core.journey import NodeId
from app.core.schedule import Duration, absolute_length
from app.engine.scratch import wave
from app.engine.stretch import Act
from app.engine.version import Version
from app.store import tables as t
from app.store.incidents import Incident, note_once


@dataclass(frozen=True)
class Party:
    """The contacts of the wave with some codes (None: all of them), and the step that acts on them."""

    conn: Connection
    version: Version
    fields: FieldBook
    codes: tuple[int, ...] | None
    act: Act

    @property
    def node(self) -> NodeId:
        """The step of the document."""
        return self.version.program.steps[self.act.step].node

    @property
    def visit(self) -> ColumnElement[int]:
        """The visit of each contact at the step, for rows of the wave."""
        return wave.c.visit + self.act.laps if self.act.laps else wave.c.visit

    def only(self) -> tuple[ColumnElement[bool], ...]:
        """The condition on rows of the wave."""
        return () if self.codes is None else (wave.c.code.in_(self.codes),)

    def contacts(self) -> Select[int]:
        """The ids of the contacts."""
        return select(wave.c.contact_id).where(*self.only())

    def later(self, duration: Duration | None) -> ColumnElement[Any]:
        """Each contact's own instant plus a duration in its zone (rule 7), for rows of the wave."""
        if duration is None:
            return null()
        length = absolute_length(duration)
        if length is not None:
            return wave.c.at + length
        name = select(t.contacts.c.time_zone).where(t.contacts.c.id == wave.c.contact_id).correlate(wave)
        fallback = self.version.program.settings.time_zone
        return func.stellwerk_after(
            wave.c.at, duration.amount, duration.unit, name.scalar_subquery(), fallback, type_=BigInteger
        )

    def complain(self, code: IncidentCode, **detail: str) -> None:
        """Tell a person, once for this step, what it cannot do."""
        at: Instant | None = self.conn.execute(select(wave.c.at).where(*self.only()).limit(1)).scalar()
        if at is not None:
            note_once(self.conn, Incident(at, code, self.version.journey_id, self.node, detail=detail))
