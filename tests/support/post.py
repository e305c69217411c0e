"""A workspace with decided messages, and doubles for writing and sending them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select

from app.channels.rendering import Layout
from app.core.clock import HOUR, Instant
from app.core.document_io import to_text
from app.core.errors import ComposeError
from app.core.journey import Journey, Settings
from app.core.program import Content, MailContent, channel_of
from app.core.protocols import AtWire, Decided, Outgoing, Receipt
from app.engine.delivery.gate_terms import terms
from app.store import tables as t
from app.store.database import Database

NOON: Instant = 1_764_590_400_000
"""1 December 2025, 12:00 UTC."""

LETTER = MailContent(
    "Hallo {{ contact.first_name }}", "Kurz gesagt", "Guten Tag **{{ contact.first_name }}**.", "test"
)
FRAME = Layout(
    html=(
        '<!doctype html><html lang="{{ language }}"><body><div>{{ preheader }}</div>{{ content }}'
        '<p>{{ sender.imprint }}</p><a href="{{ unsubscribe_url }}">Abmelden</a></body></html>'
    ),
    text="{{ content }}\n\n-- \n{{ sender.name }}\n{{ sender.imprint }}\nAbmelden: {{ unsubscribe_url }}\n",
)


def frame(_: str) -> Layout:
    """A small layout under every name."""
    return FRAME


def add_content(
    conn: Connection,
    content: Content = LETTER,
    purpose: str = "newsletter",
    settings: Settings | None = None,
) -> int:
    """A published journey with one sending step `hello`; the id of its content."""
    number = len(conn.execute(select(t.versions.c.id)).all()) + 1
    journey = Journey(id=f"j{number}", name=f"Journey {number}", settings=settings or Settings())
    conn.execute(
        insert(t.journeys).values(id=journey.id, name=journey.name, draft=to_text(journey), updated_at=NOON)
    )
    version = _id(
        conn.execute(
            insert(t.versions).values(
                journey_id=journey.id, number=1, document=to_text(journey), checksum="", published_at=NOON
            )
        )
    )
    return _id(
        conn.execute(
            insert(t.contents).values(
                version_id=version,
                step="hello",
                purpose=purpose,
                channel=channel_of(content),
                gate=terms(journey.settings, channel_of(content)),
                content=json.dumps(asdict(content)),
            )
        )
    )


def add_contacts(conn: Connection, names: Iterable[str], purpose: str = "newsletter") -> None:
    """Contacts `<name>@example.org` who consented to a purpose an hour before noon."""
    rows = [(number, name) for number, name in enumerate(names, 1)]
    conn.execute(
        insert(t.contacts),
        [
            {
                "id": number,
                "email": f"{name}@example.org",
                "email_key": f"{name.lower()}@example.org",
                "first_name": name,
                "share": number,
                "created_at": NOON,
                "updated_at": NOON,
            }
            for number, name in rows
        ],
    )
    granted = {"purpose": purpose, "status": "granted", "at": NOON - HOUR}
    conn.execute(insert(t.consents), [{"contact_id": number, **granted} for number, _ in rows])


def decide(conn: Connection, content: int, names: Iterable[str], **values: Any) -> None:
    """One message for each contact in the order of their ids, due at noon."""
    conn.execute(
        insert(t.outbox),
        [
            {
                "enrollment_id": number,
                "step": "hello",
                "visit": 0,
                "contact_id": number,
                "content_id": content,
                "address": f"{name}@example.org",
                "variables": json.dumps({"contact": {"first_name": name}}),
                "at": NOON,
                "state_at": NOON,
                "due": NOON,
                **values,
            }
            for number, name in enumerate(names, 1)
        ],
    )


def ready(names: Iterable[str], database: Database | None = None) -> Database:
    """A workspace with a message for each of some contacts, due at noon."""
    database = database or Database.memory()
    chosen = list(names)
    with database.write() as conn:
        add_contacts(conn, chosen)
        decide(conn, add_content(conn), chosen)
    return database


def states(database: Database) -> list[str]:
    """The states of all messages, in order."""
    return column(database, "state")


def column(database: Database, name: str) -> list[Any]:
    """One column of the outbox, in order."""
    with database.read() as conn:
        return list(conn.execute(select(t.outbox.c[name]).order_by(t.outbox.c.id)).scalars())


class PlainComposer:
    """Writes a line per message; refuses a contact without a first name."""

    def compose(self, message: Decided) -> Outgoing:
        name = message.variables.get("contact", {}).get("first_name")
        if not name:
            raise ComposeError("missing_value: contact.first_name")
        words = f"Subject: Hallo\r\n\r\nHallo {name}\r\n"
        return Outgoing(
            message.key, "shop@example.org", message.address, f"<{message.key}@x>", words.encode(), message.at
        )


@dataclass
class ScriptedChannel:
    """Answers each message as the script says: a receipt's outcome, or something to raise."""

    script: Callable[[Outgoing], Receipt | Exception | None] = lambda message: None
    refuses_to_begin: Exception | None = None
    before_wire: Callable[[Outgoing], None] = lambda message: None
    instant: bool = False
    sent: list[str] = field(default_factory=list)

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        if self.refuses_to_begin:
            raise self.refuses_to_begin
        for message in messages:
            self.before_wire(message)
            if not at_wire(message.key):
                yield Receipt(message.key, "withheld")
                continue
            answer = self.script(message)
            if isinstance(answer, Exception):
                raise answer
            self.sent.append(message.address)
            receipt = answer or Receipt(message.key, "accepted", "250 ok")
            yield receipt
            if receipt.scope == "account":
                return


class Crash(BaseException):
    """The program ends here."""


class CrashAt:
    """Ends the program at the n-th passing of a named place."""

    def __init__(self, name: str, passing: int = 1) -> None:
        self._name = name
        self._left = passing

    def reach(self, name: str) -> None:
        if name == self._name:
            self._left -= 1
            if self._left == 0:
                raise Crash


def _id(result: Any) -> int:
    return int(result.inserted_primary_key[0])
