"""What a command talks through: its language, a person's terminal or JSON for a program."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from app.core.text import Language, Text
from app.services.jobs import Progress as Listener
from app.services.jobs import silent

PIPED_WIDTH = 110
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Terminal:
    """Words go to standard output, sentences about failure to standard error; with JSON, only data."""

    def __init__(self, language: Language, *, as_json: bool = False) -> None:
        self.language: Language = language
        self.as_json = as_json
        # Piped, nothing tells how wide a line may be; at 80 columns long tables would break their words.
        width = None if sys.stdout.isatty() else PIPED_WIDTH
        self._out = Console(file=sys.stdout, highlight=False, soft_wrap=True, width=width)
        self._err = Console(file=sys.stderr, highlight=False, soft_wrap=True)

    def pick(self, text: Text) -> str:
        """The words in the language of this run."""
        return _harmless(text.pick(self.language))

    def say(self, text: Text) -> None:
        """A line for a person; silent with JSON."""
        if not self.as_json:
            self._out.print(self.pick(text), markup=False)

    def write(self, words: str) -> None:
        """Plain output as it is, but for what would command the terminal."""
        words = _harmless(words)
        sys.stdout.write(words if words.endswith("\n") else f"{words}\n")

    def data(self, value: object) -> None:
        """The answer for a program; silent without JSON."""
        if self.as_json:
            self.write(json.dumps(value, ensure_ascii=False, indent=2, default=str))

    def table(self, title: Text | None, columns: Sequence[Text], rows: Sequence[Sequence[Any]]) -> None:
        """A table for a person; numbers are set to the right."""
        if self.as_json:
            return
        table = Table(
            title=escape(self.pick(title)) if title else None, title_justify="left", title_style="bold"
        )
        for index, column in enumerate(columns):
            numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
            # Numbers and what is written over them stay whole; the words beside them give way.
            side = "right" if numeric else "left"
            table.add_column(self.pick(column), justify=side, overflow="fold", no_wrap=numeric)
        for row in rows:
            table.add_row(*(self._cell(cell) for cell in row))
        self._out.print(table, soft_wrap=False)

    def fail(self, message: Text) -> None:
        """The sentence of a failure, as JSON `{"error": …}` if a program reads along."""
        words = self.pick(message)
        if self.as_json:
            sys.stderr.write(json.dumps({"error": words}, ensure_ascii=False) + "\n")
        else:
            self._err.print(words, markup=False)

    @contextmanager
    def progress(self, text: Text) -> Generator[Listener]:
        """A progress bar while something takes long; only on a real terminal."""
        if self.as_json or not self._err.is_terminal:
            yield silent
            return
        bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=self._err
        )
        with bar:
            task = bar.add_task(self.pick(text), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _cell(self, cell: object) -> str:
        return escape(self.pick(cell) if isinstance(cell, Text) else _harmless(str(cell)))


def _harmless(words: str) -> str:
    """Words without control characters: files of strangers must not command the terminal."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", words)
