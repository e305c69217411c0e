from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import TableError
from app.core.fields import FieldBook, FieldSpec, key_from
from app.services.importing.mapping import (
    ContactMapping,
    ContactTarget,
    Ignore,
    IntoConsent,
    IntoConsentTime,
    IntoField,
    IntoTags,
)
from app.services.importing.preview import TablePreview, preview_table
from tests.support.tables import write

_REST = ("city", "country", "language", "time_zone")


def look(folder: Path, words: str, *custom: FieldSpec) -> TablePreview:
    return preview_table(write(folder, words), FieldBook(custom))


def targets(folder: Path, header: str, row: str, *custom: FieldSpec) -> tuple[ContactTarget, ...]:
    return look(folder, f"{header}\n{row}\n", *custom).mapping.columns


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("E-Mail;Anrede;Vorname;Nachname;Firma;Telefon;Ort;Land;Sprache;Zeitzone", "a@b.org;;;;;;;;;"),
        (
            "Email;Salutation;First name;Last name;Company;Phone;City;Country;Language;Time zone",
            "a@b.org;;;;;;;;;",
        ),
    ],
)
def test_standard_fields_are_known_by_german_and_english_names(tmp_path: Path, header: str, row: str) -> None:
    keys = [target.key for target in targets(tmp_path, header, row) if isinstance(target, IntoField)]
    assert keys == [
        "email",
        "salutation",
        "first_name",
        "last_name",
        "company",
        "phone",
        "city",
        "country",
        "language",
        "time_zone",
    ]


def test_the_rest_is_guessed_from_names_and_cells(tmp_path: Path) -> None:
    header = "Mail;Newsletter;Newsletter seit;Schlagwörter;Umsatz;PLZ;Geburtstag;Zuletzt;VIP;;Zeile"
    row = "a@b.org;ja;01.02.2026;x;1,5;01067;24.12.1990;2026-01-01 10:00;ja;;7"
    found = targets(tmp_path, header, row)
    types = {
        target.key: target.create.type for target in found if isinstance(target, IntoField) and target.create
    }
    assert found[1:4] == (IntoConsent("newsletter"), IntoConsentTime("newsletter", "german"), IntoTags(","))
    assert types == {
        "umsatz": "number",
        "plz": "text",
        "geburtstag": "date",
        "zuletzt": "instant",
        "vip": "boolean",
    }
    assert found[9:] == (Ignore(), Ignore())


def test_dates_with_slashes_are_not_guessed(tmp_path: Path) -> None:
    found = targets(tmp_path, "email;Since", "a@b.org;01/02/2026")
    assert isinstance(found[1], IntoField)
    assert found[1].create == FieldSpec(key="since", label="Since", type="text")


def test_a_field_that_exists_is_found_by_its_label(tmp_path: Path) -> None:
    spec = FieldSpec(key="genre", label="Lieblingsgenre")
    assert targets(tmp_path, "email;Lieblingsgenre", "a@b.org;Krimi", spec)[1] == IntoField("genre")


def test_a_column_full_of_addresses_is_the_address_whatever_its_name(tmp_path: Path) -> None:
    assert targets(tmp_path, "Kontakt;Vorname", "a@b.org;Anna")[0] == IntoField("email")


def test_two_columns_for_one_field_leave_the_second_out(tmp_path: Path) -> None:
    assert targets(tmp_path, "email;Vorname;First name", "a@b.org;Anna;Berta")[2] == Ignore()


def test_a_table_of_events_is_told_from_one_of_contacts(tmp_path: Path) -> None:
    table = look(tmp_path, "E-Mail;Ereignis;Zeitpunkt;Genre\na@b.org;purchase;01.02.2026 10:00;Krimi\n")
    assert table.kind == "events"
    assert table.events is not None
    assert (table.events.at, table.events.dates, table.events.extra) == (2, "german", ((3, "Genre"),))


def test_keys_are_made_of_letters_that_templates_can_name() -> None:
    book = FieldBook([FieldSpec(key="groesse", label="Größe")])
    assert [key_from(name, book) for name in ("Größe", "2. Wahl", "Straße & Nr.", "名前")] == [
        "groesse_2", "f_2_wahl", "strasse_nr", "f",
    ]  # fmt: skip


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as refused:
        look(tmp_path, "E-Mail;Vorname;vorname\na@b.org;Anna;Berta\n")
    assert refused.value.message.de.startswith("Zwei Spalten der Tabelle heißen „vorname“.")


def test_a_first_row_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="instead of the names"):
        look(tmp_path, "anna@example.org;Anna\nberta@example.org;Berta\n")


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="is empty"):
        look(tmp_path, "")


def test_a_mapping_without_addresses_names_the_columns_it_saw() -> None:
    with pytest.raises(TableError) as refused:
        ContactMapping((IntoField("city"),)).check(["Ort"], FieldBook())
    assert "keine Spalte mit E-Mail-Adressen (gefunden: Ort)" in refused.value.message.de
    assert "no column with email addresses (found: Ort)" in refused.value.message.en


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ((IntoField("email"), IntoField("city"), IntoField("city")), "fill the same"),
        ((IntoField("email"), IntoField("nothing")), "does not exist"),
        ((IntoField("email"), IntoField("created_at")), "set by the program itself"),
    ],
)
def test_a_mapping_that_cannot_be_carried_out_is_refused(
    targets: tuple[ContactTarget, ...], words: str
) -> None:
    with pytest.raises(TableError, match=words):
        ContactMapping(targets).check(["a", "b", "c"], FieldBook())
