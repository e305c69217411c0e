"""Local midnights, at which segment triggers that look at the date are asked again.

Everything before a midnight is carried out first and everything at it later, so that it does not matter in
which pieces time passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from app.core.clock import Instant
from app.core.schedule import Duration, after, start_of_day, zone
from app.engine.version import Version

_ONE_DAY = Duration(amount=1, unit="days")


def next_midnight(versions: Sequence[Version], told: Instant) -> Instant | None:
    """The first midnight at which a version has to be asked, if all up to `told` have been asked."""
    return min((_following(v, max(told, v.published_at)) for v in versions if v.drifting), default=None)


def asked_at(versions: Sequence[Version], midnight: Instant) -> tuple[Version, ...]:
    """The versions whose zone has midnight then."""
    return tuple(v for v in versions if v.drifting and start_of_day(midnight, _zone(v)) == midnight)


def _following(version: Version, instant: Instant) -> Instant:
    where = _zone(version)
    return start_of_day(after(start_of_day(instant, where), _ONE_DAY, where), where)


def _zone(version: Version) -> tzinfo:
    return zone(version.program.settings.time_zone)
