"""Rows of a table in batches, those with a wrong number of cells set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.text import Text
from app.services.importing.reading import TableFormat, read_rows
from app.services.importing.report import ErrorFile
from app.services.jobs import Progress

BATCH = 5_000


@dataclass(frozen=True)
class Batch:
    """Rows that all have one cell per column, with the line of each."""

    lines: list[int]
    rows: list[list[str]]

    def columns(self) -> list[tuple[str, ...]]:
        """The cells column by column."""
        return list(zip(*self.rows, strict=True))

    def refuse(self, bad: dict[int, Text], errors: ErrorFile) -> list[bool]:
        """Write the rows that do not fit into the error file; which rows remain."""
        for place in sorted(bad):
            errors.add(self.lines[place], self.rows[place], bad[place])
        return [place not in bad for place in range(len(self.rows))]


def batches(
    path: Path, how: TableFormat, width: int, errors: ErrorFile, progress: Progress
) -> Iterator[Batch]:
    """All rows of a table; progress counts bytes."""
    total = path.stat().st_size
    lines: list[int] = []
    rows: list[list[str]] = []
    for row in read_rows(path, how, lambda done: progress(done, total)):
        cells = row.cells
        if len(cells) != width:
            cells = _fitted(cells, width)
            if cells is None:
                errors.add(row.line, row.cells, _WIDTH.fill(n=len(row.cells), width=width))
                continue
        lines.append(row.line)
        rows.append(cells)
        if len(rows) == BATCH:
            yield Batch(lines, rows)
            lines, rows = [], []
    if rows:
        yield Batch(lines, rows)


_WIDTH = Text(
    "Die Zeile hat {n} Zellen statt {width}; fehlt ein Anführungszeichen oder ein Trennzeichen?",
    "The row has {n} cells instead of {width}; is a quotation mark or a separator missing?",
)


def _fitted(cells: list[str], width: int) -> list[str] | None:
    """Rows with empty cells too many at the end fit; anything else might have shifted."""
    return cells[:width] if len(cells) > width and not any(cells[width:]) else None
