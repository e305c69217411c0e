"""Random moves between random versions: nobody is lost, and the numbers stay true (rule 20)."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.core.clock import DAY, HOUR, Instant
from app.core.compiler import compile_journey
from app.core.impact import KEEP, TAKE_OUT, Choice, Choices
from app.core.journey import Journey, Node
from app.core.program import Hold
from app.core.schedule import Duration, Until, after
from app.engine.interventions.intervening import Intervention
from app.engine.interventions.moving import carry_over, crowds, spot_of
from app.store import tables as t
from app.store.consistency import check
from app.store.counts import counts
from nodes import catalog
from tests.support.world import BERLIN, START, World, journey, shown, step

PEOPLE = ("Anna", "Ben", "Cleo", "Dora", "Emil", "Fritz")
IN = step("in", "event_trigger", event={"type": "form_submitted"})
NAMES = ("a", "b", "c", "d", "e")


def some_step(chance: Random, name: str) -> Node:
    """A step of a random kind; whatever its kind, it may be called the same in another version."""
    match chance.randrange(5):
        case 0 | 1:
            wait = {"after": {"amount": chance.randrange(12), "unit": chance.choice(["days", "hours"])}}
            return step(name, "wait", until=wait)
        case 2:
            timeout = {"after": {"amount": chance.randrange(12), "unit": "days"}}
            return step(name, "wait_for_event", event={"type": "purchase"}, timeout=timeout)
        case 3:
            return step(name, "send_mail", subject=name, body="Guten Tag")
        case _:
            return step(name, "change_tags", add=[name])


def some_version(chance: Random) -> Journey:
    """A chain of steps in any order; the ways of waits for events all lead on."""
    chosen = chance.sample(NAMES, chance.randrange(1, len(NAMES) + 1))
    nodes = [IN, *(some_step(chance, name) for name in chosen)]
    ways = [
        f"{before.id}.{port}>{following.id}"
        for before, following in pairwise(nodes)
        for port in (("matched", "timed_out") if before.type == "wait_for_event" else ("next",))
    ]
    return journey(*nodes, edges=" ".join(ways))


def some_choices(chance: Random, hand: Intervention, new: Journey) -> Choices:
    """Any choice for each step at which somebody stands."""
    steps = [node.id for node in new.nodes if node.id != "in"]
    spots = {
        spot_of(version, place) for version in hand.inhabited("probe") for place in crowds(hand.conn, version)
    }
    return {
        spot: chance.choice([KEEP, TAKE_OUT, *(Choice("move", name) for name in steps)])
        for spot in sorted(spots, key=lambda spot: (spot.version, spot.step))
    }


def holds_are_as_if_always_there(world: World, document: Journey, moved: list[int], at: Instant) -> None:
    """Every moved contact at a wait is due when its length after the arrival is over, or at once."""
    e, p = t.enrollments.c, t.positions.c
    program = compile_journey(document, catalog())
    with world.database.read() as conn:
        rows = conn.execute(
            select(p.step, p.kind, e.arrived, e.due)
            .join(t.positions, p.id == e.position)
            .where(e.id.in_(moved))
        ).all()
    for row in rows:
        instruction = program.steps[row.step].instruction
        if row.kind == "rest" and isinstance(instruction, Hold) and isinstance(instruction.until, Until):
            length: Duration = instruction.until.after
            assert row.due == max(at, after(row.arrived, length, BERLIN))


def publish(world: World, chance: Random, at: Instant) -> None:
    """Publish a random version with random choices; afterwards everything is true."""
    document = some_version(chance)
    world.publish(document, shown(at))
    with world.engine.intervene() as hand:
        new = hand.newest("probe")
        old = [version for version in hand.inhabited("probe") if version.id != new.id]
        choices = some_choices(chance, hand, document)
        here = select(t.enrollments.c.id).where(t.enrollments.c.version_id == new.id)
        before = set(hand.conn.execute(here).scalars())
        under_way = sum(sum(crowds(hand.conn, version).values()) for version in old)
        done = carry_over(hand, old, new, choices, at)
        assert done.kept + done.moved + done.taken_out == under_way
        moved = sorted(set(hand.conn.execute(here).scalars()) - before)
        assert len(moved) == done.moved
    holds_are_as_if_always_there(world, document, moved, at)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_nobody_is_lost_whatever_is_chosen(seed: int) -> None:
    chance, world, now = Random(seed), World(), START
    for name in PEOPLE:
        world.contact(name)
    world.publish(some_version(chance))
    for _ in range(12):
        now += chance.choice([HOUR, 7 * HOUR, DAY, 3 * DAY])
        match chance.randrange(4):
            case 0:
                publish(world, chance, now)
            case 1:
                world.event(chance.choice(PEOPLE), "purchase", shown(now))
            case _:
                world.event(chance.choice(PEOPLE), "form_submitted", shown(now))
        world.run(shown(now))
    everybody_is_counted(world)
    world.run(shown(now + 400 * DAY))
    everybody_is_counted(world)
    with world.database.read() as conn:
        left = select(func.count()).where(t.enrollments.c.position.is_not(None))
        assert conn.execute(left).scalar_one() == 0


def everybody_is_counted(world: World) -> None:
    """The numbers of all versions together are those of the enrollments, and who moved out moved in."""
    with world.database.read() as conn:
        assert check(conn) == ()
        numbers = [counts(conn, version) for version in conn.execute(select(t.versions.c.id)).scalars()]
        passes = conn.execute(select(func.count()).select_from(t.enrollments)).scalar_one()
    assert sum(each.entered for each in numbers) == passes
    assert sum(each.moved_in for each in numbers) == sum(each.moved_out for each in numbers)
    assert all(min(each.steps[name].here for name in each.steps) >= 0 for each in numbers if each.steps)
