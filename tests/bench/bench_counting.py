"""How soon the rule editor knows how many of a million contacts a rule matches, in time of the processor."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from app.core.clock import SystemClock
from app.core.rules.tree import AllOf, Attribute, EventFilter, EventHappened, HasConsent, Rule
from app.services.counting import CountingService, RuleCount
from app.store.database import Database
from tests.bench.figure import Figure

CONTACTS = 1_000_000
PEOPLE = """
    insert into contacts (email, email_key, first_name, last_name, city, country, language, stage, score,
        share, created_at, updated_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < :most)
    select 'reader' || i || '@example.org', 'reader' || i || '@example.org', 'Anna' || (i % 100),
        'Weber' || (i % 1000), iif(i % 7 = 0, 'Berlin', 'Husum'), 'DE', 'de',
        iif(i % 3 = 0, 'lead', 'customer'), i % 100, (i * 2654435761) % 2147483648,
        1700000000000 + i * 1000, 1700000000000 from n
"""
CONSENTS = """
    insert into consents (contact_id, purpose, status, at)
    select id, 'newsletter', 'granted', 1700000000000 from contacts where id % 2 = 0
"""
PURCHASES = """
    insert into events (contact_id, type, at, pending)
    select id, 'purchase', 1700000000000 + id, 0 from contacts where id % 3 = 0
"""
BERLIN = Attribute(field="city", value="Berlin")
ALLOWED = HasConsent(purpose="newsletter")
BOUGHT = EventHappened(event=EventFilter(type="purchase"))
THREE = AllOf(rules=(BERLIN, ALLOWED, BOUGHT))


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder) / "bench.stellwerk", synchronous="OFF")
        with database.write() as conn:
            conn.execute(text(PEOPLE), {"most": CONTACTS})
            for statement in (CONSENTS, PURCHASES):
                conn.execute(text(statement))
        service = CountingService(database, SystemClock())
        found: list[Figure] = []
        for name, rule, parts in (
            ("one attribute", BERLIN, (BERLIN,)),
            ("attribute, consent and event", THREE, THREE.rules),
        ):
            about, exact = _times(service, rule, parts)
            what = f"1,000,000 contacts, rule of {name}"
            found += [
                Figure(f"{what}: first number", about, "ms", at_most=150),
                Figure(f"{what}: the exact number", exact, "ms"),
            ]
        database.close()
        return found


def _times(service: CountingService, rule: Rule, parts: tuple[Rule, ...]) -> tuple[float, float]:
    """Milliseconds until the estimate, and until the count."""
    runs = [_once(lambda told: service.count(rule, parts, "Europe/Berlin", told)) for _ in range(6)][1:]
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


def _once(count: Callable[[Callable[[RuleCount], None]], object]) -> tuple[float, float]:
    told: list[float] = []
    start = time.process_time()
    count(lambda _: told.append(time.process_time()))
    return (told[0] - start) * 1000, (time.process_time() - start) * 1000
