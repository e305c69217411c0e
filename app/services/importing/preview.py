"""A look into a table before anything is imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from app.core.errors import TableError
from app.core.fields import FieldBook, FieldSpec
from app.core.text import Text
from app.services.importing.addresses import clean_address
from app.services.importing.guessing import Guess, guess_contacts, guess_events
from app.services.importing.mapping import ContactMapping, EventMapping
from app.services.importing.reading import TableFormat, detect_format, read_header, read_rows

SHOWN_ROWS = 20
_LOOKED_AT = 200


@dataclass(frozen=True)
class TablePreview:
    """How a table is written, its first rows, and what its columns seem to be for."""

    path: Path
    format: TableFormat
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guesses: tuple[Guess, ...]
    events: EventMapping | None

    @property
    def kind(self) -> Literal["contacts", "events"]:
        """What the table seems to hold."""
        return "events" if self.events else "contacts"

    @property
    def mapping(self) -> ContactMapping:
        """The guessed mapping of a table of contacts."""
        return ContactMapping(tuple(guess.target for guess in self.guesses))


def preview_table(
    path: Path, book: FieldBook, how: TableFormat | None = None, declared: Sequence[FieldSpec] = ()
) -> TablePreview:
    """Look into a table; `how` overrides what is found out about the way it is written.

    `declared` are fields that journeys want and that are created by the first table that has them.
    """
    how = how or detect_format(path)
    header = read_header(path, how)
    rows = [row.cells for row in islice(read_rows(path, how), _LOOKED_AT)]
    if any("@" in name and clean_address(name) for name in header):
        raise TableError(
            Text(
                "Die erste Zeile der Tabelle enthält eine E-Mail-Adresse statt der Namen der Spalten. Bitte "
                "fügen Sie darüber eine Zeile mit den Namen ein, zum Beispiel „E-Mail“ und „Vorname“.",
                "The first row of the table contains an email address instead of the names of the columns. "
                "Please add a row with the names above it, for example “Email” and “First name”.",
            )
        )
    return TablePreview(
        path=path,
        format=how,
        header=header,
        rows=tuple(tuple(row) for row in rows[:SHOWN_ROWS]),
        guesses=guess_contacts(header, rows, book, declared),
        events=guess_events(header, rows),
    )
