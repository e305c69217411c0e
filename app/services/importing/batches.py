"""Rows of a table in batches, those with a wrong number of cells set aside."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.text import Text
from app.services.importing.reading import TableFormat, read_blocks
from app.services.importing.report import ErrorFile
from app.services.jobs import Progress

BATCH = 5_000
_OBJECTS = 200_000
"""New objects after which Python looks for garbage; usually 700."""


@dataclass(frozen=True)
class Batch:
    """Rows that all have one cell per column, with the line of each."""

    lines: Sequence[int]
    rows: list[list[str]]

    def columns(self) -> list[tuple[str, ...]]:
        """The cells column by column."""
        return list(zip(*self.rows, strict=True))

    def refuse(self, bad: dict[int, Text], errors: ErrorFile) -> list[bool]:
        """Write the rows that do not fit into the error file; which rows remain."""
        for place in sorted(bad):
            errors.add(self.lines[place], self.rows[place], bad[place])
        return [place not in bad for place in range(len(self.rows))]


@contextmanager
def many_cells() -> Generator[None]:
    """Looks for circles of garbage less often: millions of cells hold none, and the search costs a fifth."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def batches(
    path: Path, how: TableFormat, width: int, errors: ErrorFile, progress: Progress
) -> Iterator[Batch]:
    """All rows of a table; progress counts bytes."""
    total = path.stat().st_size
    for lines, rows in read_blocks(path, how, BATCH, lambda done: progress(done, total)):
        even = all(len(row) == width for row in rows)
        batch = Batch(lines, rows) if even else _fitting(lines, rows, width, errors)
        if batch.rows:
            yield batch


def _fitting(lines: Sequence[int], rows: list[list[str]], width: int, errors: ErrorFile) -> Batch:
    """The rows that have one cell per column; the others go into the error file."""
    fitting: list[tuple[int, list[str]]] = []
    for line, row in zip(lines, rows, strict=True):
        cells = row if len(row) == width else _fitted(row, width)
        if cells is None:
            errors.add(line, row, _WIDTH.fill(n=len(row), width=width))
        else:
            fitting.append((line, cells))
    return Batch([line for line, _ in fitting], [cells for _, cells in fitting])


_WIDTH = Text(
    "Die Zeile hat {n} Zellen statt {width}; fehlt ein Anführungszeichen oder ein Trennzeichen?",
    "The row has {n} cells instead of {width}; is a quotation mark or a separator missing?",
)


def _fitted(cells: list[str], width: int) -> list[str] | None:
    """Rows with empty cells too many at the end fit; anything else might have shifted."""
    return cells[:width] if len(cells) > width and not any(cells[width:]) else None
