"""What an import did, and the file of rows that did not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import defusedcsv.csv  # pyright: ignore[reportMissingTypeStubs] (the library has none)

from app.core.errors import TableError
from app.core.text import Language, Text

SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class RowProblem:
    """Why a row was left out."""

    line: int
    reason: Text


@dataclass(frozen=True)
class ImportReport:
    """Numbers of an import; `problems` are the first rows left out, all of them are in `errors_file`.

    `consents_kept` counts people whose withdrawal a table without times was not allowed to overrule.
    """

    read: int
    created: int
    updated: int
    rejected: int
    duplicates: int
    consents_kept: int = 0
    problems: tuple[RowProblem, ...] = ()
    errors_file: Path | None = None


class ErrorFile:
    """Rows left out, with line and reason, in a file that opens in a spreadsheet and can be imported again.

    Nothing is written before the first such row, and the file is removed if the import fails. Cells that
    a spreadsheet would take for a formula are disarmed. Without a table's path, rows are only counted.
    """

    def __init__(self, table: Path | None, header: Sequence[str], language: Language) -> None:
        ending = Text("fehler", "errors").pick(language)
        self._path = table.with_name(f"{table.stem}-{ending}.csv") if table else None
        self._header = header
        self._language: Language = language
        self._file: IO[str] | None = None
        self.problems: list[RowProblem] = []
        self.count = 0

    @property
    def path(self) -> Path | None:
        """The file, or None if every row fitted."""
        return self._path if self.count else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file and self._path:
            self._file.close()
            if kind is not None:
                self._path.unlink(missing_ok=True)

    def add(self, line: int, cells: Sequence[str], reason: Text) -> None:
        """Write down a row that is left out."""
        if self._path:
            if self._file is None:
                self._file = _open(self._path)
                self._write([*self._header, *(name.pick(self._language) for name in _ADDED)])
            missing = [""] * (len(self._header) - len(cells))
            self._write([*cells, *missing, str(line), reason.pick(self._language)])
        self.count += 1
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(RowProblem(line, reason))

    def _write(self, cells: Sequence[str]) -> None:
        library: Any = defusedcsv.csv
        library.writer(self._file, delimiter=";").writerow(cells)


_ADDED = (Text("Zeile", "Line"), Text("Grund", "Reason"))


def _open(path: Path) -> IO[str]:
    try:
        return path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise TableError(
            Text(
                "Einige Zeilen passen nicht, und die Datei „{path}“ dafür kann nicht geschrieben werden: "
                "{why}. Es wurde nichts importiert. Bitte legen Sie die Tabelle in einen Ordner, in den "
                "Sie schreiben dürfen.",
                "Some rows do not fit, and the file “{path}” for them cannot be written: {why}. Nothing "
                "was imported. Please put the table into a folder that you may write to.",
            ).fill(path=str(path), why=error.strerror or str(error))
        ) from error
