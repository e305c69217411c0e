"""Delivery over a channel that accepts everything at once: set statements instead of messages."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import update

from app.core.clock import Instant
from app.core.records import MessageState
from app.engine.delivery_report import DeliveryReport
from app.engine.delivery_rows import is_due, judged_at
from app.engine.delivery_run import DeliveryTools
from app.engine.gate import verdict
from app.store.tables import outbox


def accept_all(tools: DeliveryTools, until: Instant) -> DeliveryReport:
    """Skip what the gate holds back and accept the rest, in one transaction."""
    now = None if tools.own_instants else tools.clock.now()
    at, answer = judged_at(now), verdict(judged_at(now))
    counts: Counter[MessageState] = Counter()
    with tools.database.write() as connection:
        skipped = update(outbox).where(is_due(until), answer != "")
        done = {"state_at": at, "due": None}
        counts["skipped"] = connection.execute(
            skipped.values(**done, state="skipped", reason=answer)
        ).rowcount
        accepted = update(outbox).where(is_due(until)).values(**done, state="accepted", attempts=1)
        counts["accepted"] = connection.execute(accepted).rowcount
    return DeliveryReport(counts=counts)
