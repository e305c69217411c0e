"""What lies ahead of the contacts that wait: read from the instants at which they are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, Select, case, cast, func, literal, select

from app.core.clock import Instant, to_datetime
from app.core.late import Planned
from app.core.schedule import at_wall_time, zone
from app.engine.interventions.ahead import may_send
from app.engine.version import Version
from app.store import tables as t


def planned(
    conn: Connection, versions: Sequence[Version], now: Instant, days: int, time_zone: str
) -> tuple[Planned, ...]:
    """What is due on the local days from that of an instant on, by step; what is overdue counts today."""
    where = zone(time_zone)
    today = to_datetime(now).astimezone(where).date()
    ends = [at_wall_time(datetime.combine(today + timedelta(days=n + 1), time()), where) for n in range(days)]
    found: list[Planned] = []
    for version in versions:
        steps = {number: place for place, number in version.position_ids.items()}
        for position, index, n in conn.execute(_counts(list(steps), ends)):
            place = steps[position]
            sends = n if may_send(version.program, place) else 0
            node = version.program.steps[place.step].node
            found.append(
                Planned(today + timedelta(days=index), version.journey_id, version.number, node, n, sends)
            )
    return tuple(sorted(found, key=lambda one: (one.day, one.journey, one.version)))


def _counts(positions: Sequence[int], ends: Sequence[Instant]) -> Select[int, int, int]:
    e = t.enrollments.c
    day: ColumnElement[int] = case(*((e.due < end, literal(index)) for index, end in enumerate(ends)))
    return (
        select(cast(e.position, Integer), day, func.count())
        .where(e.position.in_(positions), e.due < ends[-1])
        .group_by(e.position, day)
        .order_by(day, e.position)
    )
