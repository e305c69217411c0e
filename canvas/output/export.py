"""Pictures of a journey as SVG, PNG or PDF, by the painter of the view; needs no window and no display."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.core.atomic import write_file
from app.core.compiler import surroundings
from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.node import NodeCatalog, Surroundings
from app.core.problems import Problem
from app.core.records import Counts
from app.core.text import Language, Text
from canvas.output.headless import ready
from canvas.output.sheet import WRITERS, Sheet
from canvas.painting.faces import FaceBook
from canvas.painting.marks import CountKind, Marks
from canvas.painting.picture import Accents, Look, Picture
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import Box
from canvas.scene.scene import Scene
from canvas.theme import DARK, LIGHT

MARGIN = 48
EMPTY = Box(0, 0, 320, 200)


class PictureError(StellwerkError):
    """A picture of an unknown kind is asked for."""


def export(
    journey: Journey,
    catalog: NodeCatalog,
    path: Path,
    language: Language,
    counts: Counts | None = None,
    *,
    dark: bool = False,
    kind: CountKind = "preview",
    problems: tuple[Problem, ...] = (),
    scale: float = 2.0,
    pages: bool = False,
) -> None:
    """Write a picture; the ending of the path says which kind: .svg, .png or .pdf.

    `scale` is pixels per unit of a PNG; with `pages`, a PDF is cut into pages for printing. Raises
    `PictureError` for another ending, and `DocumentError` where the file cannot be written; nothing half
    written stays behind.
    """
    draw = WRITERS.get(path.suffix.lower())
    if draw is None:
        raise PictureError(_UNKNOWN_KIND.fill(name=path.name))
    sheet = make_sheet(journey, catalog, language, Marks(counts, kind, problems), dark=dark, scale=scale)
    write_file(path, sheet.pages() if pages and draw is Sheet.pdf else draw(sheet))


def make_sheet(
    journey: Journey,
    catalog: NodeCatalog,
    language: Language,
    marks: Marks,
    *,
    dark: bool,
    scale: float,
    around: Callable[[Journey], Surroundings] = surroundings,
) -> Sheet:
    """The whole journey with a margin, ready to be drawn; `around` knows names for the lines on the cards."""
    typeface = Typeface(ready())
    theme = DARK if dark else LIGHT
    scene = Scene(catalog, journey)
    faces = FaceBook(catalog, language, around)
    faces.show(journey)
    picture = Picture(scene, faces, Look(theme, typeface, language), marks, Accents(tools=False))
    return Sheet(picture, theme, _area(scene), journey.name, scale, typeface)


def _area(scene: Scene) -> Box:
    area = scene.bounds() or EMPTY
    for edge in scene.journey.edges:
        area = area.united(scene.route((edge.source, edge.port)).box)
    return area.grown(MARGIN)


_UNKNOWN_KIND = Text(
    "„{name}“ endet nicht auf .svg, .png oder .pdf, daher ist unklar, welche Art von Bild gemeint ist. "
    "Bitte wählen Sie eine dieser Endungen.",
    "“{name}” does not end in .svg, .png or .pdf, so it is unclear which kind of picture is meant. "
    "Please choose one of these endings.",
)
