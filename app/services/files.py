"""Journey files: open, check, describe and save them without any workspace."""

from __future__ import annotations

from pathlib import Path

from app.core.compiler import surroundings
from app.core.document_io import read, write
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.problems import Problem
from app.core.validation import validate
from app.services.describing import Line, describe


class JourneyFiles:
    """Works on `*.journey` files."""

    def __init__(self, catalog: NodeCatalog) -> None:
        self.catalog = catalog

    def load(self, path: Path) -> Journey:
        """Read a file; raises `DocumentError` if it is damaged, hostile, or of a newer program."""
        return read(path)

    def save(self, journey: Journey, path: Path) -> None:
        """Write a file: it is there whole, or as it was before."""
        write(path, journey)

    def validate(self, journey: Journey) -> tuple[Problem, ...]:
        """What is wrong with a journey, as far as can be told without a workspace."""
        return validate(journey, self.catalog, surroundings(journey))

    def describe(self, journey: Journey) -> tuple[Line, ...]:
        """The journey in plain words."""
        return describe(journey, self.catalog, surroundings(journey))
