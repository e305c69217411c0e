"""The ten-step journey of the engine figures, and the contacts that run through it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, literal, select

from app.core import share
from app.core.clock import DAY, Instant
from app.core.fields import FieldSpec
from app.core.journey import Journey
from app.store import tables as t
from app.store.bulk import execute_many
from app.store.contact_columns import add_field
from app.store.database import Database
from app.store.sqlite import Synchronous
from tests.support.world import days, journey, step

START: Instant = 1_772_445_600_000
STEPS_PER_CONTACT = 11


def ten_steps() -> Journey:
    """Segment, branch, split, field, tag, score, wait, mail opened, mail, wait for event, goal or exit."""
    opened = {"kind": "engagement", "step": "hello", "what": "opened"}
    berlin = {"kind": "attribute", "field": "city", "op": "eq", "value": "Berlin"}
    return journey(
        step("in", "segment_trigger", rule={"kind": "all", "rules": []}, enroll_present=True),
        step("city", "branch", cases=[{"id": "yes", "name": "", "rule": berlin}]),
        step("half", "split"),
        step("stage", "set_attribute", field="stage", value="lead"),
        step("tag", "change_tags", add=["Krimi"]),
        step("score", "change_score", amount=10),
        step("pause", "wait", until=days(2)),
        step("read", "branch", cases=[{"id": "yes", "name": "", "rule": opened}]),
        step(
            "hello",
            "send_mail",
            subject="Hallo {{ contact.first_name }}",
            body="Grüße nach {{ contact.city }}",
        ),
        step("buys", "wait_for_event", event={"type": "purchase"}, timeout=days(3)),
        step("goal", "goal"),
        step("end", "exit"),
        edges=(
            "in>city city.yes>half city.else>half half.a>stage half.b>stage stage>tag tag>score score>pause "
            "pause>read read.yes>hello read.else>hello hello>buys buys.matched>goal buys.timed_out>end"
        ),
    )


@contextmanager
def workspace(contacts: int, synchronous: Synchronous = "NORMAL") -> Iterator[Database]:
    """A workspace file with so many contacts of 20 fields."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder) / "bench.stellwerk", synchronous=synchronous)
        try:
            fill(database, contacts)
            yield database
        finally:
            database.close()


def fill(database: Database, contacts: int) -> None:
    """Contacts k0, k1, … two thirds of them in Berlin."""
    extra = [FieldSpec(key=f"extra_{number}", label=f"Extra {number}") for number in range(7)]
    with database.write() as conn:
        for position, spec in enumerate(extra):
            add_field(conn, spec, position)
    database.refresh_fields()
    for start in range(0, contacts, 20_000):
        with database.write() as conn:
            rows = [_row(number) for number in range(start, min(start + 20_000, contacts))]
            execute_many(conn, insert(t.contacts), rows)


def _row(number: int) -> dict[str, object]:
    address = f"k{number}@example.org"
    return {
        "email": address,
        "email_key": address,
        "first_name": f"Vorname{number}",
        "last_name": "Beispiel",
        "city": "Berlin" if number % 3 else "Wien",
        "country": "DE",
        "language": "de",
        "share": share.contact_hash(address),
        "created_at": START,
        "updated_at": START,
    }


def half_of_them_buy(database: Database, at: Instant) -> None:
    """Every second contact buys something."""
    contacts = t.contacts.c
    rows = select(contacts.id, literal("purchase"), literal(at)).where(contacts.id % 2 == 0)
    with database.write() as conn:
        conn.execute(insert(t.events).from_select(["contact_id", "type", "at"], rows))


ENTER, READ, BUY, OVER = START, START + 2 * DAY, START + 3 * DAY, START + 6 * DAY
