"""Journey files: canonical text, a careful reader, and saving as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from app.core.atomic import write_file
from app.core.document_checks import check_document, check_parts, misplaced
from app.core.errors import DocumentError
from app.core.journey import Frame, Journey, Node, Settings
from app.core.json_text import read_json, write_json
from app.core.text import Text

FORMAT = "stellwerk.journey"
VERSION = 2
"""The newest format that is read. A journey without frames is written as version 1, as ever."""
MAX_BYTES = 20 * 1024 * 1024

_NO_JOURNEY = Text(
    "Das ist keine Journey-Datei. Bitte wählen Sie eine Datei, die auf „.journey“ endet.",
    "This is not a journey file. Please choose a file that ends in “.journey”.",
)
_TOO_LARGE = Text(
    "Die Datei ist größer als 20 MB und wird nicht geöffnet. Journeys sind viel kleiner; "
    "bitte prüfen Sie, ob Sie die richtige Datei gewählt haben.",
    "The file is larger than 20 MB and is not opened. Journeys are much smaller; "
    "please check that you have chosen the right file.",
)
_NOT_UTF8 = Text(
    "Die Datei ist kein Text in UTF-8 und lässt sich nicht lesen. Bitte öffnen Sie eine Sicherungskopie.",
    "The file is not UTF-8 text and cannot be read. Please open a backup copy.",
)
_NEWER = Text(
    "Die Datei stammt aus einer neueren Version von Stellwerk (Format {version}, hier bekannt: {known}). "
    "Bitte aktualisieren Sie das Programm.",
    "The file comes from a newer version of Stellwerk (format {version}, known here: {known}). "
    "Please update the program.",
)
_UNREADABLE = Text(
    "„{name}“ lässt sich nicht öffnen: {reason}. "
    "Bitte prüfen Sie, ob die Datei noch da ist und Sie sie lesen dürfen.",
    "“{name}” cannot be opened: {reason}. "
    "Please check that the file is still there and that you may read it.",
)


def to_text(journey: Journey) -> str:
    """The canonical text of a journey: equal journeys give equal texts; ends with a newline."""
    version = VERSION if journey.frames else 1
    return write_json({"format": FORMAT, "version": version, **_parts(journey)})


def from_text(text: str | bytes) -> Journey:
    """The journey of a file's content; raises `DocumentError` with a sentence that says what is wrong."""
    data = read_json(_decoded(text))
    if not isinstance(data, dict):
        raise DocumentError(_NO_JOURNEY)
    parts = cast("dict[str, Any]", data)
    _check_version(parts.pop("format", None), parts.pop("version", None))
    check_document(parts)
    try:
        journey = Journey.model_validate_json(json.dumps(parts))
    except ValidationError as error:
        raise DocumentError(misplaced(error, parts)) from error
    check_parts(journey)
    places = {node_id: point for node_id, point in journey.layout.items() if node_id in journey.by_id}
    return journey if len(places) == len(journey.layout) else journey.replace(layout=places)


def read(path: Path) -> Journey:
    """The journey in a file; raises `DocumentError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(_UNREADABLE.fill(name=path.name, reason=reason)) from error
    return from_text(data)


def write(path: Path, journey: Journey) -> None:
    """Save a journey as a whole; raises `DocumentError` and leaves the old file as it was."""
    write_file(path, to_text(journey).encode())


def _parts(journey: Journey) -> dict[str, Any]:
    """The document as plain values, without what equals its default."""
    found: dict[str, Any] = {"id": journey.id, "name": journey.name}
    if journey.language != "de":
        found["language"] = journey.language
    lists = {
        "notes": journey.notes,
        "nodes": [_node(node) for node in journey.nodes],
        "edges": [edge.model_dump() for edge in journey.edges],
        "layout": {node_id: list(point) for node_id, point in journey.layout.items()},
        "fields": [spec.model_dump() for spec in journey.fields],
        "settings": _settings(journey.settings),
        "frames": [_frame(frame) for frame in journey.frames],
    }
    return {**found, **{key: value for key, value in lists.items() if value}}


def _node(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"id": node.id, "type": node.type}
    if node.title:
        found["title"] = node.title
    if node.config:
        found["config"] = node.config
    return found


def _frame(frame: Frame) -> dict[str, Any]:
    """Only what differs from the default."""
    plain = frame.model_dump(mode="json")
    usual = Frame(id=frame.id)
    return {"id": frame.id} | {key: plain[key] for key in plain if getattr(frame, key) != getattr(usual, key)}


def _settings(settings: Settings) -> dict[str, Any]:
    """Only what differs from the default; rules in full, because their `kind` is a default too."""
    plain = settings.model_dump(mode="json")
    usual = Settings()
    return {key: value for key, value in plain.items() if getattr(settings, key) != getattr(usual, key)}


def _decoded(text: str | bytes) -> str:
    if len(text) > MAX_BYTES:
        raise DocumentError(_TOO_LARGE)
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(_NOT_UTF8) from error


def _check_version(name: object, version: object) -> None:
    if name != FORMAT or type(version) is not int or version < 1:
        raise DocumentError(_NO_JOURNEY)
    if version > VERSION:
        raise DocumentError(_NEWER.fill(version=version, known=VERSION))
