"""What happens when an appointment has come: questions by the clock, and crowds that come in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from app.core.clock import Instant
from app.engine import admitting, waits
from app.engine.admitting import Admission
from app.engine.appointments import drifting_at
from app.engine.entry import Doors
from app.engine.version import Version
from app.engine.wave import Waves


def keep(conn: Connection, versions: Sequence[Version], machine: Waves, appointment: Instant) -> None:
    """Ask what has to be asked by the clock; whom it lets in is noted, see `admit_some`."""
    for version in drifting_at(versions, appointment):
        waits.wake_at_midnight(conn, version, machine, appointment)
        if version.live:
            doors(version, machine).drifted(conn, appointment)
    triggers = machine.appointments.triggers_at(conn, versions, appointment)
    admitting.add(conn, [Admission(version.id, step, appointment) for version, step in triggers])


def admit_some(conn: Connection, versions: Sequence[Version], machine: Waves) -> bool:
    """Let in some thousands of those who are noted; False if nobody was left."""
    found = admitting.first_of(conn, versions)
    if found is not None:
        admission, version = found
        admitting.admit(conn, doors(version, machine), machine.appointments, admission)
    return found is not None


def doors(version: Version, machine: Waves) -> Doors:
    """The triggers of a version, with the knowledge of an engine."""
    return Doors(version, machine.fields, machine.segments, machine.tally)
