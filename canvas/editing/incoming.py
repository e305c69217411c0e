"""What comes in from elsewhere: steps in the text of a clipboard or a drag, and journey files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from app.core.clipboard import steps_from_text
from app.core.document_io import FORMAT, read
from app.core.journey import Journey

SUFFIX = ".journey"


def brings_steps(data: QMimeData) -> bool:
    """Whether dragged data may be dropped: a journey file, or a text that holds a journey."""
    return _file(data) is not None or (data.hasText() and FORMAT in data.text())


def steps_in(data: QMimeData) -> Journey:
    """The journey or the steps that come in; raises `DocumentError` that says why there are none."""
    file = _file(data)
    return steps_from_text(data.text()) if file is None else read(file)


def _file(data: QMimeData) -> Path | None:
    """The first journey file, also where its address was copied as text."""
    words = data.text().strip()
    addresses = [*data.urls(), *([QUrl(words)] if words.startswith("file:") else [])]
    paths = [Path(each.toLocalFile()) for each in addresses if each.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() == SUFFIX), None)
