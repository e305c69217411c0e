"""What is said about the canvas: to screen readers, and in tool tips."""

from __future__ import annotations

from app.core.journey import FrameId, Journey, NodeId
from app.core.text import Language, Text, plural
from canvas.accessible.speech import Speech, sentences, whereabouts
from canvas.painting.faces import FaceBook
from canvas.painting.fold_card import NAMELESS
from canvas.painting.marks import Marks
from canvas.painting.paint_frames import steps_inside
from canvas.scene.hit import EntryHit, FrameHit, Hit, PlusHit, PortHit, StepHit
from canvas.scene.scene import Scene

_ENTRY = Text(
    "Eingang: ziehen löst die Verbindung, mit Strg kommt eine weitere hinzu",
    "Way in: drag to loosen the connection, with Ctrl to draw a further one",
)
_FREE_ENTRY = Text("Eingang: ziehen oder klicken", "Way in: drag or click")
_OPEN = Text("Rahmen „{name}“, {count}: {titles}", "Frame “{name}”, {count}: {titles}")
_FOLDED = Text(
    "Eingeklappter Rahmen „{name}“, {count}: {titles}", "Collapsed frame “{name}”, {count}: {titles}"
)


def about_canvas(journey: Journey, language: Language) -> str:
    """The name of the canvas as a whole."""
    steps = plural(len(journey.nodes), Text("{n} Schritt", "{n} step"), Text("{n} Schritte", "{n} steps"))
    words = Text("Journey „{name}“, {steps}", "Journey “{name}”, {steps}").fill(
        name=journey.name, steps=steps
    )
    return words.pick(language)


def about_frame(scene: Scene, faces: FaceBook, frame_id: FrameId) -> Text:
    """A frame or note in one sentence: its title, whether it is collapsed, and the steps in it."""
    frame = scene.journey.frame_by_id[frame_id]
    if frame.is_note:
        return Text("Notiz: {words}", "Note: {words}").fill(words=frame.title or frame.notes)
    titles = ", ".join(faces.face(scene.journey.by_id[step]).title for step in frame.steps)
    words = _FOLDED if frame.collapsed else _OPEN
    name = frame.title or faces.pick(NAMELESS)
    return words.fill(name=name, count=steps_inside(len(frame.steps)), titles=titles)


def about_step(scene: Scene, faces: FaceBook, marks: Marks, node_id: NodeId) -> str:
    """A step with all that is to be said about it."""
    speech = Speech(scene, faces, marks)
    return sentences([speech.name(node_id), speech.description(node_id)])


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
    if isinstance(hit, FrameHit):
        return faces.pick(about_frame(scene, faces, hit.frame))
    if isinstance(hit, StepHit):
        face = faces.face(scene.journey.by_id[hit.node])
        problems = [faces.pick(problem.message) for problem in marks.of_step(hit.node)]
        standing = [faces.pick(words) for words in whereabouts(marks, hit.node)]
        return "\n".join([*(problems or [face.title, face.line]), *standing])
    return "\n".join(faces.pick(problem.message) for problem in marks.of_edge(hit.edge)) if hit else ""
