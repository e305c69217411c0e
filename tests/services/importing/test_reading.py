from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import TableError
from app.services.importing.reading import TableFormat, detect_format, read_blocks, read_header, read_rows
from tests.support.tables import write

GERMAN = "E-Mail;Vorname\r\nanna@example.org;Jürgen\r\n"


def cells(path: Path) -> list[list[str]]:
    how = detect_format(path)
    return [row.cells for row in read_rows(path, how)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_survive_every_encoding_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, GERMAN, encoding)
    assert detect_format(path).encoding == encoding
    assert cells(path) == [["anna@example.org", "Jürgen"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    path = write(tmp_path, GERMAN.replace(";", separator))
    assert detect_format(path).separator == separator
    assert cells(path) == [["anna@example.org", "Jürgen"]]


def test_decimal_commas_are_not_taken_for_separators(tmp_path: Path) -> None:
    path = write(tmp_path, "email;a;b\nx@example.org;1,5;2,5\ny@example.org;3,5;4,5\n")
    assert cells(path) == [["x@example.org", "1,5", "2,5"], ["y@example.org", "3,5", "4,5"]]


def test_a_sep_line_decides_and_is_no_row(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\r\nemail;name\r\nx@example.org;a,b\r\n", "utf-8-sig")
    how = detect_format(path)
    assert read_header(path, how) == ("email", "name")
    assert cells(path) == [["x@example.org", "a,b"]]


def test_a_table_of_one_column_has_no_separator_to_find(tmp_path: Path) -> None:
    assert cells(write(tmp_path, "email\nx@example.org\ny@example.org\n")) == [
        ["x@example.org"],
        ["y@example.org"],
    ]


def test_line_breaks_in_quotes_belong_to_the_cell_and_lines_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path, 'email;address\nx@example.org;"Weg 1\nBerlin"\n\ny@example.org;Weg 2\n')
    rows = list(read_rows(path, detect_format(path)))
    assert [(row.line, row.cells[1]) for row in rows] == [(3, "Weg 1\nBerlin"), (5, "Weg 2")]


CELL = st.text('ab ;"\n\r\u2028', max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=1, max_size=9),
    size=st.integers(1, 4),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    skip=st.integers(0, 1),
)
def test_blocks_hold_the_same_rows_and_lines(
    tmp_path: Path, table: list[list[str]], size: int, end: str, skip: int
) -> None:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"sep=;{end}" * skip)
        csv.writer(file, delimiter=";", lineterminator=end).writerows(table)
        file.write(end * skip)
    how = TableFormat("utf-8", ";", skip)
    blocks = list(read_blocks(path, how, size, lambda _position: None))
    found = [pair for lines, rows in blocks for pair in zip(lines, rows, strict=True)]
    assert found == [(row.line, row.cells) for row in read_rows(path, how)]
    assert all(len(rows) <= size for _, rows in blocks)


def test_a_block_tells_where_a_quote_is_never_closed(tmp_path: Path) -> None:
    path = write(tmp_path, 'email;name\nw@example.org;"a\n"\nx@example.org;"a\nz@example.org;c\n')
    with pytest.raises(TableError, match="from line 4 on"):
        list(read_blocks(path, detect_format(path), 100, lambda _position: None))


def test_a_cell_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, f"email;note\nx@example.org;{'a' * 10_000_000}\n")
    assert len(cells(path)[0][1]) == 10_000_000


@pytest.mark.parametrize("rest", ["", "y@example.org;b\n", 'y@example.org;"b"x\n'])
def test_a_quote_that_is_never_closed_swallows_nothing_in_silence(tmp_path: Path, rest: str) -> None:
    path = write(tmp_path, f'email;name\nw@example.org;a\nx@example.org;"a\n{rest}z@example.org;c\n')
    with pytest.raises(TableError, match="from line 3 on"):
        cells(path)


def test_a_last_cell_may_end_with_a_line_break(tmp_path: Path) -> None:
    assert cells(write(tmp_path, 'email;name\nx@example.org;"a\n"\n')) == [["x@example.org", "a\n"]]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x14\x00\x06\x00", b"\x89PNG\r\n\x1a\n\x00", b"a;b\n\x81\x8d\n"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "kunden.xlsx"
    path.write_bytes(data)
    with pytest.raises(TableError, match="not a CSV table"):
        detect_format(path)


def test_a_letter_cut_in_half_at_the_end_makes_the_file_windows_text(tmp_path: Path) -> None:
    path = tmp_path / "kunden.csv"
    path.write_bytes(b"email;name\nx@example.org;J\xc3")
    assert cells(path) == [["x@example.org", "JÃ"]]
