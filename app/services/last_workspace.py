"""Which workspace the window had open last: a note in the folder of the program's data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.core.atomic import write_file

NAME = "last-workspace.txt"


@dataclass(frozen=True)
class LastWorkspace:
    """Remembers one path in a folder of its own."""

    folder: Path

    def remember(self, workspace: Path) -> None:
        """Note a workspace, to be opened next time; raises `DocumentError` if that cannot be written."""
        write_file(self.folder / NAME, f"{workspace.resolve()}\n".encode())

    def recall(self) -> Path | None:
        """The workspace noted last, whether it is still there or not; None if there is no readable note."""
        try:
            words = (self.folder / NAME).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return Path(words) if words else None
