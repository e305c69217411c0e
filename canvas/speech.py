"""What is said about the canvas: to screen readers, and in tool tips."""

from __future__ import annotations

from app.core.journey import Journey, NodeId
from app.core.text import Language, Text, plural
from canvas.painting.faces import FaceBook
from canvas.painting.marks import Marks
from canvas.painting.words import failing_words, waiting_words
from canvas.scene.hit import EntryHit, Hit, PlusHit, PortHit, StepHit
from canvas.scene.scene import Scene

_ENTRY = Text(
    "Eingang: ziehen löst die Verbindung, mit Strg kommt eine weitere hinzu",
    "Way in: drag to loosen the connection, with Ctrl to draw a further one",
)
_FREE_ENTRY = Text("Eingang: ziehen oder klicken", "Way in: drag or click")
_PASSED = Text("durchlaufen: {passed}, stehen hier: {here}", "passed: {passed}, standing here: {here}")


def about_canvas(journey: Journey, language: Language) -> str:
    """The name of the canvas as a whole."""
    steps = plural(len(journey.nodes), Text("{n} Schritt", "{n} step"), Text("{n} Schritte", "{n} steps"))
    words = Text("Journey „{name}“, {steps}", "Journey “{name}”, {steps}").fill(
        name=journey.name, steps=steps
    )
    return words.pick(language)


def about_step(scene: Scene, faces: FaceBook, marks: Marks, node_id: NodeId) -> str:
    """A step in one sentence: title, line, where its ways lead, what is wrong with it."""
    face = faces.face(scene.journey.by_id[node_id])
    parts = [face.title, face.line]
    for port in scene.ports(node_id):
        target = scene.journey.target(node_id, port.name)
        if target is None:
            where = faces.pick(Text("offen", "open"))
        else:
            where = faces.face(scene.journey.by_id[target]).title
        parts.append(f"{faces.pick(port.label)}: {where}")
    parts += [faces.pick(problem.message) for problem in marks.of_step(node_id)]
    if (count := marks.count(node_id)) is not None:
        parts.append(faces.pick(_PASSED.fill(passed=count.passed, here=count.here)))
    parts += [faces.pick(words) for words in whereabouts(marks, node_id)]
    return ". ".join(part.rstrip(".") for part in parts if part)


def whereabouts(marks: Marks, node_id: NodeId) -> list[Text]:
    """Who waits at a step since when, and what fails there."""
    waiting, failing = marks.waiting.get(node_id), marks.failing.get(node_id)
    return [
        *([waiting_words(waiting, marks.at)] if waiting else []),
        *([failing_words(failing)] if failing else []),
    ]


def tip(scene: Scene, faces: FaceBook, marks: Marks, hit: Hit) -> str:
    """The tool tip for what the pointer is on; empty if there is nothing to say."""
    if isinstance(hit, PlusHit):
        return faces.pick(Text("Schritt einfügen", "Insert a step"))
    if isinstance(hit, PortHit):
        label = next(port.label for port in scene.ports(hit.node) if port.name == hit.port)
        words = Text("Ausgang „{port}“: ziehen oder klicken", "Way out “{port}”: drag or click")
        return faces.pick(words.fill(port=label))
    if isinstance(hit, EntryHit):
        return faces.pick(_ENTRY if scene.journey.incoming.get(hit.node) else _FREE_ENTRY)
    if isinstance(hit, StepHit):
        face = faces.face(scene.journey.by_id[hit.node])
        problems = [faces.pick(problem.message) for problem in marks.of_step(hit.node)]
        standing = [faces.pick(words) for words in whereabouts(marks, hit.node)]
        return "\n".join([*(problems or [face.title, face.line]), *standing])
    return "\n".join(faces.pick(problem.message) for problem in marks.of_edge(hit.edge)) if hit else ""
