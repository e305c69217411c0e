"""Delivery over all channels of a workspace: each route has an account of its own that may rest or stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from app.core.clock import Instant
from app.core.records import MessageState
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.report import DeliveryReport, Outcome
from app.engine.delivery.routes import MAIL, routes
from app.store.database import Database

MOST_BY_WEB = 20
"""Messages over one service at a time: each may take a minute, and mails must not wait for them long."""
MakeDelivery = Callable[[str], Delivery]
"""Makes the delivery of a route (`app.engine.delivery.routes`)."""


class PostOffice:
    """Delivers by every route; trouble on one of them leaves the others alone."""

    def __init__(self, database: Database, make: MakeDelivery) -> None:
        self._database = database
        self._make = make
        self._deliveries: dict[str, Delivery] = {}

    def recover(self) -> int:
        """After a start: what was under way on any route; how many messages are uncertain."""
        return self._by(MAIL).recover()

    def deliver_due(self, until: Instant, limit: int) -> DeliveryReport:
        """Deliver what is due by an instant, at most `limit` messages by each route."""
        return _together(
            [
                self._by(route).deliver_due(until, limit if route == MAIL else min(limit, MOST_BY_WEB))
                for route in self._routes()
            ]
        )

    def next_due(self) -> Instant | None:
        """When to deliver next by any route."""
        instants = [self._by(route).next_due() for route in self._routes()]
        return min((instant for instant in instants if instant is not None), default=None)

    def unsettled(self) -> tuple[Outcome, ...]:
        """Messages that are done with, of which their enrollments do not know yet: after a start."""
        return self._by(MAIL).unsettled()

    def settled(self, outcomes: Iterable[Outcome]) -> None:
        """The enrollments know of these; call it in the transaction in which they were told."""
        self._by(MAIL).settled(outcomes)

    def resume(self) -> None:
        """A person has changed something: try again at once."""
        for delivery in self._deliveries.values():
            delivery.resume()

    def _routes(self) -> list[str]:
        with self._database.read() as connection:
            return routes(connection)

    def _by(self, route: str) -> Delivery:
        if route not in self._deliveries:
            self._deliveries[route] = self._make(route)
        return self._deliveries[route]


def _together(reports: Sequence[DeliveryReport]) -> DeliveryReport:
    """One report: all that was done, and the first problem."""
    counts: Counter[MessageState] = Counter()
    for report in reports:
        counts.update(report.counts)
    problems = [report for report in reports if report.problem is not None]
    first = problems[0] if problems else DeliveryReport()
    return DeliveryReport(
        counts=counts,
        outcomes=tuple(outcome for report in reports for outcome in report.outcomes),
        problem=first.problem,
        resume_at=first.resume_at,
    )
