"""Pictures on paper."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.core import frames
from app.core.document_io import write
from app.core.errors import DocumentError
from app.core.journey import Frame, Journey, Point
from app.core.node import NodeCatalog
from app.core.records import Counts, StepCount
from canvas.output.export import PictureError, export
from canvas.theme import DARK, LIGHT

COUNTS = Counts(steps={"start": StepCount(passed=40)}, edges={("fork", "yes"): 30, ("fork", "else"): 10})


def colors(image: QImage) -> set[int]:
    """All colors of a picture, seen coarsely."""
    small = image.scaled(QSize(120, 120))
    return {small.pixel(x, y) for x in range(120) for y in range(120)}


@pytest.mark.parametrize("dark", [False, True])
def test_png_shows_the_journey_at_its_scale(
    qapp: QApplication, welcome: Journey, catalog: NodeCatalog, tmp_path: Path, dark: bool
) -> None:
    path = tmp_path / "journey.png"
    export(welcome, catalog, path, "de", COUNTS, dark=dark, scale=1.0)
    image = QImage(str(path))
    assert image.size() == QSize(372 + 96, 452 + 96)
    assert image.pixelColor(2, 2).name() == (DARK if dark else LIGHT).canvas.lower()
    assert len(colors(image)) > 20


def test_svg_can_be_drawn_and_needs_no_font(
    qapp: QApplication, welcome: Journey, catalog: NodeCatalog, tmp_path: Path
) -> None:
    path = tmp_path / "journey.svg"
    export(welcome, catalog, path, "en", COUNTS)
    assert "<text" not in path.read_text(encoding="utf-8")
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    assert len(colors(image)) > 20


def test_pdf_is_one_page_as_large_as_the_journey(
    qapp: QApplication, welcome: Journey, catalog: NodeCatalog, tmp_path: Path
) -> None:
    path = tmp_path / "journey.PDF"
    export(welcome, catalog, path, "de")
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 351.000000 411.000000]" in data
    assert len(data) > 5000


def test_an_empty_journey_gives_an_empty_picture(
    qapp: QApplication, catalog: NodeCatalog, tmp_path: Path
) -> None:
    export(Journey(id="e", name="E"), catalog, tmp_path / "e.png", "de")
    assert not QImage(str(tmp_path / "e.png")).isNull()


@pytest.mark.parametrize("name", ["journey.gif", "journey"])
def test_an_unknown_ending_is_refused_in_plain_words(
    welcome: Journey, catalog: NodeCatalog, tmp_path: Path, name: str
) -> None:
    with pytest.raises(PictureError) as caught:
        export(welcome, catalog, tmp_path / name, "de")
    assert ".svg, .png" in caught.value.pick("de")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said_in_plain_words(
    qapp: QApplication, welcome: Journey, catalog: NodeCatalog, tmp_path: Path
) -> None:
    with pytest.raises(DocumentError):
        export(welcome, catalog, tmp_path / "gone" / "journey.png", "de")


def test_a_process_without_display_and_application_can_draw(welcome: Journey, tmp_path: Path) -> None:
    write(tmp_path / "a.journey", welcome)
    program = (
        "import sys, nodes; from pathlib import Path; from app.core.document_io import read;"
        "from canvas.output.export import export; folder = Path(sys.argv[1]);"
        "[export(read(folder / 'a.journey'), nodes.catalog(), folder / f'a.{kind}', 'de')"
        " for kind in ('png', 'svg', 'pdf')]"
    )
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, env=environment, timeout=60)
    assert {file.suffix for file in tmp_path.iterdir()} == {".journey", ".png", ".svg", ".pdf"}


def test_notes_in_an_svg_end_where_their_note_ends(
    catalog: NodeCatalog, welcome: Journey, tmp_path: Path
) -> None:
    def size(height: int) -> int:
        words = "\n\n".join(f"Row {row}" for row in range(20))
        note = Frame(id="n", notes=words, at=Point(600, 0), width=200, height=height)
        path = tmp_path / f"{height}.svg"
        export(frames.add_frame(welcome, note), catalog, path, "en")
        text = path.read_text()
        assert "<text" not in text
        return len(text)

    assert size(80) < size(600)
