"""Contacts that each have instants of their own, as in daily life: many small waves, every one committed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodes
from app.core.clock import MINUTE
from app.core.records import EventRecord
from app.engine.engine import Engine
from app.store.database import Database
from app.store.events import record_events
from app.store.sqlite import Synchronous
from tests.bench.figure import Figure
from tests.bench.ten_steps import START, STEPS_PER_CONTACT, fill, ten_steps
from tests.support.world import journey, step

CONTACTS, EVENTS = 1_000, 300
APART = 17 * MINUTE


def measure() -> list[Figure]:
    steps, cpu = _own_instants()
    delays = {name: _to_effect(name) for name in ("NORMAL", "FULL")}
    whole = f"{CONTACTS:,} contacts, each at its own instants"
    return [
        Figure(whole, steps, "steps/s"),
        Figure(f"{whole}, CPU time", cpu, "steps/s", at_least=20_000),
        *(
            Figure(f"one event to its effect, committed, {name}, {what}", each * 1000, "ms", at_most=at_most)
            for name, (middle, p95, p95_cpu) in delays.items()
            for what, each, at_most in (
                ("median", middle, None),
                ("p95", p95, 5),
                ("p95, CPU time", p95_cpu, 5),
            )
        ),
    ]


def _own_instants() -> tuple[float, float]:
    """Steps a second by the clock and of CPU time: whoever signs up goes the ten steps from then on."""
    ten = ten_steps()
    signing = step("in", "event_trigger", event={"type": "signup"})
    ten = ten.model_copy(update={"nodes": (signing, *ten.nodes[1:])})
    with _workspace("NORMAL") as database:
        engine = Engine(database, nodes.catalog())
        engine.publish(ten, START)
        with database.write() as conn:
            events = [EventRecord("signup", START + n * APART, f"k{n}@example.org") for n in range(CONTACTS)]
            record_events(conn, events)
        wall, cpu = time.perf_counter(), time.process_time()
        while (due := engine.next_due()) is not None:
            engine.advance(due)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        with database.read() as conn:
            everybody = conn.exec_driver_sql("SELECT n FROM counters WHERE step = '' AND port = '@entered'")
            assert everybody.scalar() == CONTACTS
    steps = CONTACTS * STEPS_PER_CONTACT
    return steps / wall, steps / cpu


def _to_effect(synchronous: Synchronous) -> tuple[float, float, float]:
    """Seconds from an event to the field and the tag that it sets: median, p95, p95 of CPU time."""
    reacting = journey(
        step("in", "event_trigger", event={"type": "purchase"}),
        step("stage", "set_attribute", field="stage", value="customer"),
        step("tag", "change_tags", add=["Kunde"]),
        edges="in>stage stage>tag",
    )
    walls: list[float] = []
    cpus: list[float] = []
    with _workspace(synchronous) as database:
        engine = Engine(database, nodes.catalog())
        engine.publish(reacting, START)
        for number in range(EVENTS):
            now = START + (number + 1) * MINUTE
            wall, cpu = time.perf_counter(), time.process_time()
            with database.write() as conn:
                record_events(conn, [EventRecord("purchase", now, f"k{number}@example.org")])
            engine.advance(now)
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
        with database.read() as conn:
            changed = conn.exec_driver_sql("SELECT count(*) FROM contacts WHERE stage = 'customer'")
            assert changed.scalar() == EVENTS
    return statistics.median(walls), _p95(walls), _p95(cpus)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


@contextmanager
def _workspace(synchronous: Synchronous) -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder) / "bench.stellwerk", synchronous=synchronous)
        try:
            fill(database, CONTACTS)
            yield database
        finally:
            database.close()
