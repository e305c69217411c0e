"""What SQLite's failures mean to a person: the one place where they become sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.core.errors import WorkspaceError
from app.core.text import Text

DAMAGED = Text(
    "Der Arbeitsbereich „{name}“ ist beschädigt: Teile der Datei sind nicht mehr lesbar. "
    "Bitte öffnen Sie die letzte Sicherung (Dateien mit „backup“ im Namen im selben Ordner).",
    "The workspace “{name}” is damaged: parts of the file can no longer be read. "
    "Please open the latest backup (files with “backup” in their name in the same folder).",
)
NOT_OURS = Text(
    "Die Datei „{name}“ ist kein Arbeitsbereich von Stellwerk. Bitte wählen Sie eine andere Datei.",
    "The file “{name}” is not a Stellwerk workspace. Please choose another file.",
)
NEWER = Text(
    "Der Arbeitsbereich „{name}“ wurde mit einer neueren Version von Stellwerk geschrieben. "
    "Bitte installieren Sie die neueste Version; an der Datei wurde nichts geändert.",
    "The workspace “{name}” was written by a newer version of Stellwerk. "
    "Please install the latest version; the file was not changed.",
)
OLDER_READ_ONLY = Text(
    "Der Arbeitsbereich „{name}“ stammt von einer älteren Version und muss zuerst einmal zum Schreiben "
    "geöffnet werden.",
    "The workspace “{name}” comes from an older version and has to be opened for writing once.",
)
LOCKED = Text(
    "Ein anderes Programm hält den Arbeitsbereich „{name}“ gerade gesperrt. "
    "Bitte schließen Sie es oder versuchen Sie es gleich noch einmal.",
    "Another program keeps the workspace “{name}” locked at the moment. "
    "Please close it, or try again in a moment.",
)
FULL = Text(
    "Der Datenträger ist voll: „{name}“ konnte nicht geschrieben werden. Nichts wurde halb gespeichert. "
    "Bitte schaffen Sie Platz und versuchen Sie es noch einmal.",
    "The disk is full: “{name}” could not be written. Nothing was saved by halves. "
    "Please free some space and try again.",
)
UNREACHABLE = Text(
    "„{name}“ konnte nicht gelesen oder geschrieben werden: Der Datenträger ist voll oder nicht mehr "
    "erreichbar. Nichts wurde halb gespeichert. Bitte prüfen Sie ihn und versuchen Sie es noch einmal.",
    "“{name}” could not be read or written: the disk is full or can no longer be reached. "
    "Nothing was saved by halves. Please check it and try again.",
)
NO_ACCESS = Text(
    "Die Datei „{name}“ kann nicht geöffnet oder angelegt werden: Der Ordner fehlt oder darf nicht "
    "beschrieben werden. Bitte wählen Sie einen anderen Ordner.",
    "The file “{name}” cannot be opened or created: the folder is missing or may not be written to. "
    "Please choose another folder.",
)
READ_ONLY = Text(
    "Der Arbeitsbereich „{name}“ ist nur zum Lesen geöffnet; die Änderung wurde nicht gespeichert.",
    "The workspace “{name}” is open for reading only; the change was not saved.",
)
MISSING = Text(
    "Den Arbeitsbereich „{name}“ gibt es nicht. Bitte prüfen Sie den Namen.",
    "There is no workspace “{name}”. Please check the name.",
)

_BY_CODE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: NOT_OURS,
    sqlite3.SQLITE_CANTOPEN: NO_ACCESS,
    sqlite3.SQLITE_READONLY: READ_ONLY,
}
_PRIMARY = 0xFF
"""The low byte of SQLite's extended error codes is the plain one."""


def failure(words: Text, path: Path | None) -> WorkspaceError:
    """A sentence about one workspace file, as an error."""
    return WorkspaceError(words.fill(name=path.name if path else "Stellwerk"))


@contextmanager
def in_plain_words(path: Path | None) -> Generator[None, None, None]:
    """Turn the driver's failures about locks, disks and damage into `WorkspaceError`; others pass."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        words = _words(error)
        if words is None:
            raise
        raise failure(words, path) from error


def _words(error: DBAPIError | sqlite3.Error) -> Text | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return _BY_CODE.get(code & _PRIMARY) if isinstance(code, int) else None
