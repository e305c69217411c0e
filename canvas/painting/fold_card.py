"""The card of a collapsed frame: what it says, its ways out, the numbers and findings of all it holds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.core.journey import Journey, NodeId
from app.core.node import Group
from app.core.problems import Problem
from app.core.records import StepCount
from app.core.text import Text
from canvas.painting.faces import Face, FaceBook
from canvas.painting.lettering import write
from canvas.painting.marks import Marks
from canvas.painting.paint_frames import Dress, paint_stack, paint_unfold, steps_inside
from canvas.painting.paint_signs import (
    badge_spot,
    count_colors,
    paint_badge,
    paint_port,
    paint_port_name,
    problem_spot,
)
from canvas.painting.words import failed, number, standing
from canvas.scene.folding import Fold
from canvas.scene.geometry import Box, Spot
from canvas.scene.scene import EdgeKey, Scene

ICON = "folder"
NAMELESS = Text("Rahmen", "Frame")
_GROUPS: dict[str, Group] = {"green": "trigger", "amber": "condition", "blue": "action", "violet": "flow"}


def fold_face(fold: Fold, journey: Journey, faces: FaceBook) -> Face:
    """Title, and in plain words how many steps there are and which."""
    frame = fold.frame
    titles = ", ".join(faces.face(journey.by_id[step]).title for step in _in_reading_order(fold, journey))
    line = f"{faces.pick(steps_inside(len(frame.steps)))}: {titles}"
    return Face(frame.title or faces.pick(NAMELESS), line, ICON, _GROUPS.get(frame.tint))


def fold_sign(fold: Fold) -> tuple[str, Group | None]:
    """Icon and color group, without the words."""
    return ICON, _GROUPS.get(fold.frame.tint)


def fold_count(fold: Fold, marks: Marks, journey: Journey) -> StepCount | None:
    """The numbers of all steps inside; passed are those who came in."""
    inside = frozenset(fold.frame.steps)
    found = [(step, marks.count(step)) for step in fold.frame.steps]
    known = {step: count for step, count in found if count is not None}
    if not known:
        return None
    doors = [step for step in known if _is_door(step, inside, journey)] or [fold.entry]
    return StepCount(
        passed=sum(known[step].passed for step in doors if step in known),
        here=sum(count.here for count in known.values()),
        failed=sum(count.failed for count in known.values()),
    )


def fold_problems(fold: Fold, marks: Marks, journey: Journey) -> list[Problem]:
    """What is wrong with the steps inside and with the connections between them, errors first."""
    inside = frozenset(fold.frame.steps)
    found = [problem for step in fold.frame.steps for problem in marks.of_step(step)]
    for step in fold.frame.steps:
        for edge in journey.outgoing.get(step, {}).values():
            if edge.target in inside:
                found += marks.of_edge((edge.source, edge.port))
    return sorted(found, key=lambda problem: problem.severity != "error")


def way_name(scene: Scene, faces: FaceBook, key: EdgeKey) -> str:
    """What the way out of a step is called; seen from outside a collapsed frame, with the step."""
    step, name = key
    label = next((port.label for port in scene.ports(step) if port.name == name), None)
    words = faces.pick(label) if label else name
    inside = scene.folding.holder.get(step)
    if inside is None or len({way.step for way in scene.folding.folds[inside].ways}) < 2:
        return words
    title = faces.face(scene.journey.by_id[step]).title
    return f"{words} · {title}" if scene.main_labelled(step, name) else title


def paint_fold_signs(
    painter: QPainter, fold: Fold, scene: Scene, faces: FaceBook, marks: Marks, look: Dress, *, tools: bool
) -> None:
    """Draw what hangs on the card of a collapsed frame: ways out, numbers, problems, a sign."""
    box, theme, typeface = scene.frames.box(fold.frame.id), look.theme, look.typeface
    if tools:
        paint_unfold(painter, box, theme)
        for way in fold.ways:
            at = scene.exit(way.step, way.port.name)
            paint_port(painter, at, theme)
            if way.open and len(fold.ways) > 1:
                words = way_name(scene, faces, (way.step, way.port.name))
                paint_port_name(painter, words, at, theme, typeface)
    if (count := fold_count(fold, marks, scene.journey)) is not None:
        _paint_numbers(painter, box, count, marks, look)
    if problems := fold_problems(fold, marks, scene.journey):
        tint = theme.error if problems[0].severity == "error" else theme.warning
        right = problem_spot(box)
        words = f"{len(problems)} !" if len(problems) > 1 else "!"
        paint_badge(painter, words, Spot(right.x + 14, right.y), tint, theme.on_problem, typeface)


def paint_fold_number(
    painter: QPainter, fold: Fold, scene: Scene, marks: Marks, look: Dress, scale: float
) -> None:
    """Write the number of a card that shows no words."""
    count = fold_count(fold, marks, scene.journey)
    if count is not None:
        box = scene.frames.box(fold.frame.id)
        place = QRectF(box.left + 78, box.top, box.width - 86, box.height)
        words = number(count.here or count.passed, look.language)
        write(painter, words, place, look.typeface.sign(scale), look.theme.text)


def paint_fold_ground(painter: QPainter, box: Box, look: Dress) -> None:
    """Draw what is seen of the cards below."""
    paint_stack(painter, box, look.theme)


def _paint_numbers(painter: QPainter, box: Box, count: StepCount, marks: Marks, look: Dress) -> None:
    fill, ink = count_colors(marks.kind, look.theme)
    right = badge_spot(box)
    width = paint_badge(painter, standing(count, look.language), right, fill, ink, look.typeface)
    if count.failed:
        words = failed(count.failed, look.language)
        place = Spot(right.x - width - 4, right.y)
        paint_badge(painter, words, place, look.theme.error, look.theme.on_problem, look.typeface)


def _is_door(step: NodeId, inside: frozenset[NodeId], journey: Journey) -> bool:
    coming = journey.incoming.get(step, ())
    return not coming or any(edge.source not in inside for edge in coming)


def _in_reading_order(fold: Fold, journey: Journey) -> Iterable[NodeId]:
    return sorted(fold.frame.steps, key=lambda step: (journey.position(step).y, journey.position(step).x))
