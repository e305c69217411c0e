"""Preview: the same engine over a store in memory, in virtual time, with a channel that accepts all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from app.core.clock import DAY, Instant, VirtualClock
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.protocols import Channel, Composer
from app.engine.behaviour import Behaviour, Reaction
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.report import DeliveryReport
from app.engine.engine import Engine
from app.store import tables as t
from app.store.database import Database

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1; may raise to stop the simulation."""
SLICES = 6


@dataclass(frozen=True)
class Scenario:
    """What is simulated: `days` days from `start`; chance is decided by `seed` alone.

    The database holds the contacts, their consents, and events of the time, and is changed.
    """

    journey: Journey
    start: Instant
    days: int
    reactions: Sequence[Reaction] = ()
    seed: int = 1
    enroll_present: bool = True
    everyone_by_hand: bool = True


@dataclass
class Simulator:
    """Runs scenarios. `channel` must be one that accepts everything at once."""

    catalog: NodeCatalog
    channel: Channel
    composer: Composer
    progress: Progress = field(default=lambda _: None)

    def run(self, database: Database, scenario: Scenario) -> int:
        """Simulate; returns the id of the version, under which the database holds what happened."""
        clock = VirtualClock(scenario.start)
        delivery = Delivery(database, self.channel, self.composer, clock, own_instants=True)
        behaviour = Behaviour(scenario.reactions, scenario.seed)

        def after_round(conn: Connection, until: Instant) -> DeliveryReport:
            report = delivery.deliver_due(until)
            if report.counts:
                behaviour.react(conn)
            return report

        engine = Engine(database, self.catalog, after_round=after_round)
        version = engine.publish(scenario.journey, scenario.start, enroll_present=scenario.enroll_present)
        if scenario.everyone_by_hand:
            with database.read() as conn:
                everyone = list(conn.execute(select(t.contacts.c.id)).scalars())
            engine.enroll(scenario.journey.id, everyone, scenario.start)
        for part in range(SLICES + 1):
            instant = scenario.start + scenario.days * DAY * part // SLICES
            clock.move_to(instant)
            engine.advance(instant)
            self.progress(part / SLICES)
        return version.id
