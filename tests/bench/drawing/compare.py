"""The pictures of both sides as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

GAP, EACH = 12, 800


def join_pictures(files: Sequence[Path], target: Path) -> None:
    """Put pictures beside each other, the canvas at the left."""
    images = [
        QImage(str(file)).scaledToWidth(EACH, Qt.TransformationMode.SmoothTransformation) for file in files
    ]
    joined = QImage(
        EACH * len(images) + GAP * (len(images) - 1),
        max(image.height() for image in images),
        QImage.Format.Format_RGB32,
    )
    joined.fill(Qt.GlobalColor.white)
    painter = QPainter(joined)
    for place, image in enumerate(images):
        painter.drawImage(place * (EACH + GAP), 0, image)
    painter.end()
    joined.save(str(target))
