"""A pass over late messages that is cut off (docs/semantics.md, rule 18)."""

from __future__ import annotations

from sqlalchemy import select

import nodes
from app.engine.engine import Engine
from app.engine.interventions.catching_up import CatchUp
from app.store import tables as t
from app.store.consistency import check
from tests.support.world import World, berlin, days, journey, step

LATER = "2026-03-12 10:00"


def states(world: World) -> list[tuple[str, str]]:
    """The states of all messages, with their reasons."""
    with world.database.read() as conn:
        assert check(conn) == ()
        return [(row.state, row.reason) for row in conn.execute(select(t.outbox.c.state, t.outbox.c.reason))]


def test_what_was_not_counted_to_the_end_is_counted_by_the_next_pass() -> None:
    world = World(deliver=False)
    world.engine = Engine(world.database, nodes.catalog(), catch_up=CatchUp())
    for name in ("Anna", "Ben"):
        world.contact(name)
    trigger = step("in", "event_trigger", event={"type": "form_submitted"})
    mail = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
    world.publish(journey(trigger, step("wait", "wait", until=days(2)), mail, step("end", "exit")))
    for name in ("Anna", "Ben"):
        world.event(name, "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-03 10:00")

    found: list[list[tuple[str, str]]] = []
    for _ in range(10):  # each time the program is ended after one transaction, and begun anew
        world.engine = Engine(world.database, nodes.catalog(), catch_up=CatchUp())
        complete = world.engine.advance(berlin(LATER), stop=lambda: True).complete
        found.append(states(world))
        if complete:
            break
    assert [("held", "late_counting")] * 2 in found
    assert found[-1] == [("queued", "")] * 2
