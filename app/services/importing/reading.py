"""Read a table as German and English spreadsheets write it: encoding, separator, rows.

Encoding: byte order mark, else strict UTF-8, else Windows-1252. Separator: a `sep=` line, else what
clevercsv sees, else the commonest in the header, else `;`.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import accumulate, islice
from pathlib import Path
from typing import IO, Literal, Protocol

from app.core.errors import TableError
from app.core.text import Text

Encoding = Literal["utf-8", "utf-8-sig", "utf-16", "cp1252"]
SEPARATORS = (";", ",", "\t", "|")
ENCODING_NAMES: dict[Encoding, str] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}
LARGEST_CELL = 32_000_000
"""Characters after which a cell can only be a quotation mark that was never closed."""
_SAMPLE = 12_000
_CHUNK = 1 << 20


_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class _Reader(Protocol):
    """What the csv module gives: rows, and the number of the line that was read last."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class TableFormat:
    """How a table file is written; `skip` lines (the `sep=` line) stand before the header."""

    encoding: Encoding
    separator: str
    skip: int = 0


@dataclass(frozen=True)
class Row:
    """A row of a table with the line at which it ends."""

    line: int
    cells: list[str]


def detect_format(path: Path) -> TableFormat:
    """How a file is written; `TableError` if it is no table of text."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE)
    first, _, rest = sample.lstrip("\ufeff").partition("\n")
    if first.strip().lower().startswith("sep="):
        return TableFormat(encoding, first.strip()[4:5] or ";", skip=1)
    return TableFormat(encoding, _separator(first, rest, complete=len(sample) < _SAMPLE))


def read_header(path: Path, how: TableFormat) -> tuple[str, ...]:
    """The column names; `TableError` if there are none, or two columns share one name."""
    header = next(_records(path, how, lambda _position: None), None)
    if header is None:
        raise TableError(
            Text(
                "Die Tabelle „{name}“ ist leer. Die erste Zeile muss die Namen der Spalten enthalten.",
                "The table “{name}” is empty. Its first row must contain the names of the columns.",
            ).fill(name=path.name)
        )
    names = tuple(cell.strip() for cell in header.cells)
    _refuse_twins(names)
    return names


def read_rows(
    path: Path, how: TableFormat, at: Callable[[int], None] = lambda _position: None
) -> Iterator[Row]:
    """The rows after the header, empty ones left out; `at` is told the byte position from time to time."""
    return islice(_records(path, how, at), 1, None)


def read_blocks(
    path: Path, how: TableFormat, size: int, at: Callable[[int], None]
) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
    """The same as `read_rows`, many rows at a time: the lines at which they end, and their cells."""
    with _table(path, how) as (raw, reader):
        try:
            next((row for row in reader if any(row)), None)  # the header
            while block := _block(reader, size, how.skip):
                at(raw.tell())
                yield block
        except csv.Error:
            # Read again row by row, because only that way it is known where the trouble begins.
            deque(_records(path, how, lambda _position: None), maxlen=0)
            raise


def _block(reader: _Reader, size: int, skipped: int) -> tuple[Sequence[int], list[list[str]]] | None:
    first = reader.line_num + skipped + 1
    rows = list(islice(reader, size))
    last = reader.line_num + skipped
    lines: Sequence[int] = range(first, last + 1)
    if len(lines) != len(rows):
        lines = list(accumulate((_lines_of(row) for row in rows), initial=first - 1))[1:]
    if not all(map(any, rows)):
        kept = [(line, row) for line, row in zip(lines, rows, strict=True) if any(row)]
        lines, rows = [line for line, _ in kept], [row for _, row in kept]
    return (lines, rows) if last >= first else None


def _lines_of(row: list[str]) -> int:
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in row)


@contextmanager
def _table(path: Path, how: TableFormat) -> Generator[tuple[IO[bytes], _Reader]]:
    # The limit of the csv module is one for the whole process; its default would refuse long cells.
    csv.field_size_limit(LARGEST_CELL)
    with path.open("rb") as raw, TextIOWrapper(raw, how.encoding, newline="") as file:
        for _ in range(how.skip):
            file.readline()
        # Strict: a quotation mark that is never closed must not swallow rows in silence.
        yield raw, csv.reader(file, delimiter=how.separator, quotechar='"', doublequote=True, strict=True)


def _records(path: Path, how: TableFormat, at: Callable[[int], None]) -> Iterator[Row]:
    with _table(path, how) as (raw, reader):
        line = how.skip
        try:
            for count, cells in enumerate(reader):
                if count % 4096 == 0:
                    at(raw.tell())
                line = reader.line_num + how.skip
                if any(cells):
                    yield Row(line, cells)
        except csv.Error as error:
            raise _unclosed(line + 1) from error


def _unclosed(line: int) -> TableError:
    return TableError(
        Text(
            "Die Tabelle ist ab Zeile {line} nicht lesbar: Dort steht wahrscheinlich ein Anführungszeichen "
            "zu viel oder zu wenig. Bitte speichern Sie die Tabelle neu als CSV.",
            "The table cannot be read from line {line} on: there is probably a quotation mark too many or "
            "too few. Please save the table as CSV again.",
        ).fill(line=line)
    )


def _encoding(path: Path) -> Encoding:
    try:
        with path.open("rb") as file:
            head = file.read(4)
            if head.startswith(codecs.BOM_UTF8):
                return "utf-8-sig"
            if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            file.seek(0)
            return _decodes(iter(lambda: file.read(_CHUNK), b""), path.name)
    except OSError as error:
        raise TableError(
            Text(
                "Die Tabelle „{name}“ kann nicht gelesen werden: {why}. Bitte prüfen Sie, ob es die Datei "
                "gibt und ob Sie sie öffnen dürfen.",
                "The table “{name}” cannot be read: {why}. Please check that the file exists and that you "
                "may open it.",
            ).fill(name=path.name, why=error.strerror or str(error))
        ) from error


def _decodes(chunks: Iterator[bytes], name: str) -> Encoding:
    utf8, cp1252 = codecs.getincrementaldecoder("utf-8")(), codecs.getincrementaldecoder("cp1252")()
    possible: Encoding = "utf-8"
    for chunk in chunks:
        if b"\0" in chunk:
            raise _not_text(name)
        try:
            if possible == "utf-8":
                utf8.decode(chunk)
                continue
        except UnicodeDecodeError:
            possible = "cp1252"
        try:
            cp1252.decode(chunk)
        except UnicodeDecodeError as error:
            raise _not_text(name) from error
    if possible == "utf-8" and not _ends_whole(utf8):
        possible = "cp1252"
    return possible


def _ends_whole(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _not_text(name: str) -> TableError:
    return TableError(
        Text(
            "„{name}“ ist keine CSV-Tabelle, sondern vermutlich eine Excel- oder Bilddatei. Bitte speichern "
            "Sie die Tabelle als „CSV UTF-8“ und wählen Sie dann die neue Datei.",
            "“{name}” is not a CSV table but probably an Excel or picture file. Please save the table as "
            "“CSV UTF-8” and then choose the new file.",
        ).fill(name=name)
    )


def _separator(first: str, rest: str, *, complete: bool) -> str:
    body = rest if complete else rest.rpartition("\n")[0]
    seen = _detected(f"{first}\n{body}")
    if seen and seen in first:
        return seen
    # A separator that is not in the header would leave the header in one piece.
    commonest = max(SEPARATORS, key=first.count)
    return commonest if commonest in first else ";"


def _detected(sample: str) -> str:
    """What the library for tables sees; it is slow to load, and not built for every processor."""
    try:
        from clevercsv import Detector
    except ImportError:
        return ""
    dialect = Detector().detect(sample, delimiters=SEPARATORS)
    return dialect.delimiter or "" if dialect else ""


def _refuse_twins(names: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for name in names:
        if name and name.casefold() in seen:
            raise TableError(
                Text(
                    "Zwei Spalten der Tabelle heißen „{name}“. Bitte geben Sie einer davon einen anderen "
                    "Namen, damit klar ist, welche gemeint ist.",
                    "Two columns of the table are named “{name}”. Please give one of them another name, so "
                    "that it is clear which one is meant.",
                ).fill(name=name)
            )
        seen.add(name.casefold())
