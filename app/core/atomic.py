"""Saving a file as a whole: afterwards the folder holds either the new file or the old one, nothing else."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from app.core.errors import DocumentError
from app.core.text import Text

_REASONS = {
    errno.ENOSPC: Text("Der Datenträger ist voll", "The disk is full"),
    errno.EDQUOT: Text(
        "Ihr Speicherplatz auf dem Datenträger ist aufgebraucht", "Your disk quota is used up"
    ),
    errno.EFBIG: Text("Die Datei wird größer als erlaubt", "The file grows larger than allowed"),
    errno.EROFS: Text("Der Datenträger ist schreibgeschützt", "The disk is write-protected"),
    errno.EACCES: Text("Dieser Ordner ist schreibgeschützt", "This folder is write-protected"),
    errno.EPERM: Text("Dieser Ordner ist schreibgeschützt", "This folder is write-protected"),
    errno.ENOENT: Text("Der Ordner ist nicht mehr da", "The folder is no longer there"),
    errno.ENOTDIR: Text("Der Ordner ist nicht mehr da", "The folder is no longer there"),
    errno.EISDIR: Text("Unter diesem Namen gibt es einen Ordner", "There is a folder of this name"),
    errno.ENAMETOOLONG: Text("Der Dateiname ist zu lang", "The file name is too long"),
}
_FAILED = Text(
    "„{name}“ wurde nicht gespeichert: {reason}. Was vorher dort stand, ist unverändert. "
    "Bitte schaffen Sie Platz oder speichern Sie an einem anderen Ort.",
    "“{name}” was not saved: {reason}. What was there before is unchanged. "
    "Please make room or save in another place.",
)


def write_file(path: Path, data: bytes) -> None:
    """Replace a file or create it, safely on the disk when this returns; raises `DocumentError`."""
    target = path.resolve()
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".stellwerk-", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):  # the first error is the one that tells why
                temporary.unlink(missing_ok=True)
        raise DocumentError(_FAILED.fill(name=path.name, reason=_reason(error))) from error
    _settle(target.parent)


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, or those of a new file: all that the mask leaves."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Put the new name on the disk as well; systems that cannot (Windows, some shares) do it themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> Text:
    known = _REASONS.get(error.errno or 0)
    return known or Text(*(2 * (error.strerror or str(error),)))
