from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.core.errors import TableError
from app.services.importing.mapping import ContactMapping, IntoField
from app.services.jobs import Cancelled
from app.store.database import Database
from tests.support.tables import NOW, consents, contact, count, take_contacts, write

DAY = 86_400_000


@pytest.fixture
def database():
    opened = Database.memory()
    yield opened
    opened.close()


def test_contacts_arrive_with_fields_tags_and_consent(database: Database, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "E-Mail;Vorname;Sprache;Umsatz;Geburtstag;Schlagwörter;Newsletter;Newsletter am\n"
        "Anna@Example.org; Änne ;Deutsch;1.234,50;24.12.1990;krimi, vip;ja;01.02.2026\n",
        "cp1252",
    )
    report = take_contacts(database, path)
    assert (report.read, report.created, report.updated, report.rejected) == (1, 1, 0, 0)
    assert contact(database, "anna@example.org") == {
        "email": "Anna@Example.org",
        "first_name": "Änne",
        "language": "de",
        "score": 0,
        "created_at": NOW,
        "umsatz": 1234.5,
        "geburtstag": "1990-12-24",
        "tags": {"krimi", "vip"},
    }
    assert consents(database) == [("newsletter", "granted", 1_769_900_400_000)]


def test_a_second_import_changes_what_it_says_and_keeps_the_rest(database: Database, tmp_path: Path) -> None:
    take_contacts(database, write(tmp_path, "email;Vorname;Ort;Punktwert;Tags\na@b.org;Anna;Wien;7;x\n"))
    path = write(tmp_path, "email;Vorname;Ort;Punktwert;Tags\nA@B.org;Anne;;;y\nc@d.org;Carl;;;\n")
    report = take_contacts(database, path, at=NOW + DAY)
    assert (report.created, report.updated) == (1, 1)
    found = contact(database, "a@b.org")
    assert (found["first_name"], found["city"], found["score"], found["tags"]) == (
        "Anne",
        "Wien",
        7,
        {"x", "y"},
    )
    assert found["created_at"] == NOW


def test_rows_that_do_not_fit_go_into_a_file_with_line_and_reason(database: Database, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "email;Umsatz;Notiz\nanna;1;a\nb@b.org;1,5;b\nc@c.org;1.2.3;=1+1\n;2;d\nB@B.org;3;e\ne@e.org;1\nf@f.org;1;f;g\n"
        "g@g.org;7;g;;\n",
    )
    mapping = ContactMapping((IntoField("email"), IntoField("score"), IntoField("company")))
    report = take_contacts(database, path, mapping)
    assert (report.read, report.created, report.rejected, report.duplicates) == (8, 1, 7, 1)
    assert report.errors_file == tmp_path / "kunden-fehler.csv"
    assert report.errors_file
    with report.errors_file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["email", "Umsatz", "Notiz", "Zeile", "Grund"]
    assert sorted(row[-2] for row in rows[1:]) == ["2", "3", "4", "5", "6", "7", "8"]
    reasons = {row[-2]: row[-1] for row in rows[1:]}
    assert reasons["2"] == "„anna“ ist keine gültige E-Mail-Adresse"
    assert reasons["3"] == "„1,5“ ist keine ganze Zahl"
    assert reasons["4"] == "„1.2.3“ ist keine Zahl"
    assert reasons["5"] == "Die E-Mail-Adresse fehlt"
    assert reasons["6"] == "Diese Adresse steht schon weiter oben in der Tabelle"
    assert "2 Zellen statt 3" in reasons["7"]


def test_formulas_are_disarmed_in_the_error_file_and_come_back_as_they_were(
    database: Database, tmp_path: Path
) -> None:
    path = write(tmp_path, "email;Telefon;Notiz\nanna;+49 30 1;=cmd()\n")
    errors = take_contacts(database, path).errors_file
    assert errors is not None
    words = errors.read_text(encoding="utf-8-sig")
    assert "'+49 30 1;'=cmd()" in words
    mended = write(tmp_path, words.replace("anna", "anna@example.org"), name="wieder.csv")
    assert take_contacts(database, mended).created == 1
    found = contact(database, "anna@example.org")
    assert (found["phone"], found["notiz"]) == ("+49 30 1", "=cmd()")


def test_a_cancelled_import_leaves_nothing(database: Database, tmp_path: Path) -> None:
    rows = "".join(f"k{number}@example.org;x\n" for number in range(12_000))
    path = write(tmp_path, f"email;Neu\nanna;x\n{rows}")
    calls: list[int] = []

    def progress(done: int, _total: int) -> None:
        calls.append(done)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_contacts(database, path, progress=progress)
    assert count(database, "contacts") == 0
    assert "neu" not in database.fields
    assert list(tmp_path.iterdir()) == [path]
    assert take_contacts(database, path).created == 12_000


def test_a_table_that_breaks_off_leaves_nothing(database: Database, tmp_path: Path) -> None:
    rows = "".join(f"k{number}@example.org;x\n" for number in range(6_000))
    with pytest.raises(TableError, match="line 6002"):
        take_contacts(database, write(tmp_path, f'email;Neu\n{rows}z@example.org;"x\n'))
    assert count(database, "contacts") == 0


def test_a_table_without_times_does_not_overrule_a_withdrawal(database: Database, tmp_path: Path) -> None:
    take_contacts(database, write(tmp_path, "email;Newsletter\na@b.org;widerrufen\nc@d.org;ja\n"))
    report = take_contacts(
        database, write(tmp_path, "email;Newsletter\na@b.org;ja\nc@d.org;ja\n"), at=NOW + DAY
    )
    assert report.consents_kept == 1
    assert consents(database) == [("newsletter", "withdrawn", NOW), ("newsletter", "granted", NOW)]


def test_a_withdrawal_in_a_table_without_times_counts_at_once(database: Database, tmp_path: Path) -> None:
    take_contacts(database, write(tmp_path, "email;Newsletter\na@b.org;ja\n"))
    take_contacts(database, write(tmp_path, "email;Newsletter\na@b.org;abgemeldet\n"), at=NOW + DAY)
    assert consents(database)[-1] == ("newsletter", "withdrawn", NOW + DAY)


def test_a_table_with_times_may_be_imported_twice(database: Database, tmp_path: Path) -> None:
    path = write(tmp_path, "email;Newsletter;Newsletter am\na@b.org;ja;01.02.2026\n")
    take_contacts(database, path)
    take_contacts(database, path, at=NOW + DAY)
    assert len(consents(database)) == 1


def test_the_engine_hears_of_everybody_who_was_touched(database: Database, tmp_path: Path) -> None:
    take_contacts(database, write(tmp_path, "email\na@b.org\nc@d.org\n"))
    assert count(database, "changes") == 2


def test_cells_for_language_zone_and_score_are_checked(database: Database, tmp_path: Path) -> None:
    path = write(
        tmp_path, "email;Sprache;Zeitzone;Punktwert\na@b.org;English;Europe/Vienna;3\nc@d.org;;Wien;1,5\n"
    )
    report = take_contacts(database, path)
    assert [problem.reason.de for problem in report.problems] == [
        "„Wien“ ist keine Zeitzone (erwartet wird zum Beispiel Europe/Berlin)"
    ]
    assert contact(database, "a@b.org")["language"] == "en"
