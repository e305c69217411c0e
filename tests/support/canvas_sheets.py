"""Sheets of the canvas at three scales and in both themes: `python -m tests.support.canvas_sheets [FOLDER]`.

One PNG for each subject, and each again at 200 % (`QT_SCALE_FACTOR=2`), which takes a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import make_services
from app.cli.bookshop import JOURNEYS, sample
from app.core import edits
from app.core.compiler import surroundings
from app.core.journey import Journey, Point
from app.core.records import Trail
from app.core.text import Language
from app.services.facade import Services
from app.services.preview import Invented, PreviewRequest
from app.services.whereabouts import Whereabouts
from canvas.camera import Camera
from canvas.comparing.comparison import Comparison
from canvas.comparing.view import CompareView
from canvas.document import DocumentModel
from canvas.editing.placing import room_on_edge
from canvas.output.headless import ready
from canvas.scene.geometry import Box
from canvas.selection import Selection
from canvas.theme import DARK, LIGHT, CanvasTheme
from canvas.tidying.layout import tidy
from canvas.view import CanvasView
from tests.support.camera import save, settle
from tests.support.grown_journeys import grown
from tests.support.pictures import BEGIN, broken, shop

FOLDER = Path("docs/pictures/canvas")
SIZE = QSize(720, 520)
SCALES = (0.2, 0.45, 1.0)
GAP = 8
SHEET = "STELLWERK_SHEET_PART"
Make = Callable[[CanvasTheme], tuple[QWidget, Camera, Box | None]]


class Subject(NamedTuple):
    """What a sheet shows, and in which language."""

    name: str
    make: Make


def take_all(folder: Path) -> None:
    """Every subject, at the ratio of pixels of this process."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setFont(QFont(ready()))
    for subject in subjects(make_services()):
        percent = round(100 * application.devicePixelRatio())
        save(sheet(subject), folder / f"{subject.name}-{percent}.png")


def sheet(subject: Subject) -> QImage:
    """Three scales beside each other, light above dark."""
    rows: list[list[QImage]] = []
    for theme in (LIGHT, DARK):
        widget, camera, focus = subject.make(theme)
        widget.resize(SIZE)
        widget.show()
        settle(0.2)
        rows.append([_at(widget, camera, focus, scale) for scale in SCALES])
        widget.close()
    return _put_together(rows)


def _at(widget: QWidget, camera: Camera, focus: Box | None, scale: float) -> QImage:
    camera.zoom(scale / camera.scale)
    if focus is not None:
        camera.center_on(focus.center)
    settle(0.4)
    return widget.grab().toImage()


def _put_together(rows: list[list[QImage]]) -> QImage:
    ratio = rows[0][0].devicePixelRatio()
    width, height = rows[0][0].width(), rows[0][0].height()
    gap = round(GAP * ratio)
    whole = QImage(
        3 * width + 2 * gap, len(rows) * height + (len(rows) - 1) * gap, QImage.Format.Format_RGB32
    )
    whole.fill(QColor("#808080"))
    painter = QPainter(whole)
    for row, images in enumerate(rows):
        for column, image in enumerate(images):
            image.setDevicePixelRatio(1)
            painter.drawImage(QPoint(column * (width + gap), row * (height + gap)), image)
    painter.end()
    return whole


def subjects(services: Services) -> Iterator[Subject]:
    """Everything there is a sheet of."""
    catalog = services.catalog
    german = services.files.load(sample(JOURNEYS["de"]))
    english = services.files.load(sample(JOURNEYS["en"]))

    def view(
        journey: Journey,
        language: Language,
        more: Callable[[CanvasView], None] = lambda _: None,
        at: str = "",
    ) -> Make:
        def make(theme: CanvasTheme) -> tuple[QWidget, Camera, Box | None]:
            made = CanvasView(DocumentModel(journey), Selection(), catalog, theme, language)
            made.resize(SIZE)
            more(made)
            focus = made.scene.box(at or _middle(journey)) if journey.nodes else None
            return made, made.camera, focus

        return make

    def tidied(steps: int, seed: int) -> Journey:
        journey = grown(steps, seed, catalog)
        return edits.move_nodes(journey, tidy(journey, catalog))

    yield Subject("empty", view(Journey(id="empty", name="Leer"), "de"))
    yield Subject("bookshop", view(german, "de"))
    yield Subject("sixty-steps", view(tidied(60, 3), "en"))
    yield Subject("thousand-steps", view(tidied(1_000, 3), "de"))
    wrong = broken(english)
    yield Subject("problems", view(wrong, "en", _checked(services, wrong), at=_first_mail(wrong)))
    yield Subject("preview", view(german, "de", _tried(services, german)))
    with shop(services, "de") as space:
        counts, crowd = space.journeys.counts(german.id), space.whereabouts.look(german.id)
        guests = space.whereabouts.at_step(german.id, next(iter(crowd.waiting)))
        trail = space.whereabouts.trail(german.id, guests[0].contact_id)

    def live(made: CanvasView) -> None:
        made.set_counts(counts, "live")
        _standing(made, crowd)

    def way(made: CanvasView) -> None:
        live(made)
        _shown(made, trail)

    yield Subject("live", view(german, "de", live))
    yield Subject("way", view(german, "de", way))
    yield Subject("diff", _compared(services, english))


def _middle(journey: Journey) -> str:
    return journey.nodes[len(journey.nodes) // 2].id


def _first_mail(journey: Journey) -> str:
    return next(node.id for node in journey.nodes if node.type == "send_mail")


def _checked(services: Services, journey: Journey) -> Callable[[CanvasView], None]:
    problems = services.files.validate(journey)
    return lambda made: made.set_problems(problems)


def _tried(services: Services, journey: Journey) -> Callable[[CanvasView], None]:
    request = PreviewRequest(journey, who=Invented(500), start=BEGIN)
    counts = services.preview.run(request).counts
    return lambda made: made.set_counts(counts, "preview")


def _standing(made: CanvasView, crowd: Whereabouts) -> None:
    made.set_whereabouts(crowd.waiting, crowd.failing, crowd.at)


def _shown(made: CanvasView, trail: Trail | None) -> None:
    made.show_trail(trail)


def _compared(services: Services, old: Journey) -> Make:
    """A version in which a step is gone, one is new, one is worked on and one stands elsewhere."""
    new = second_version(old)
    comparison = Comparison.of(old, new, services.catalog, surroundings)

    def make(theme: CanvasTheme) -> tuple[QWidget, Camera, Box | None]:
        made = CompareView(services.catalog, theme, "en", surroundings)
        made.resize(SIZE)
        made.show_comparison(comparison)
        return made, made.camera, made.places.bounds()

    return make


def second_version(old: Journey) -> Journey:
    """The bookshop after a day of work."""
    mails = [node for node in old.nodes if node.type == "send_mail"]
    waits = [node for node in old.nodes if node.type == "wait"]
    new = edits.remove_nodes(old, [waits[0].id])
    new = edits.set_title(new, mails[0].id, "Ten samples")
    at = new.position(mails[1].id)
    new = edits.move_nodes(new, {mails[1].id: Point(at.x + 180, at.y)})
    edge = new.incoming[mails[2].id][0]
    fresh = waits[0].model_copy(update={"id": "fresh", "title": "A pause"})
    room = room_on_edge(new, edge)
    return edits.move_nodes(edits.insert_on_edge(new, fresh, room.at, edge, "next"), room.shifts)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    take_all(target)
    if SHEET not in os.environ:
        twice = {**os.environ, SHEET: "2", "QT_SCALE_FACTOR": "2"}
        subprocess.run(
            [sys.executable, "-m", "tests.support.canvas_sheets", str(target)], env=twice, check=True
        )
