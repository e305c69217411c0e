from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from app.store import tables as t
from app.store.database import Database
from tests.support.tables import take_contacts, take_events, write


@pytest.fixture
def database(tmp_path: Path):
    opened = Database.memory()
    take_contacts(opened, write(tmp_path, "email\na@b.org\n", name="contacts.csv"))
    yield opened
    opened.close()


def stored(database: Database) -> list[tuple[str, int, dict[str, object]]]:
    with database.read() as conn:
        rows = conn.execute(select(t.events).order_by(t.events.c.at)).all()
    return [(row.type, row.at, json.loads(row.properties)) for row in rows]


def test_events_arrive_with_their_properties_and_local_times(database: Database, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "E-Mail;Ereignis;Zeit;Eigenschaften;Betrag;PLZ\n"
        'A@b.org;purchase;01.02.2026 10:00;"{""genre"": ""Krimi""}";12,5;01067\n',
    )
    report = take_events(database, path)
    assert (report.created, report.rejected) == (1, 0)
    assert stored(database) == [
        ("purchase", 1_769_936_400_000, {"genre": "Krimi", "Betrag": 12.5, "PLZ": "01067"})
    ]


def test_the_same_table_twice_records_each_event_once(database: Database, tmp_path: Path) -> None:
    path = write(
        tmp_path, "email;event;time\na@b.org;visit;2026-02-01 10:00\na@b.org;visit;2026-02-01 11:00\n"
    )
    assert take_events(database, path).created == 2
    again = take_events(database, path)
    assert (again.created, again.duplicates) == (0, 2)


def test_a_key_decides_what_is_the_same_event(database: Database, tmp_path: Path) -> None:
    path = write(tmp_path, "email;event;time;key\na@b.org;visit;2026-02-01;k1\na@b.org;visit;2026-02-02;k1\n")
    assert take_events(database, path).created == 1


def test_rows_that_do_not_fit_are_set_aside(database: Database, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "email;event;time;properties\n"
        "nobody@b.org;visit;2026-02-01;\n"
        "a@b;visit;2026-02-01;\n"
        "a@b.org;;2026-02-01;\n"
        "a@b.org;visit;gestern;\n"
        "a@b.org;visit;;\n"
        "a@b.org;visit;2026-02-01;[1]\n"
        'a@b.org;visit;2026-02-01;"{""a"": NaN}"\n'
        "a@b.org;visit;2026-02-01;\n"
        'a@b.org;visit;2026-02-01;"{""a"": 1e999}"\n'
        'a@b.org;visit;2026-02-01;"{""a"": ""\\ud800""}"\n'
        "a@b.org;visit;9999-12-31 23:59;\n"
        "a@b.org;visit;0001-01-01;\n",
    )
    report = take_events(database, path)
    assert (report.read, report.created, report.rejected) == (12, 1, 11)
    reasons = {problem.line: problem.reason.en for problem in report.problems}
    assert reasons[2].startswith("There is no contact with this address")
    assert reasons[4] == "The type of the event is missing"
    assert reasons[5].startswith("“gestern” is not a date")
    assert reasons[6] == "The time is missing"
    assert reasons[7] == 'The properties are not a JSON object such as {"genre": "crime"}'
