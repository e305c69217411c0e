"""What a journey file must be before it becomes a journey: not too big, nothing twice, nothing dangling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, cast

from pydantic import ValidationError

from app.core.errors import DocumentError
from app.core.journey import Frame, Journey
from app.core.json_text import shortened
from app.core.rules.tree import MAX_DEPTH
from app.core.text import Text

MAX_NODES = 20_000
MAX_EDGES = 100_000
MAX_FRAMES = 5_000
MAX_PLACE = 1_000_000
_GROUPS = ("all", "any", "not")
_BACKUP = Text(" Bitte öffnen Sie eine Sicherungskopie.", " Please open a backup copy.")

_TOO_MANY = Text(
    "Die Datei enthält {count} Schritte, Verbindungen oder Rahmen und wird nicht geöffnet; "
    "höchstens {limit} sind möglich.",
    "The file contains {count} steps, connections or frames and is not opened; at most {limit} are possible.",
)
_RULE_TOO_DEEP = Text(
    "Eine Bedingung in der Datei ist mehr als {limit} Ebenen tief verschachtelt ({place}). "
    "Bitte vereinfachen Sie sie in dem Programm, das die Datei geschrieben hat.",
    "A condition in the file is nested more than {limit} levels deep ({place}). "
    "Please simplify it in the program that wrote the file.",
)
_NODE_TWICE = Text(
    "Die Datei ist beschädigt: Zwei Schritte haben dieselbe Kennung „{id}“.",
    "The file is damaged: two steps have the same id “{id}”.",
)
_PORT_TWICE = Text(
    "Die Datei ist beschädigt: Der Ausgang „{port}“ des Schritts „{id}“ hat zwei Verbindungen.",
    "The file is damaged: the port “{port}” of the step “{id}” has two connections.",
)
_FIELD_TWICE = Text(
    "Die Datei ist beschädigt: Das Merkmal „{key}“ ist zweimal angelegt.",
    "The file is damaged: the field “{key}” is declared twice.",
)
_DANGLING = Text(
    "Die Datei ist beschädigt: Eine Verbindung führt von „{source}“ nach „{target}“, "
    "aber diesen Schritt gibt es nicht.",
    "The file is damaged: a connection leads from “{source}” to “{target}”, but there is no such step.",
)
_FAR_AWAY = Text(
    "Die Datei ist beschädigt: Der Schritt „{id}“ liegt außerhalb der Zeichenfläche.",
    "The file is damaged: the step “{id}” lies outside the canvas.",
)
_FRAME_TWICE = Text(
    "Die Datei ist beschädigt: Die Kennung „{id}“ eines Rahmens oder einer Notiz ist schon vergeben.",
    "The file is damaged: the id “{id}” of a frame or a note is taken already.",
)
_FRAMED_UNKNOWN = Text(
    "Die Datei ist beschädigt: Zum Rahmen „{id}“ gehört „{step}“, aber das gibt es nicht.",
    "The file is damaged: “{step}” belongs to the frame “{id}”, but there is no such thing.",
)
_FRAMED_TWICE = Text(
    "Die Datei ist beschädigt: Der Schritt „{step}“ steht in mehr als einem Rahmen.",
    "The file is damaged: the step “{step}” is in more than one frame.",
)
_NOTE_NOWHERE = Text(
    "Die Datei ist beschädigt: Die Notiz „{id}“ hat keinen Platz auf der Zeichenfläche.",
    "The file is damaged: the note “{id}” has no place on the canvas.",
)
_NOTE_FAR_AWAY = Text(
    "Die Datei ist beschädigt: Die Notiz „{id}“ liegt außerhalb der Zeichenfläche.",
    "The file is damaged: the note “{id}” lies outside the canvas.",
)
_MISPLACED = Text(
    "Die Datei ist beschädigt: Bei „{place}“ fehlt etwas oder steht etwas, das dort nicht hingehört.",
    "The file is damaged: something is missing at “{place}”, or something stands there that does not belong.",
)
_UNNAMED = Text("Anfang", "start")


def check_document(parts: Mapping[str, Any]) -> None:
    """Refuse too many steps and too deep rules before anything is built from them."""
    for key, limit in (("nodes", MAX_NODES), ("edges", MAX_EDGES), ("frames", MAX_FRAMES)):
        count = len(cast("list[Any]", parts[key])) if isinstance(parts.get(key), list) else 0
        if count > limit:
            raise DocumentError(_TOO_MANY.fill(count=count, limit=limit))
    _check_rules(parts.get("settings"), "settings")
    nodes = parts.get("nodes")
    for position, node in enumerate(cast("list[Any]", nodes) if isinstance(nodes, list) else ()):
        _check_rules(node, _named(node, f"nodes {position}"))


def check_parts(journey: Journey) -> None:
    """Refuse ids that stand twice, connections that lead nowhere, and places out of reach."""
    for node_id in _twice(node.id for node in journey.nodes):
        raise DocumentError(_NODE_TWICE.fill(id=node_id) + _BACKUP)
    for source, port in _twice((edge.source, edge.port) for edge in journey.edges):
        raise DocumentError(_PORT_TWICE.fill(id=source, port=shortened(port)) + _BACKUP)
    for key in _twice(spec.key for spec in journey.fields):
        raise DocumentError(_FIELD_TWICE.fill(key=key) + _BACKUP)
    for edge in journey.edges:
        if edge.source not in journey.by_id or edge.target not in journey.by_id:
            raise DocumentError(_DANGLING.fill(source=edge.source, target=edge.target) + _BACKUP)
    for node_id, point in journey.layout.items():
        if max(abs(point.x), abs(point.y)) > MAX_PLACE:
            raise DocumentError(_FAR_AWAY.fill(id=shortened(node_id)) + _BACKUP)
    _check_frames(journey)


def _check_frames(journey: Journey) -> None:
    for frame_id in _twice([*journey.by_id, *(frame.id for frame in journey.frames)]):
        raise DocumentError(_FRAME_TWICE.fill(id=frame_id) + _BACKUP)
    for step in _twice(step for frame in journey.frames for step in frame.steps):
        raise DocumentError(_FRAMED_TWICE.fill(step=shortened(step)) + _BACKUP)
    for frame in journey.frames:
        _check_frame(frame, journey)


def _check_frame(frame: Frame, journey: Journey) -> None:
    lost = [step for step in frame.steps if step not in journey.by_id]
    lost += [each for each in frame.lifted if each not in journey.by_id and each not in journey.frame_by_id]
    for step in lost:
        raise DocumentError(_FRAMED_UNKNOWN.fill(id=frame.id, step=shortened(step)) + _BACKUP)
    if frame.is_note and frame.at is None:
        raise DocumentError(_NOTE_NOWHERE.fill(id=frame.id) + _BACKUP)
    if frame.at is not None and max(abs(frame.at.x), abs(frame.at.y)) > MAX_PLACE:
        raise DocumentError(_NOTE_FAR_AWAY.fill(id=frame.id) + _BACKUP)


def misplaced(error: ValidationError, parts: Mapping[str, Any]) -> Text:
    """Where a file first differs from the form of a journey; steps and frames by their titles."""
    place = [str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"]]
    if len(place) > 1 and place[0] in ("nodes", "frames"):
        place[:2] = [_named(cast("list[Any]", parts[place[0]])[int(place[1])], " ".join(place[:2]))]
    words = shortened(" / ".join(place))
    return _MISPLACED.fill(place=words or _UNNAMED) + _BACKUP


def _named(part: Any, position: str) -> str:
    """What a step or a frame is called, otherwise where it stands."""
    if isinstance(part, dict):
        known = cast("dict[str, Any]", part)
        return str(known.get("title") or known.get("id") or position)
    return position


def _check_rules(part: Any, place: str) -> None:
    waiting: list[tuple[Any, int]] = [(part, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise DocumentError(_RULE_TOO_DEEP.fill(limit=MAX_DEPTH, place=shortened(place)))
        if isinstance(value, dict):
            items = cast("dict[str, Any]", value)
            deeper = depth + (items.get("kind") in _GROUPS)
            waiting.extend((inner, deeper) for inner in _containers(items.values()))
        elif isinstance(value, list):
            waiting.extend((inner, depth) for inner in _containers(cast("list[Any]", value)))


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if type(value) in (dict, list)]


def _twice(keys: Iterable[Any]) -> list[Any]:
    return [key for key, count in Counter(keys).items() if count > 1]
