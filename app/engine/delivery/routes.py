"""By which way a message leaves: mails and notes by the mail account, each service by itself, calls."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, func, literal, select

from app.store.tables import contents, outbox

MAIL, CALL = "mail", "call"
SERVICE = "service:"
"""The beginning of the route of a service; its id follows."""


def of_route(route: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a row of the outbox leaves by a route."""
    return outbox.c.content_id.in_(select(contents.c.id).where(_route() == route))


def routes(connection: Connection) -> list[str]:
    """All routes by which messages of this workspace leave."""
    found = connection.execute(select(_route()).distinct()).scalars()
    return sorted(found, key=lambda route: (route != MAIL, route))


def _route() -> ColumnElement[str]:
    channel, service = contents.c.channel, func.json_extract(contents.c.content, "$.service")
    return case((channel == "service", literal(SERVICE) + service), (channel == "call", CALL), else_=MAIL)
