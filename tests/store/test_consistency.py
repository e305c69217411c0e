"""What has to be true of points, vouchers and tasks; what is not is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, text

from app.store import tables
from app.store.consistency import check
from app.store.contacts import NewContact, upsert_contacts
from app.store.database import Database
from app.store.vouchers import add_codes, add_pool


@pytest.fixture
def conn() -> Iterator[Connection]:
    database = Database.memory()
    with database.write() as conn:
        upsert_contacts(conn, database.fields, [NewContact({"email": "anna@example.org"})], 0, watch=False)
        add_pool(conn, "p", "Pool")
        add_codes(conn, "p", ["A", "B"])
        yield conn


def put(conn: Connection, table: Table, **values: Any) -> None:
    conn.execute(insert(table).values(**values))


def test_points_earned_and_spent_as_they_should_be_are_sound(conn: Connection) -> None:
    put(conn, tables.points, contact_id=1, at=1, amount=5, remaining=2)
    put(conn, tables.points, contact_id=1, at=2, amount=-3, remaining=0)
    assert check(conn) == ()


@pytest.mark.parametrize(
    ("amount", "remaining", "told"),
    [(5, 6, "more than there were"), (5, -1, "fewer than none"), (-5, 5, "more than there were")],
)
def test_more_points_than_there_were_are_told(
    conn: Connection, amount: int, remaining: int, told: str
) -> None:
    put(conn, tables.points, contact_id=1, at=1, amount=amount, remaining=remaining)
    assert told in " ".join(check(conn))


def test_a_balance_that_is_not_the_sum_is_told(conn: Connection) -> None:
    put(conn, tables.points, contact_id=1, at=1, amount=5, remaining=4)
    assert check(conn) == ("contact 1: the points that remain are not those earned less those spent",)


def test_a_free_code_that_somebody_has_is_told(conn: Connection) -> None:
    conn.execute(text("UPDATE vouchers SET contact_id = 1 WHERE code = 'A'"))
    assert check(conn) == ("voucher 1 is free, but somebody has it",)


@pytest.mark.parametrize("table", ["vouchers", "tasks"])
def test_two_for_one_visit_are_told_even_where_the_store_does_not_forbid_it(
    conn: Connection, table: str
) -> None:
    made = conn.execute(
        text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
    ).scalar_one()
    lines = [line for line in made.splitlines() if "UNIQUE" not in line]
    loose = "\n".join(lines).replace(f"TABLE {table}", "TABLE loose").rstrip(")\n, ") + ")"
    conn.execute(text(f"DROP TABLE {table}"))
    conn.execute(text(loose))
    conn.execute(text(f"ALTER TABLE loose RENAME TO {table}"))
    both = {"enrollment_id": 7, "step": "s", "visit": 0, "contact_id": 1}
    for code in ("A", "A"):
        own = {"pool_id": "p", "code": code, "given_at": 1} if table == "vouchers" else _TASK
        put(conn, tables.metadata.tables[table], **both, **own)
    told = " ".join(check(conn))
    assert "enrollment 7" in told
    assert ("a code more than once" in told) == (table == "vouchers")


_TASK = {"title": "x", "created_at": 1}
