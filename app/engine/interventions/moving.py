"""Moving contacts that wait to another version, or taking them out (rule 20).

Who comes to a wait comes to it as of the arrival at the old step, and its end is worked out by what works
it out for every contact; it is never earlier than the move. Nothing else happens to a contact before its
timer fires.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, null, or_, select, update

from app.core.clock import Instant
from app.core.impact import KEEP, MOVED, Choice, Choices, Spot
from app.core.impact import Moved as Result
from app.core.journey import NodeId
from app.core.program import Await, Hold, Send
from app.engine import asking
from app.engine.interventions.intervening import Intervention
from app.engine.scratch import wave
from app.engine.stretch import Place
from app.engine.tally import HERE, JOURNEY, MOVED_IN, MOVED_OUT
from app.engine.version import Version
from app.engine.wave import tokens
from app.store import tables as t
from app.store.contact_columns import contact_table
from app.store.joins import driven
from app.store.rule_sql import compile_rule


def carry_over(
    hand: Intervention, old: Sequence[Version], new: Version, choices: Choices, at: Instant
) -> Result:
    """Do with everybody on older versions what has been chosen for the step at which they stand."""
    done: Counter[str] = Counter()
    for version in old:
        for place, standing in crowds(hand.conn, version).items():
            choice = KEEP if is_fixed(version, place) else choices.get(spot_of(version, place), KEEP)
            done[choice.what] += standing
            if choice == KEEP:
                continue
            gather(hand, version, place)
            if choice.what == "exit":
                take_out(hand, version, place, "node_removed", at)
            else:
                move(hand, (version, place), (new, landing(version, place, new, choice)), at)
    return Result(done["keep"], done["move"], done["exit"])


def crowds(conn: Connection, version: Version) -> dict[Place, int]:
    """How many stand at each place of a version at which anybody does."""
    e = t.enrollments.c
    counted = select(func.count()).where(e.position == bindparam("position"))
    found = {
        place: conn.execute(counted, {"position": number}).scalar_one()
        for place, number in version.position_ids.items()
    }
    return {place: n for place, n in found.items() if n}


def spot_of(version: Version, place: Place) -> Spot:
    """What a person knows a place by: the step of the document."""
    return Spot(version.number, version.program.steps[place.step].node)


def is_fixed(version: Version, place: Place) -> bool:
    """Whether contacts there wait for the outcome of a message, which stays with its version."""
    return place.kind == "rest" and isinstance(version.program.steps[place.step].instruction, Send)


def landing(old: Version, place: Place, new: Version, choice: Choice) -> Place:
    """Where contacts from a place of an old version come to stand: at a wait, or about to run a step."""
    step: NodeId = choice.step
    same = choice.step == old.program.steps[place.step].node and place.step in new.program.steps
    if same:
        step = place.step  # a step of several instructions: the one at which they stand
    waits = isinstance(new.program.steps[step].instruction, Hold | Await)
    stays_before = same and place.kind == "start"
    return Place(step, "rest" if waits and not stays_before else "start")


def gather(hand: Intervention, version: Version, place: Place) -> None:
    """Put everybody at a place into the scratch table, with the arrival there."""
    e, c = t.enrollments.alias("e"), contact_table(hand.waves.fields).alias("c")
    rows = (
        select(
            e.c.id,
            e.c.contact_id,
            e.c.arrived,
            e.c.visit,
            func.coalesce(c.c.time_zone, ""),
            literal(0),
            null(),
        )
        .select_from(driven(e, c, c.c.id == e.c.contact_id))
        .where(e.c.position == version.position_ids[place])
    )
    hand.conn.execute(delete(wave))
    hand.conn.execute(insert(wave).from_select(list(wave.c), rows))


def move(hand: Intervention, source: tuple[Version, Place], goal: tuple[Version, Place], at: Instant) -> None:
    """Move everybody in the scratch table from a place of a version to one of another."""
    (old, place), (new, end) = source, goal
    path = new.path_id(hand.conn, ((old.program.steps[place.step].node, MOVED),))
    n = _remember(hand.conn, path, at)
    for version, spot, way, change in ((old, place, MOVED_OUT, -1), (new, end, MOVED_IN, 1)):
        hand.waves.tally.add(version.id, JOURNEY, way, n)
        if spot.kind == "rest":
            hand.waves.tally.add(version.id, version.program.steps[spot.step].node, HERE, change * n)
    arrive(hand, new, end, at)
    e = t.enrollments
    hand.conn.execute(update(e).where(e.c.id.in_(tokens(None))).values(version_id=new.id))


def arrive(hand: Intervention, version: Version, end: Place, at: Instant) -> None:
    """Let everybody in the scratch table come to a place as of their `at`, due at `at` at the earliest.

    About to run a step is who comes at the instant itself.
    """
    if end.kind == "start":
        hand.conn.execute(update(wave).values(at=at))
    come(hand, version, end, at)
    e = t.enrollments
    hand.conn.execute(update(e).where(e.c.id.in_(tokens(None)), e.c.due < at).values(due=at))


def come(hand: Intervention, version: Version, end: Place, at: Instant) -> None:
    """Let everybody in the scratch table come to a place as of their `at`, and see what holds at `at`.

    A wait for a condition that holds by now is over; one for an event has seen all there are.
    """
    hand.waves.arrive(hand.conn, version, end)
    rule = version.conditions.get(end.step)
    if rule is None or end.kind == "start":
        return
    e, view = t.enrollments, asking.sight(version, hand.waves.fields, hand.waves.segments, literal(at))
    met = (
        select(view.e.c.id)
        .select_from(driven(view.e, view.c, view.c.c.id == view.e.c.contact_id))
        .where(view.e.c.id.in_(tokens(None)), compile_rule(rule, view.rules))
    )
    later = or_(e.c.due.is_(None), e.c.due > at)
    hand.conn.execute(update(e).where(e.c.id.in_(met), later, e.c.arrived <= at).values(due=at))


def take_out(hand: Intervention, version: Version, place: Place, reason: str, at: Instant) -> None:
    """End the enrollments of everybody in the scratch table, who stand at a place."""
    n = _remember(hand.conn, version.path_id(hand.conn, ()), at)
    hand.waves.tally.left(version.id, version.program, place, n)
    hand.waves.tally.ended(version.id, reason, n, place)
    e = t.enrollments
    ended = func.max(e.c.arrived, at)
    hand.conn.execute(
        update(e)
        .where(e.c.id.in_(tokens(None)))
        .values(position=None, due=None, arrived=ended, ended_at=ended, reason=reason)
    )


def _remember(conn: Connection, path: int, at: Instant) -> int:
    h = t.history.c
    rows = select(wave.c.token, literal(path), literal(at), null())
    return conn.execute(
        insert(t.history).from_select([h.enrollment_id, h.path_id, h.at, h.seen], rows)
    ).rowcount
