from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from app.core.clock import to_datetime
from app.services.importing.addresses import clean_address
from app.services.importing.values import (
    BadCell,
    DateFormat,
    read_boolean,
    read_consent,
    read_date,
    read_instant,
    read_number,
    read_text,
)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("12", ",", 12),
        ("-3", ",", -3),
        ("12,5", ",", 12.5),
        ("1.234,50", ",", 1234.5),
        ("1.234", ",", 1234),
        ("1,234.50", ".", 1234.5),
        ("12.5", ".", 12.5),
    ],
)
def test_numbers_are_read_as_the_mapping_says(cell: str, decimal: str, number: float) -> None:
    assert read_number(cell, "," if decimal == "," else ".") == number


@pytest.mark.parametrize("cell", ["1,234.50", "12.5", "1.23.4", "zwölf", "1e5", "NaN", "9" * 20])
def test_what_is_no_german_number_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        read_number(cell, ",")


@pytest.mark.parametrize(
    ("cell", "dates"),
    [("2026-03-01", "iso"), ("1.3.2026", "german"), ("01/03/2026", "british"), ("03/01/2026", "american")],
)
def test_a_day_is_read_in_the_chosen_format_only(cell: str, dates: DateFormat) -> None:
    assert read_date(cell, dates) == "2026-03-01"


@pytest.mark.parametrize("cell", ["31.02.2026", "1.13.2026", "2026-03-01", "01.03.26", "01.03.2026 10:00"])
def test_what_is_no_german_day_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        read_date(cell, "german")


@pytest.mark.parametrize(
    ("cell", "dates", "utc"),
    [
        ("2026-07-01T10:00", "iso", "2026-07-01T08:00:00"),
        ("2026-07-01 10:00:30.5Z", "iso", "2026-07-01T10:00:30.500000"),
        ("2026-07-01 10:00:00+05:30", "iso", "2026-07-01T04:30:00"),
        ("2026-07-01", "iso", "2026-06-30T22:00:00"),
        ("1.1.2026, 9:05 Uhr", "german", "2026-01-01T08:05:00"),
        ("29.03.2026 02:30", "german", "2026-03-29T01:00:00"),
        ("25.10.2026 02:30", "german", "2026-10-25T00:30:00"),
    ],
)
def test_a_time_without_an_offset_is_local(cell: str, dates: DateFormat, utc: str) -> None:
    assert to_datetime(read_instant(cell, dates, BERLIN)).replace(tzinfo=None).isoformat() == utc


@pytest.mark.parametrize("cell", ["25:00", "01.01.2026 24:00", "01.01.2026 10:60", "01.01.2026 morgens"])
def test_what_is_no_instant_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        read_instant(cell, "german", BERLIN)


def test_yes_and_no_in_both_languages() -> None:
    assert [read_boolean(cell) for cell in ("Ja", "yes", "WAHR", "1", "x")] == [1] * 5
    assert [read_boolean(cell) for cell in ("nein", "No", "false", "0")] == [0] * 4
    with pytest.raises(BadCell):
        read_boolean("vielleicht")


def test_consent_knows_the_words_of_tables() -> None:
    assert [read_consent(cell) for cell in ("Ja", "granted", "opt-in", "angemeldet")] == ["granted"] * 4
    assert [read_consent(cell) for cell in ("nein", "abgelehnt")] == ["denied"] * 2
    assert [read_consent(cell) for cell in ("widerrufen", "unsubscribed")] == ["withdrawn"] * 2
    with pytest.raises(BadCell) as refused:
        read_consent("evtl.")
    assert refused.value.reason.de.startswith("„evtl.“ ist keine Angabe zur Einwilligung")


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadCell):
        read_text("a" * 10_001)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (" Anna.Test@Example.org ", "Anna.Test@Example.org"),
        ("a+b_c-d@sub.example.co.uk", "a+b_c-d@sub.example.co.uk"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("info@bücher.example.org", "info@xn--bcher-kva.example.org"),
    ],
)
def test_good_addresses_are_taken(words: str, address: str) -> None:
    assert clean_address(words) == address


@pytest.mark.parametrize(
    "words",
    ["", "anna", "anna@", "@example.org", "a b@example.org", "a@b", "a..b@example.org", ".a@example.org",
     "a@-b.org", "müller@example.org", "a@example.org\nb@example.org", "Anna <a@example.org>",
     "a" * 65 + "@example.org"],
)  # fmt: skip
def test_bad_addresses_are_refused(words: str) -> None:
    assert clean_address(words) is None
