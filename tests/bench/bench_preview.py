"""The preview: the engine over a store in memory, months in virtual time."""

from __future__ import annotations

from sqlalchemy import select

import nodes
from app.channels.recording import RecordingChannel
from app.core.journey import Cap, Edge, Journey, Settings
from app.core.schedule import Duration
from app.engine.behaviour import Reaction
from app.engine.simulate import Scenario, Simulator
from app.store import tables as t
from app.store.database import Database
from app.store.sqlite import StatementCache
from tests.bench.figure import Figure, seconds
from tests.bench.ten_steps import START, fill, ten_steps
from tests.support.post import PlainComposer
from tests.support.world import days as so_many_days
from tests.support.world import step

REACTIONS = (Reaction("message_opened", 0.5), Reaction("purchase", 0.1, follows="message_opened"))
TO_ALL = Settings(purpose="transactional")
"""The contacts have consented to nothing; with this, mails go out to them, so that they can open them."""


def measure() -> list[Figure]:
    return [
        Figure("preview, 1,000 contacts, 90 days, engine alone", _once(1_000), "ms", at_most=50),
        Figure("preview, 10,000 contacts, 90 days", _once(10_000, runs=3), "ms", at_most=300),
        Figure(
            "preview, 1,000 contacts that open and buy",
            _once(1_000, REACTIONS, journey=ten_steps().replace(settings=TO_ALL)),
            "ms",
            at_most=120,
        ),
        Figure(
            "preview, 10,000 contacts that open and buy, 365 days, mails capped",
            _once(10_000, REACTIONS, runs=1, journey=month_by_month(), days=365) / 1000,
            "s",
            at_most=3,
        ),
    ]


def month_by_month() -> Journey:
    """The ten steps; who has not bought gets a mail again after a month, but three in 100 days at most."""
    ten = ten_steps()
    month = step("month", "wait", until=so_many_days(30))
    again = step("again", "jump", step="read", at_most=11)
    edges = [edge for edge in ten.edges if edge.target != "end"]
    edges += [
        Edge(source="buys", port="timed_out", target="month"),
        Edge(source="month", port="next", target="again"),
        Edge(source="again", port="over", target="end"),
    ]
    cap = Cap(count=3, per=Duration(amount=100, unit="days"), action="delay")
    return ten.replace(
        nodes=(*ten.nodes, month, again), edges=tuple(edges), settings=TO_ALL.model_copy(update={"cap": cap})
    )


def _once(
    contacts: int,
    reactions: tuple[Reaction, ...] = (),
    runs: int = 5,
    journey: Journey | None = None,
    days: int = 90,
) -> float:
    """Milliseconds of one simulation, the filling of the store not counted."""
    simulator = Simulator(nodes.catalog(), RecordingChannel(), PlainComposer())
    statements = StatementCache()
    happened: set[frozenset[str]] = set()
    stores = [_store(contacts, statements) for _ in range(runs + 1)]

    def simulate() -> None:
        store = stores.pop()
        simulator.run(store, Scenario(journey or ten_steps(), START, days, reactions))
        happened.add(_what_happened(store))

    taken = seconds(simulate, runs=runs) * 1000
    assert all(reaction.event in each for each in happened for reaction in reactions), happened
    return taken


def _what_happened(store: Database) -> frozenset[str]:
    with store.read() as conn:
        return frozenset(conn.execute(select(t.events.c.type).distinct()).scalars())


def _store(contacts: int, statements: StatementCache) -> Database:
    database = Database.memory(statements)
    fill(database, contacts)
    return database
