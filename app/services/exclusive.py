"""One runner per workspace: a lock beside the file, and a note about who holds it."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.clock import Instant, to_datetime
from app.core.text import Text

if TYPE_CHECKING:
    from filelock import FileLock


@dataclass(frozen=True)
class Holder:
    """The program that runs a workspace."""

    process: int
    computer: str
    since: Instant

    def sentence(self, workspace: str) -> Text:
        """What to tell somebody who wants to run it too."""
        return _IN_USE.fill(
            name=workspace,
            process=self.process,
            computer=self.computer,
            since=f"{to_datetime(self.since).astimezone():%d.%m.%Y %H:%M}",
        )


class RunnerLock:
    """Held by whoever runs a workspace; given back by the operating system if that program dies."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._note = workspace.with_name(f"{workspace.name}.runner.json")

    @cached_property
    def _lock(self) -> FileLock:
        from filelock import FileLock  # slow to load, and not everybody runs anything

        return FileLock(self._workspace.with_name(f"{self._workspace.name}.runner.lock"), thread_local=False)

    def take(self, now: Instant) -> Text | None:
        """Try to get it; None if that worked, else a sentence about who has it."""
        from filelock import Timeout

        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            holder = self._holder()
            return holder.sentence(self._workspace.name) if holder else _HELD.fill(name=self._workspace.name)
        except OSError as error:
            return _NO_LOCK.fill(folder=str(self._workspace.parent), why=error.strerror or str(error))
        note = {"process": os.getpid(), "computer": platform.node(), "since": now}
        self._note.write_text(json.dumps(note), encoding="utf-8")
        return None

    def give_back(self) -> None:
        """Let others run the workspace."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> Holder | None:
        try:
            return Holder(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


_IN_USE = Text(
    "Der Arbeitsbereich „{name}“ wird seit {since} schon von einem anderen Stellwerk ausgeführt (Computer "
    "{computer}, Prozess {process}). Es führt die Journeys weiter aus; beenden Sie es dort, wenn sie hier "
    "laufen sollen.",
    "The workspace “{name}” has been run by another Stellwerk since {since} (computer {computer}, process "
    "{process}). It keeps running the journeys; end it there if they are to run here.",
)
_HELD = Text(
    "Der Arbeitsbereich „{name}“ wird schon von einem anderen Stellwerk ausgeführt. Beenden Sie es dort, "
    "wenn die Journeys hier laufen sollen.",
    "The workspace “{name}” is already run by another Stellwerk. End it there if the journeys are to run "
    "here.",
)
_NO_LOCK = Text(
    "Im Ordner „{folder}“ kann nichts gespeichert werden ({why}), deshalb laufen die Journeys nicht. Bitte "
    "prüfen Sie die Rechte des Ordners.",
    "Nothing can be saved in the folder “{folder}” ({why}), so the journeys do not run. Please check the "
    "permissions of the folder.",
)
