"""The difference between two journeys as a list to go through: a sentence each, with old and new values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.core.compiler import surroundings
from app.core.diff import JourneyDiff, NodeChange, diff
from app.core.edits import beyond
from app.core.form import Form, Widget
from app.core.formats import quoted
from app.core.journey import Edge, Frame, FrameId, Journey, Node, NodeId
from app.core.node import NodeCatalog, Surroundings
from app.core.setting_names import LANGUAGE_NAMES, PARTS, SETTING_CHOICES, SETTING_NAMES
from app.core.text import Text, same
from app.core.value_words import NOTHING, both_words

Kind = Literal["added", "removed", "changed", "moved"]
SIGNS: dict[Kind, str] = {"added": "+", "removed": "−", "changed": "~", "moved": "→"}
"""Stand beside the colors, and before the lines in a terminal."""
MOST_LETTERS = 40
MOST_MOVES = 12
"""More steps than this were not moved one by one: they are one entry."""
_WORDS_OF_FRAMES = ("title", "notes", "tint", "steps", "collapsed")


@dataclass(frozen=True)
class FieldChange:
    """A field of a form, or what stands for one, with its old and its new value."""

    name: str
    label: Text
    old: Text
    new: Text


@dataclass(frozen=True)
class Change:
    """One entry: what it is about, a sentence, and the fields that differ.

    A connection that only follows from a step that came or went is `implied`: nobody has to be told.
    """

    kind: Kind
    words: Text
    node: NodeId | None = None
    edge: Edge | None = None
    frame: FrameId | None = None
    fields: tuple[FieldChange, ...] = ()
    implied: bool = False


def change_list(
    old: Journey,
    new: Journey,
    catalog: NodeCatalog,
    around: Callable[[Journey], Surroundings] = surroundings,
) -> tuple[Change, ...]:
    """Everything by which `new` differs from `old`: steps, connections, frames, what holds for all."""
    return tuple(_Teller(old, new, catalog, around).all())


class _Teller:
    def __init__(
        self, old: Journey, new: Journey, catalog: NodeCatalog, around: Callable[[Journey], Surroundings]
    ) -> None:
        self._old, self._new, self._catalog = old, new, catalog
        self._around = around(old), around(new)
        self._found: JourneyDiff = diff(old, new)

    def all(self) -> Iterator[Change]:
        found = self._found
        for node in found.added:
            words = _NEW[self._catalog.is_trigger(node)].fill(title=self._title(node))
            yield Change("added", words, node=node.id)
        for node in found.removed:
            words = _GONE[self._catalog.is_trigger(node)].fill(title=self._title(node))
            yield Change("removed", words, node=node.id)
        for change in found.changed.values():
            fields = tuple(self._step(change))
            words = Text("Geändert: {title}.", "Changed: {title}.").fill(title=self._title(change.new))
            if fields:  # a default that is written out differs in the file, but not for a person
                yield Change("changed", words, node=change.new.id, fields=fields)
        yield from self._connections()
        yield from self._moves()
        yield from self._frames()
        yield from self._journey()

    def _moves(self) -> Iterator[Change]:
        moved = [node for node in self._new.nodes if node.id in self._found.moved]
        if len(moved) > MOST_MOVES:
            yield Change("moved", Text("Verschoben: {n} Schritte.", "Moved: {n} steps.").fill(n=len(moved)))
            return
        for node in moved:
            words = Text("Verschoben: {title}.", "Moved: {title}.").fill(title=self._title(node))
            yield Change("moved", words, node=node.id)

    def _step(self, change: NodeChange) -> Iterator[FieldChange]:
        old, new = change.old, change.new
        if old.type != new.type:
            label = Text("Art des Schritts", "Kind of step")
            yield FieldChange("type", label, self._type(old), self._type(new))
        if change.retitled:
            yield self._field("title", Text("Titel", "Title"), old.title, new.title, None)
        before, after = self._catalog.understood(old), self._catalog.understood(new)
        if before is None or after is None or before[0] is not after[0]:
            for key in sorted(change.config) if old.type == new.type else ():
                yield self._field(key, same(key), old.config.get(key), new.config.get(key), None)
            return
        for field in after[0].fields:
            here, there = getattr(before[1], field.name), getattr(after[1], field.name)
            if here != there:
                yield self._field(field.name, field.form.label, here, there, field.form)

    def _connections(self) -> Iterator[Change]:
        fresh = {node.id for node in self._found.added}
        lost = {node.id for node in self._found.removed}
        gone = {(edge.source, edge.port): edge for edge in self._found.edges_removed}
        for edge in self._found.edges_added:
            old = gone.pop((edge.source, edge.port), None)
            implied = not fresh.isdisjoint((edge.source, edge.target))
            if old is None:
                yield Change("added", self._edge(_CONNECTED, edge, self._new), edge=edge, implied=implied)
                continue
            joined = old.target in lost and beyond(self._old, old.target, lost) == edge.target
            words = self._edge(_REROUTED, edge, self._new, self._title(self._old.by_id[old.target]))
            yield Change("changed", words, edge=edge, implied=implied or joined)
        for edge in gone.values():
            implied = not lost.isdisjoint((edge.source, edge.target))
            yield Change("removed", self._edge(_DISCONNECTED, edge, self._old), edge=edge, implied=implied)

    def _edge(self, words: Text, edge: Edge, journey: Journey, was: Text = NOTHING) -> Text:
        ports = self._catalog.ports(journey.by_id[edge.source], journey)
        port = next((port.label for port in ports if port.name == edge.port), same(edge.port))
        source, target = (self._title(journey.by_id[each]) for each in (edge.source, edge.target))
        return words.fill(source=source, port=text_quoted(port), target=target, was=was)

    def _frames(self) -> Iterator[Change]:
        for frame_id in sorted(self._found.frames):
            old, new = self._old.frame_by_id.get(frame_id), self._new.frame_by_id.get(frame_id)
            shown = new or old
            assert shown is not None  # it is in one of the two, or it would not differ
            name = frame_name(shown)
            if old is None:
                yield Change("added", Text("Neu: {name}.", "New: {name}.").fill(name=name), frame=frame_id)
            elif new is None:
                yield Change(
                    "removed", Text("Entfernt: {name}.", "Removed: {name}.").fill(name=name), frame=frame_id
                )
            else:
                fields = tuple(self._frame(old, new))
                words = _CHANGED_FRAME[bool(fields)].fill(name=name)
                yield Change("changed" if fields else "moved", words, frame=frame_id, fields=fields)

    def _frame(self, old: Frame, new: Frame) -> Iterator[FieldChange]:
        for name in _WORDS_OF_FRAMES:
            here, there = getattr(old, name), getattr(new, name)
            if here != there:
                if name == "steps":
                    here, there = len(old.steps), len(new.steps)
                form = Form(FRAME_LABELS[name], "choice", choices=_TINTS if name == "tint" else {})
                yield self._field(name, FRAME_LABELS[name], here, there, form)

    def _journey(self) -> Iterator[Change]:
        found, old, new = self._found, self._old, self._new
        for name in sorted(found.document):
            form = Form(PARTS[name], "choice", choices=LANGUAGE_NAMES if name == "language" else {})
            field = self._field(name, PARTS[name], getattr(old, name), getattr(new, name), form)
            yield _whole(field)
        for name in (each for each in SETTING_NAMES if each in found.settings):
            form = Form(SETTING_NAMES[name], _widget(name), choices=SETTING_CHOICES.get(name, {}))
            here, there = getattr(old.settings, name), getattr(new.settings, name)
            yield _whole(self._field(name, SETTING_NAMES[name], here, there, form))
        for key in sorted(found.fields):
            here, there = (
                book.fields.label(key) if key in book.fields.custom else NOTHING for book in self._around
            )
            label = Text("Merkmal {name}", "field {name}").fill(name=there if there != NOTHING else here)
            yield _whole(FieldChange(key, label, here, there))

    def _field(self, name: str, label: Text, old: object, new: object, form: Form | None) -> FieldChange:
        return FieldChange(name, label, *both_words(old, new, self._around, form))

    def _type(self, node: Node) -> Text:
        node_type = self._catalog.get(node.type)
        return node_type.title if node_type else same(node.type)

    def _title(self, node: Node) -> Text:
        return text_quoted(self._catalog.title(node))


def text_quoted(words: Text) -> Text:
    """A name in the quotation marks of each language."""
    return Text(quoted(words.de).de, quoted(words.en).en)


def frame_name(frame: Frame) -> Text:
    """What a frame or a note is known by."""
    words = frame.title or " ".join(frame.notes.split())
    name = (
        quoted(words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1]}…")
        if words
        else same("")
    )
    kind = Text("Notiz", "note") if frame.is_note else Text("Rahmen", "frame")
    return kind + " " + name if words else kind


def _whole(field: FieldChange) -> Change:
    words = Text("Geändert: {label}.", "Changed: {label}.").fill(label=field.label)
    return Change("changed", words, fields=(field,))


def _widget(setting: str) -> Widget:
    return "moment" if setting in ("entry_from", "entry_until") else "choice"


_NEW = {
    True: Text("Neuer Auslöser: {title}.", "New trigger: {title}."),
    False: Text("Neuer Schritt: {title}.", "New step: {title}."),
}
_GONE = {
    True: Text("Auslöser entfernt: {title}.", "Trigger removed: {title}."),
    False: Text("Schritt entfernt: {title}.", "Step removed: {title}."),
}
_CONNECTED = Text(
    "Neue Verbindung: {source}, Ausgang {port}, führt zu {target}.",
    "New connection: {source}, way out {port}, leads to {target}.",
)
_DISCONNECTED = Text(
    "Verbindung entfernt: {source}, Ausgang {port}, führt nicht mehr zu {target}.",
    "Connection removed: {source}, way out {port}, no longer leads to {target}.",
)
_REROUTED = Text(
    "Umgelenkt: {source}, Ausgang {port}, führt zu {target} statt zu {was}.",
    "Rerouted: {source}, way out {port}, leads to {target} instead of {was}.",
)
_CHANGED_FRAME = {
    True: Text("Geändert: {name}.", "Changed: {name}."),
    False: Text("Verschoben oder in anderer Größe: {name}.", "Moved or resized: {name}."),
}
FRAME_LABELS = {
    "title": Text("Titel", "Title"),
    "notes": Text("Notizen", "Notes"),
    "tint": Text("Farbe", "Color"),
    "steps": Text("Schritte im Rahmen", "Steps in the frame"),
    "collapsed": Text("Zugeklappt", "Collapsed"),
}
_TINTS = {
    "neutral": Text("neutral", "neutral"),
    "green": Text("grün", "green"),
    "amber": Text("gelb", "amber"),
    "blue": Text("blau", "blue"),
    "violet": Text("violett", "violet"),
}
