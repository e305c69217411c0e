"""The gate: whether a message may go out at an instant, not at all, or only later (rule 15).

Order: erased, suppressed, consent for the purpose, sales lock, frequency cap of the journey, that of the
workspace, quiet hours and send window. All but the hours are one SQL expression, so that one message and
a hundred thousand are asked the same; hours are local time, which only Python knows. Of notes to the team
and calls of web addresses it is only asked whether the contact has been erased.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from app.core.clock import Instant
from app.core.hours import Hours
from app.core.schedule import LATEST
from app.engine.delivery.gate_terms import NOT_TO_THE_CONTACT
from app.store.settings import WORKSPACE_CAP
from app.store.tables import consents, contacts, contents, meta, outbox, suppressions, tasks, versions

NEEDS_NO_CONSENT = ("", "transactional")
EVER: Instant = LATEST
COUNTED = ("accepted", "uncertain", "at_wire")
"""The states of messages that a cap counts: they arrived, or may have."""
LATER = "wait_"
"""The beginning of the reasons that only put a message off."""
HOURS = "hours"


class Answer(NamedTuple):
    """What the gate says: no reason means go; with `until` the message is put off, else it is skipped."""

    reason: str
    until: Instant | None = None


PASSED = Answer("")


def verdict(at: ColumnElement[Instant], past: ColumnElement[Instant]) -> ColumnElement[str]:
    """The reason not to send a row of the outbox at an instant, or an empty text; hours are not asked.

    Correlates with `outbox` of the enclosing statement. What was blocked or withdrawn counts up to `past`: in
    virtual time that is the instant, in real time `EVER`, for what is known has happened, even if the clock
    of the computer was ahead when it was noted.
    """
    return case(
        (_erased(past), "erased"),
        (_content(contents.c.channel).in_(NOT_TO_THE_CONTACT), ""),
        (_suppressed(past), "suppressed"),
        (_no_consent(at, past), literal("no_consent: ") + _content(contents.c.purpose)),
        (_locked(at), "sales_lock"),
        (_free_in_journey(at).is_not(None), _capped(_of_journey("action"), "cap_journey")),
        (_free_in_workspace(at).is_not(None), _capped(_of_workspace("action"), "cap_workspace")),
        else_="",
    )


def freed_at(at: ColumnElement[Instant]) -> ColumnElement[Instant]:
    """When the cap that `verdict` found leaves room for the message; null if none is in its way."""
    return func.coalesce(_free_in_journey(at), _free_in_workspace(at))


def answer(reason: str, freed: Instant | None, hours: Hours | None, at: Instant, zone: str | None) -> Answer:
    """The whole answer: what the store says, and then the hours."""
    if reason:
        return Answer(reason, freed if reason.startswith(LATER) else None)
    opened = hours.first_allowed(at, zone) if hours else at
    if hours is None or opened == at:
        return PASSED
    return closed(hours, opened)


def closed(hours: Hours, opened: Instant) -> Answer:
    """The answer outside of the hours, which begin again at an instant."""
    return Answer(f"{LATER}{HOURS}", opened) if hours.action == "delay" else Answer(HOURS)


def home() -> ColumnElement[str | None]:
    """The zone of the contact of a row of the outbox."""
    zone = select(contacts.c.time_zone).where(contacts.c.id == outbox.c.contact_id)
    return zone.correlate(outbox).scalar_subquery()


def hours_asked() -> ColumnElement[str | None]:
    """The hours that the journey of a row of the outbox asks for, see `gate_terms.hours_of`."""
    return _content(func.json_extract(contents.c.gate, "$.hours"))


def _content(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(column).where(contents.c.id == outbox.c.content_id).correlate(outbox).scalar_subquery()


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


def _no_consent(at: ColumnElement[Instant], past: ColumnElement[Instant]) -> ColumnElement[bool]:
    """Whether the latest word is no consent; to consent, it must have been given by the instant."""
    purpose = _content(contents.c.purpose)
    latest = (
        select(consents.c.status)
        .where(
            consents.c.contact_id == outbox.c.contact_id,
            consents.c.purpose == purpose,
            consents.c.at <= case((consents.c.status == "granted", at), else_=past),
        )
        .order_by(consents.c.at.desc(), consents.c.id.desc())
        .limit(1)
        .correlate(outbox)
        .scalar_subquery()
    )
    return and_(purpose.not_in(NEEDS_NO_CONSENT), func.coalesce(latest, "") != "granted")


def _locked(at: ColumnElement[Instant]) -> ColumnElement[bool]:
    task = (
        select(tasks.c.id)
        .where(
            tasks.c.contact_id == outbox.c.contact_id,
            tasks.c.lock_until > at,
            tasks.c.created_at <= at,
            or_(tasks.c.done_at.is_(None), tasks.c.done_at > at),
        )
        .correlate(outbox)
        .exists()
    )
    return and_(task, _content(func.json_extract(contents.c.gate, "$.lock")) == 1)


def _of_journey(name: str) -> ColumnElement[Any]:
    return _content(func.json_extract(contents.c.gate, f"$.cap.{name}"))


def _of_workspace(name: str) -> ColumnElement[Any]:
    value = func.json_extract(meta.c.value, f"$.cap.{name}")
    return select(value).where(meta.c.key == WORKSPACE_CAP).scalar_subquery()


def _capped(action: ColumnElement[str], reason: str) -> ColumnElement[str]:
    return case((action == "delay", f"{LATER}{reason}"), else_=reason)


def _free_in_journey(at: ColumnElement[Instant]) -> ColumnElement[Instant]:
    own = (
        select(versions.c.journey_id)
        .join(contents, contents.c.version_id == versions.c.id)
        .where(contents.c.id == outbox.c.content_id)
        .correlate(outbox)
        .scalar_subquery()
    )
    return _freed(at, _of_journey, own)


def _free_in_workspace(at: ColumnElement[Instant]) -> ColumnElement[Instant]:
    return _freed(at, _of_workspace, None)


def _freed(
    at: ColumnElement[Instant],
    of_cap: Callable[[str], ColumnElement[Any]],
    journey: ColumnElement[str] | None,
) -> ColumnElement[Instant]:
    """When the oldest message that stands in the way leaves the period; null if the cap is not reached."""
    other, said, version = outbox.alias("other"), contents.alias("said"), versions.alias("version")
    count, period = of_cap("count"), of_cap("period")
    counted = (
        select(other.c.state_at, func.row_number().over(order_by=other.c.state_at.desc()).label("place"))
        .join(said, said.c.id == other.c.content_id)
        .join(version, version.c.id == said.c.version_id)
        .where(
            other.c.contact_id == outbox.c.contact_id,
            other.c.state_at <= at,
            other.c.state_at > at - period,
            other.c.state.in_(COUNTED),
            said.c.channel.not_in(NOT_TO_THE_CONTACT),
            literal(True) if journey is None else version.c.journey_id == journey,
        )
        .correlate(outbox)
        .subquery()
    )
    oldest = select(counted.c.state_at).where(counted.c.place == count).scalar_subquery()
    return case((count.is_not(None), oldest + period), else_=None)
