"""The preview: the engine over a store in memory, months in virtual time."""

from __future__ import annotations

import nodes
from app.channels.recording import RecordingChannel
from app.engine.behaviour import Reaction
from app.engine.simulate import Scenario, Simulator
from app.store.database import Database
from tests.bench.figure import Figure, seconds
from tests.bench.ten_steps import START, fill, ten_steps
from tests.support.post import PlainComposer

REACTIONS = (Reaction("message_opened", 0.5), Reaction("purchase", 0.1, follows="message_opened"))


def measure() -> list[Figure]:
    return [
        Figure("preview, 1,000 contacts, 90 days, engine alone", _once(1_000), "ms", at_most=50),
        Figure("preview, 10,000 contacts, 90 days", _once(10_000, runs=3), "ms", at_most=300),
        Figure("preview, 1,000 contacts that open and buy", _once(1_000, REACTIONS), "ms", at_most=120),
    ]


def _once(contacts: int, reactions: tuple[Reaction, ...] = (), runs: int = 5) -> float:
    """Milliseconds of one simulation, the filling of the store not counted."""
    simulator = Simulator(nodes.catalog(), RecordingChannel(), PlainComposer())
    statements: dict[object, object] = {}
    stores = [_store(contacts, statements) for _ in range(runs + 1)]

    def simulate() -> None:
        simulator.run(stores.pop(), Scenario(ten_steps(), START, 90, reactions))

    return seconds(simulate, runs=runs) * 1000


def _store(contacts: int, statements: dict[object, object]) -> Database:
    database = Database.memory(statements)
    fill(database, contacts)
    return database
