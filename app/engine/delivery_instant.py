"""Delivery over a channel that accepts everything at once: set statements instead of messages."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, select, update

from app.core.clock import Instant
from app.core.records import MessageState
from app.engine import delivery_rows as rows
from app.engine.delivery_report import DeliveryReport, Outcome
from app.engine.delivery_rows import Mark
from app.engine.delivery_run import DeliveryTools
from app.engine.gate import verdict
from app.store.tables import outbox


def accept_all(tools: DeliveryTools, until: Instant) -> DeliveryReport:
    """Skip what the gate holds back, refuse what cannot be written, accept the rest, in one transaction."""
    now = None if tools.own_instants else tools.clock.now()
    at, answer, due = rows.judged_at(now), verdict(rows.judged_at(now)), rows.is_due(until)
    done = {"state_at": at, "due": None}
    counts: Counter[MessageState] = Counter()
    with tools.database.write() as connection:
        skipped = update(outbox).where(due, answer != "").values(**done, state="skipped", reason=answer)
        counts["skipped"] = connection.execute(skipped).rowcount
        failed = _refuse(tools, connection, until, now)
        counts["refused"] = len(failed)
        accepted = update(outbox).where(due).values(**done, state="accepted", attempts=1)
        counts["accepted"] = connection.execute(accepted).rowcount
    return DeliveryReport(counts=+counts, outcomes=tuple(failed))


def _refuse(
    tools: DeliveryTools, connection: Connection, until: Instant, now: Instant | None
) -> list[Outcome]:
    present = connection.execute(select(outbox.c.content_id).where(rows.is_due(until)).distinct()).scalars()
    contents = [content for content in present if tools.writer.fills_in(content)]
    if not contents:
        return []
    refused = [
        (row, reason)
        for row in rows.due_rows_of(connection, until, now, contents)
        if (reason := tools.writer.likely_reason(row))
    ]
    rows.mark(
        connection,
        [Mark(row.key, "refused", row.at, row.attempts, reason=reason) for row, reason in refused],
    )
    return [Outcome(row.key, row.enrollment, row.step, "failed", row.at) for row, _ in refused]
