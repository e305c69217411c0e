"""The gate: whether a message may go out at an instant (rule 15).

Order: erased, suppressed, consent for the purpose. Sales lock, frequency cap and quiet hours stand behind
them as soon as they exist. The answer is one SQL expression, so that one message and a hundred thousand
are asked the same.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, case, func, literal, or_, select

from app.core.clock import Instant
from app.store.tables import consents, contacts, contents, outbox, suppressions

NEEDS_NO_CONSENT = ("", "transactional")


def verdict(at: ColumnElement[Instant]) -> ColumnElement[str]:
    """The reason not to send a row of the outbox at an instant, or an empty text.

    Correlates with `outbox` of the enclosing statement.
    """
    return case(
        (_erased(at), "erased"),
        (_suppressed(at), "suppressed"),
        (_no_consent(at), literal("no_consent: ", String) + _purpose()),
        else_="",
    )


def _erased(at: ColumnElement[Instant]) -> ColumnElement[bool]:
    known = select(contacts.c.id).where(contacts.c.id == outbox.c.contact_id).correlate(outbox).exists()
    return or_(~known, _blocked(at, suppressions.c.reason == "erased"))


def _suppressed(at: ColumnElement[Instant]) -> ColumnElement[bool]:
    return _blocked(at, literal(True))


def _blocked(at: ColumnElement[Instant], which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the address, as it was decided or as the contact has it now, is suppressed by then."""
    current = (
        select(contacts.c.email_key)
        .where(contacts.c.id == outbox.c.contact_id)
        .correlate(outbox)
        .scalar_subquery()
    )
    addresses = or_(suppressions.c.address == func.lower(outbox.c.address), suppressions.c.address == current)
    return (
        select(suppressions.c.address)
        .where(and_(addresses, suppressions.c.at <= at, which))
        .correlate(outbox)
        .exists()
    )


def _no_consent(at: ColumnElement[Instant]) -> ColumnElement[bool]:
    latest = (
        select(consents.c.status)
        .where(
            consents.c.contact_id == outbox.c.contact_id,
            consents.c.purpose == _purpose(),
            consents.c.at <= at,
        )
        .order_by(consents.c.at.desc(), consents.c.id.desc())
        .limit(1)
        .correlate(outbox)
        .scalar_subquery()
    )
    return and_(_purpose().not_in(NEEDS_NO_CONSENT), func.coalesce(latest, "") != "granted")


def _purpose() -> ColumnElement[str]:
    purpose = select(contents.c.purpose).where(contents.c.id == outbox.c.content_id)
    return purpose.correlate(outbox).scalar_subquery()
