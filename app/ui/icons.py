"""Icons from the one set that comes along, in any colour and crisp at any scale."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)
SIZE = 18


class Icons:
    """Draws icons by name; every icon and colour is drawn once."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, str, int], QIcon] = {}

    def get(self, name: str, colour: str, size: int = SIZE) -> QIcon:
        """The icon in a colour."""
        key = (name, colour, size)
        if key not in self._drawn:
            icon = QIcon()
            for ratio in RATIOS:
                icon.addPixmap(_draw(tinted(name, colour), size, ratio))
            self._drawn[key] = icon
        return self._drawn[key]

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """The icon as a picture for a label."""
        return self.get(name, colour, size).pixmap(QSize(size, size), ratio)


def tinted(name: str, colour: str) -> bytes:
    """The SVG source of an icon in a colour."""
    source = files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    return source.replace("currentColor", colour).encode()


def write_tinted(folder: Path, names: tuple[str, ...], colour: str) -> None:
    """Lay icons in a colour into a folder, for stylesheets, which can only name files."""
    for name in names:
        folder.joinpath(f"{name}.svg").write_bytes(tinted(name, colour))


def _draw(source: bytes, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
