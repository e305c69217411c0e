"""Pausing a journey, and what becomes of those inside when it runs on or is archived (rule 19)."""

from __future__ import annotations

from sqlalchemy import select, update

from app.core.clock import Instant
from app.core.impact import AtOnce
from app.core.pauses import Clocks
from app.core.program import Await
from app.engine.entry import Doors
from app.engine.interventions.intervening import Intervention
from app.engine.interventions.moving import come, crowds, gather, is_fixed, take_out
from app.engine.interventions.trial import due_at
from app.engine.rounds import wake_senders
from app.engine.scratch import wave
from app.engine.stretch import Place
from app.engine.version import Version
from app.store import journeys
from app.store import tables as t


def resume(hand: Intervention, journey_id: str, clocks: Clocks, at: Instant) -> None:
    """Let a journey run on; who satisfied or ceased to satisfy a trigger meanwhile does not enter."""
    set_clocks(hand, journey_id, clocks, at)
    journeys.set_state(hand.conn, journey_id, "live", at)
    newest = hand.newest(journey_id)
    Doors(newest, hand.waves.fields, hand.waves.segments, hand.waves.tally).present(
        hand.conn, at, enroll=False
    )


def set_clocks(hand: Intervention, journey_id: str, clocks: Clocks, at: Instant) -> None:
    """Let everybody who waits in a paused journey wait as the person has chosen."""
    away = at - (paused_at(hand, journey_id) or at)
    for version in hand.inhabited(journey_id):
        wake_senders(hand.conn, (version,))
        for place in crowds(hand.conn, version):
            runs_on = place.kind == "start" or not _looks_around(version, place)
            if is_fixed(version, place) or (clocks == "ran_on" and runs_on):
                continue  # what they wait for has no clock, or nothing but the clock
            gather(hand, version, place)
            if clocks == "anew" or place.kind == "start":
                hand.conn.execute(update(wave).values(at=at))
            elif clocks == "stood_still":
                hand.conn.execute(update(wave).values(at=wave.c.at + away))
            come(hand, version, place, at)


def _looks_around(version: Version, place: Place) -> bool:
    """Whether contacts at a place may go on by more than the clock: by events, by their data."""
    return (
        isinstance(version.program.steps[place.step].instruction, Await) or place.step in version.date_waits
    )


def outlook(hand: Intervention, journey_id: str, at: Instant) -> AtOnce:
    """Who of a journey is due by an instant, as everybody stands now."""
    total = AtOnce()
    for version in hand.inhabited(journey_id):
        for place in crowds(hand.conn, version):
            total += due_at(hand.conn, version, place, at)
    return total


def empty(hand: Intervention, journey_id: str, at: Instant) -> int:
    """Take everybody out of a journey; how many that were."""
    gone = 0
    for version in hand.inhabited(journey_id):
        for place, n in crowds(hand.conn, version).items():
            gather(hand, version, place)
            take_out(hand, version, place, "removed", at)
            gone += n
    return gone


def inside(hand: Intervention, journey_id: str) -> int:
    """How many contacts are under way in a journey."""
    return sum(n for version in hand.inhabited(journey_id) for n in crowds(hand.conn, version).values())


def paused_at(hand: Intervention, journey_id: str) -> Instant | None:
    """When a journey was paused, if it is."""
    return hand.conn.execute(select(t.journeys.c.paused_at).where(t.journeys.c.id == journey_id)).scalar_one()
