"""The conflicts of a merge in words: what it is about, and what each side makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.change_list import FRAME_LABELS, frame_name, text_quoted
from app.core.compiler import surroundings
from app.core.errors import DocumentError
from app.core.fields import FieldSpec
from app.core.form import Form
from app.core.journey import Frame, Journey, Node, NodeId
from app.core.merge_parts import MISSING, Conflict
from app.core.node import NodeCatalog, Surroundings
from app.core.setting_names import LANGUAGE_NAMES, PARTS, SETTING_CHOICES, SETTING_NAMES
from app.core.text import Text, plural, same
from app.core.value_words import NOTHING, both_words

TAKEN_AWAY = Text("entfernt", "removed")
NOWHERE = Text("führt nirgendwohin", "leads nowhere")


@dataclass(frozen=True)
class ConflictWords:
    """A sentence about a conflict, and the two values to choose from."""

    sentence: Text
    ours: Text
    theirs: Text
    node: NodeId | None = None


def conflict_words(
    conflict: Conflict,
    ours: Journey,
    theirs: Journey,
    catalog: NodeCatalog,
    around: Callable[[Journey], Surroundings] = surroundings,
) -> ConflictWords:
    """What a person has to decide."""
    return _Speaker((ours, theirs), catalog, (around(ours), around(theirs))).say(conflict)


class _Speaker:
    def __init__(
        self,
        sides: tuple[Journey, Journey],
        catalog: NodeCatalog,
        around: tuple[Surroundings, Surroundings],
    ) -> None:
        self._sides, self._catalog, self._around = sides, catalog, around

    def say(self, conflict: Conflict) -> ConflictWords:
        match conflict.key:
            case ("step", node_id):
                return self._step(conflict, node_id)
            case ("step", node_id, *_):
                return self._part(conflict, node_id, conflict.key[-1])
            case ("edge", node_id, port):
                return self._edge(conflict, node_id, port)
            case ("member", node_id):
                ours = _frame(self._sides[0].frame_by_id.get(conflict.ours))
                theirs = _frame(self._sides[1].frame_by_id.get(conflict.theirs))
                return ConflictWords(_MEMBER.fill(step=self._title(node_id)), ours, theirs, node_id)
            case ("frame", frame_id, *part):
                return self._frame(conflict, frame_id, part)
            case ("settings", name):
                form = Form(SETTING_NAMES[name], "choice", choices=SETTING_CHOICES.get(name, {}))
                return self._values(conflict, SETTING_NAMES[name], form)
            case ("journey", name):
                form = Form(PARTS[name], "choice", choices=LANGUAGE_NAMES if name == "language" else {})
                return self._values(conflict, PARTS[name], form)
            case ("field", key):
                what = Text("Merkmal „{key}“", "field “{key}”").fill(key=key)
                return ConflictWords(_BOTH.fill(what=what), _field(conflict.ours), _field(conflict.theirs))
            case _:
                return _places(conflict)

    def _step(self, conflict: Conflict, node_id: NodeId) -> ConflictWords:
        step = self._title(node_id)
        if conflict.ours is MISSING:
            return ConflictWords(_GONE_OURS.fill(step=step), TAKEN_AWAY, KEPT, node_id)
        return ConflictWords(_GONE_THEIRS.fill(step=step), KEPT, TAKEN_AWAY, node_id)

    def _part(self, conflict: Conflict, node_id: NodeId, part: str) -> ConflictWords:
        step = self._title(node_id)
        if conflict.key[2] == "type":
            ours, theirs = self._type(conflict.ours[0]), self._type(conflict.theirs[0])
            return ConflictWords(_TYPE.fill(step=step), ours, theirs, node_id)
        label, form, here, there = Text("Titel", "title"), None, conflict.ours, conflict.theirs
        if conflict.key[2] == "config":
            label, form, here, there = self._setting(conflict, node_id, part)
        words = _IN_STEP.fill(what=text_quoted(label), step=step)
        return ConflictWords(words, *self._both(here, there, form), node=node_id)

    def _setting(self, conflict: Conflict, node_id: NodeId, name: str) -> tuple[Text, Form | None, Any, Any]:
        """Label, form and typed values of a field; as they stand in the file if nobody knows the type."""
        values: list[Any] = []
        for side in self._sides:
            known = self._catalog.understood(side.by_id[node_id])
            field = next((each for each in known[0].fields if each.name == name), None) if known else None
            if known is None or field is None:
                return same(name), None, conflict.ours, conflict.theirs
            values += [field.form.label, field.form, getattr(known[1], name)]
        return values[0], values[1], values[2], values[5]

    def _edge(self, conflict: Conflict, node_id: NodeId, port: str) -> ConflictWords:
        holder = next(side for side in self._sides if node_id in side.by_id)
        ports = self._catalog.ports(holder.by_id[node_id], holder)
        label = next((each.label for each in ports if each.name == port), same(port))
        words = _LEADS.fill(port=text_quoted(label), step=self._title(node_id))
        ours, theirs = self._target(0, conflict.ours), self._target(1, conflict.theirs)
        return ConflictWords(words, ours, theirs, node_id)

    def _target(self, side: int, target: NodeId | object) -> Text:
        return self._named(self._sides[side].by_id[target]) if isinstance(target, str) else NOWHERE

    def _frame(self, conflict: Conflict, frame_id: str, part: list[str]) -> ConflictWords:
        frames = [side.frame_by_id.get(frame_id) for side in self._sides]
        name = next(frame_name(frame) for frame in frames if frame is not None)
        if not part:
            ours, theirs = (_frame_kept(frame) for frame in frames)
            return ConflictWords(_GONE_FRAME.fill(frame=name), ours, theirs)
        words = _IN_STEP.fill(what=text_quoted(FRAME_LABELS[part[0]]), step=name)
        return ConflictWords(words, *self._both(conflict.ours, conflict.theirs, None))

    def _values(self, conflict: Conflict, label: Text, form: Form | None) -> ConflictWords:
        words = _BOTH.fill(what=text_quoted(label))
        return ConflictWords(words, *self._both(conflict.ours, conflict.theirs, form))

    def _both(self, ours: Any, theirs: Any, form: Form | None) -> tuple[Text, Text]:
        here, there = (None if value is MISSING else value for value in (ours, theirs))
        return both_words(here, there, self._around, form)

    def _title(self, node_id: NodeId) -> Text:
        return self._named(next(side.by_id[node_id] for side in self._sides if node_id in side.by_id))

    def _named(self, node: Node) -> Text:
        return text_quoted(self._catalog.title(node))

    def _type(self, type_id: str) -> Text:
        node_type = self._catalog.get(type_id)
        return node_type.title if node_type else same(type_id)


def _frame(frame: Frame | None) -> Text:
    return Text("in keinem Rahmen", "in no frame") if frame is None else frame_name(frame)


def _frame_kept(frame: Frame | None) -> Text:
    return TAKEN_AWAY if frame is None else KEPT


def _field(spec: FieldSpec | object) -> Text:
    return same(f"{spec.label} ({spec.type})") if isinstance(spec, FieldSpec) else NOTHING


def _places(conflict: Conflict) -> ConflictWords:
    words = plural(
        len(conflict.ours),
        Text("Ein Schritt wurde auf beiden Seiten verschoben.", "One step was moved on both sides."),
        Text("{n} Schritte wurden auf beiden Seiten verschoben.", "{n} steps were moved on both sides."),
    )
    return ConflictWords(
        words, Text("meine Anordnung", "my arrangement"), Text("die andere Anordnung", "their arrangement")
    )


KEPT = Text("bearbeitet und behalten", "worked on and kept")
_GONE_OURS = Text(
    "{step} haben Sie entfernt, auf der anderen Seite wurde weiter daran gearbeitet.",
    "You have removed {step}, on the other side it was worked on.",
)
_GONE_THEIRS = Text(
    "{step} wurde auf der anderen Seite entfernt, Sie haben weiter daran gearbeitet.",
    "{step} was removed on the other side, you have worked on it.",
)
_GONE_FRAME = Text(
    "{frame}: auf einer Seite entfernt, auf der anderen geändert.",
    "{frame}: removed on one side, changed on the other.",
)
_TYPE = Text(
    "{step} ist auf beiden Seiten verschieden geworden: Art und Einstellungen kommen von einer Seite.",
    "{step} has become different on both sides: kind and settings come from one side.",
)
_IN_STEP = Text(
    "{what} in {step} ist auf beiden Seiten geändert.", "{what} in {step} was changed on both sides."
)
_LEADS = Text(
    "Der Ausgang {port} von {step} führt auf jeder Seite woandershin.",
    "The way out {port} of {step} leads elsewhere on each side.",
)
_MEMBER = Text(
    "{step} ist auf jeder Seite in einem anderen Rahmen.", "{step} is in another frame on each side."
)
_BOTH = Text("{what} ist auf beiden Seiten geändert.", "{what} was changed on both sides.")
_STRANGERS = Text(
    "„{theirs}“ ist eine andere Journey als „{ours}“ und lässt sich nicht mit ihr zusammenführen. Wählen Sie "
    "eine Datei, die aus dieser Journey entstanden ist.",
    "“{theirs}” is another journey than “{ours}” and cannot be merged with it. Choose a file that was made "
    "from this journey.",
)


def refuse_strangers(ours: Journey, theirs: Journey) -> None:
    """Only what has the same id started from the same journey; raises `DocumentError`."""
    if ours.id != theirs.id:
        raise DocumentError(_STRANGERS.fill(ours=ours.name, theirs=theirs.name))
