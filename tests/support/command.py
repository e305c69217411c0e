"""Run commands inside the test process, as a person in a terminal or a program would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import resources
from app.bootstrap import make_services
from app.cli.main import run_command
from app.core.document_io import to_text
from app.core.journey import Journey

BOOKSHOP = resources.path("samples", "bookshop")


@dataclass(frozen=True)
class Answer:
    """Exit code, and what was written where."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The sentence of a failure told as JSON."""
        assert self.out == ""
        return json.loads(self.err)["error"]


class Commands:
    """Runs commands; German unless told otherwise."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._services = make_services()

    def __call__(self, *words: object, lang: str = "de") -> Answer:
        """Carry out a command."""
        code = run_command(self._services, [*map(str, words), "--lang", lang])
        captured = self._capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    def json(self, *words: object, lang: str = "de") -> Answer:
        """Carry out a command with `--json`."""
        return self(*words, "--json", lang=lang)


def journey_file(folder: Path, journey: Journey) -> Path:
    """A journey as a file."""
    path = folder / f"{journey.id}.journey"
    path.write_text(to_text(journey), encoding="utf-8")
    return path
