"""Whole columns of cells into whole columns of values: fast for what fits, careful for what does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import tzinfo

from app.core.fields import FieldBook
from app.core.schedule import is_zone
from app.core.text import Text
from app.services.importing.mapping import IntoField
from app.services.importing.values import (
    LONGEST_TEXT,
    BadCell,
    Cell,
    Reader,
    read_number,
    read_text,
    reader_for,
)

Bad = dict[int, Text]
"""Why rows do not fit, by their place in the batch; the first reason counts."""
_LANGUAGES = {"de": "de", "deutsch": "de", "german": "de", "en": "en", "englisch": "en", "english": "en"}


def field_reader(target: IntoField, book: FieldBook, where: tzinfo) -> Reader:
    """How to read the cells that go into a field."""
    if target.key == "language":
        return _read_language
    if target.key == "time_zone":
        return _read_time_zone
    if target.key == "score":
        return lambda cell: _whole(cell, read_number(cell, target.decimal))
    kind = target.create.type if target.create else book.type_of(target.key) or "text"
    return reader_for(kind, target.dates, target.decimal, where)


def read_column(cells: Sequence[str], read: Reader, bad: Bad) -> list[Cell]:
    """The values of a column; empty cells are None, rows whose cell does not fit are noted in `bad`."""
    if read is read_text:
        return _read_texts(cells, bad)
    try:
        # Most cells of such columns stand there many times; each is read once.
        known = {cell: read(words) if (words := cell.strip()) else None for cell in set(cells)}
    except BadCell:
        return _one_by_one(cells, read, bad)
    return [known[cell] for cell in cells]


def _read_texts(cells: Sequence[str], bad: Bad) -> list[Cell]:
    if max(map(len, cells), default=0) > LONGEST_TEXT:
        return _one_by_one(cells, read_text, bad)
    values: list[Cell] = [words or None for words in map(str.strip, cells)]
    together = "\n".join(cells)
    if not together.isascii():
        values = [
            unicodedata.normalize("NFC", value) if isinstance(value, str) else value for value in values
        ]
    if together.startswith("'") or "\n'" in together:
        values = [_armed(value) if isinstance(value, str) else value for value in values]
    return values


def _one_by_one(cells: Sequence[str], read: Reader, bad: Bad) -> list[Cell]:
    values: list[Cell] = []
    for place, cell in enumerate(cells):
        words = cell.strip()
        try:
            values.append(read(words) if words else None)
        except BadCell as error:
            bad.setdefault(place, error.reason)
            values.append(None)
    return values


def _armed(value: str) -> str:
    """A cell that was disarmed for spreadsheets (`'+49 …`) as it was before."""
    return value[1:] if value[:1] == "'" and value[1:2] in tuple("@+-=|%") else value


def _whole(cell: str, number: float) -> int:
    if number != int(number):
        raise BadCell(
            Text("„{cell}“ ist keine ganze Zahl", "“{cell}” is not a whole number").fill(cell=cell[:60])
        )
    return int(number)


def _read_language(cell: str) -> str:
    words = cell.casefold()
    return _LANGUAGES.get(words) or _LANGUAGES.get(words[:2], words[:20])


def _read_time_zone(cell: str) -> str:
    if not is_zone(cell):
        raise BadCell(
            Text(
                "„{cell}“ ist keine Zeitzone (erwartet wird zum Beispiel Europe/Berlin)",
                "“{cell}” is not a time zone (expected is, for example, Europe/Berlin)",
            ).fill(cell=cell[:60])
        )
    return cell
