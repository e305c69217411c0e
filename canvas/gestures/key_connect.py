"""Connecting by keyboard: a way out is marked, steps are proposed, the nearest first; Enter connects."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.core.journey import Edge, NodeId
from app.core.text import Text, same
from canvas.editing.linking import Linking
from canvas.gestures.keyed import ROOM, KeyGesture, paint_line
from canvas.gestures.proposals import Proposals
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Spot, entry_spot
from canvas.scene.ways import names_of
from canvas.stage import SearchRequest, Stage

WayOut = tuple[NodeId, str]
UPWARD = 3


class KeyConnect(KeyGesture):
    """A way out of a step looks for its target; with `only`, that way out alone."""

    def __init__(self, stage: Stage, source: NodeId, only: str | None = None) -> None:
        super().__init__(stage)
        self._source = source
        self._names = [only] if only is not None else names_of(stage.scene.ports(source))
        used = stage.document.journey.outgoing.get(source, {})
        free = [index for index, name in enumerate(self._names) if name not in used]
        self._index = free[0] if free else 0
        self._targets = self._near()
        self.show()

    @property
    def port(self) -> str:
        """The marked way out."""
        return self._names[self._index]

    @property
    def choice(self) -> Proposals[NodeId]:
        """The steps that it may lead to."""
        return self._targets

    def press(self, event: QKeyEvent) -> bool:
        """Tab asks for a new step instead of one that is there."""
        if event.key() == Qt.Key.Key_Tab:
            self.cancel()
            spot = self.stage.scene.exit(self._source, self.port)
            self.stage.search(SearchRequest(spot, port=(self._source, self.port), pointed=False))
            return True
        return super().press(event)

    def sideways(self, by: int) -> None:
        """Mark the next way out of the same step."""
        if len(self._names) > 1:
            typed = self._targets.typed
            self._index = (self._index + by) % len(self._names)
            self._targets = self._near()
            self._targets.write(typed)

    def carry_out(self) -> None:
        """Connect to the proposed step."""
        target = self._targets.current
        if target is not None:
            self.stage.editor.connect(self._source, self.port, target)

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the marked way out, and where it would lead."""
        return replace(accents, hot_port=(self._source, self.port), hot_step=self._targets.current)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the connection that Enter would make."""
        scene, target = self.stage.scene, self._targets.current
        if target is not None:
            start = scene.exit(self._source, self.port)
            paint_line(painter, look, start, entry_spot(scene.box(target)))

    def show(self) -> None:
        """Say which way out is marked and where it would lead."""
        ports = self.stage.scene.ports(self._source)
        label = next((each.label for each in ports if each.name == self.port), same(self.port))
        target = self._targets.current
        if target is not None:
            self.stage.camera.ensure_seen(self.stage.scene.box(target), ROOM)
            said = _PROPOSED.fill(
                port=label, name=_title(self.stage, target), typed=_typed(self._targets.typed)
            )
        else:
            said = _NO_STEP.fill(typed=self._targets.typed)
        self.stage.hint(said + (_OTHER_WAY if len(self._names) > 1 else same("")))
        self.stage.repaint()

    def _near(self) -> Proposals[NodeId]:
        """The steps that can be led to, the nearest to the way out first, without the one it leads to."""
        scene, journey = self.stage.scene, self.stage.document.journey
        start = scene.exit(self._source, self.port)
        now = journey.target(self._source, self.port)
        steps = [each for each in journey.by_id if each not in (self._source, now) and scene.accepts(each)]
        steps.sort(key=lambda each: _distance(start, entry_spot(scene.box(each))))
        return Proposals(steps, lambda step: " ".join(_title(self.stage, step)))


class KeyLeadFrom(KeyGesture):
    """A connection keeps its target and looks for another way out to come from."""

    def __init__(self, stage: Stage, edge: Edge) -> None:
        super().__init__(stage)
        self._edge = edge
        self._ways = self._near()
        self.show()

    @property
    def choice(self) -> Proposals[WayOut]:
        """The ways out that may lead here."""
        return self._ways

    def carry_out(self) -> None:
        """Let the proposed way out lead to the target, and the old one no longer."""
        way = self._ways.current
        if way is not None:
            stage = self.stage
            linking = Linking(stage.document, stage.selection, stage.scene.catalog)
            linking.lead(*way, self._edge.target, instead=self._edge)
            stage.selection.select_edge(stage.scene.edge(way))

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the proposed way out."""
        way = self._ways.current
        return accents if way is None else replace(accents, hot_port=way, hot_step=way[0])

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the connection that Enter would make."""
        way, scene = self._ways.current, self.stage.scene
        if way is not None:
            paint_line(painter, look, scene.exit(*way), entry_spot(scene.box(self._edge.target)))

    def show(self) -> None:
        """Say where the connection would come from."""
        way = self._ways.current
        if way is None:
            self.stage.hint(_NO_STEP.fill(typed=self._ways.typed))
        else:
            self.stage.camera.ensure_seen(self.stage.scene.box(way[0]), ROOM)
            label = next(each.label for each in self.stage.scene.ports(way[0]) if each.name == way[1])
            words = _FROM.fill(port=label, name=_title(self.stage, way[0]), typed=_typed(self._ways.typed))
            self.stage.hint(words)
        self.stage.repaint()

    def _near(self) -> Proposals[WayOut]:
        scene, journey = self.stage.scene, self.stage.document.journey
        end = entry_spot(scene.box(self._edge.target))
        ways = [
            (step, port.name)
            for step in journey.by_id
            if step != self._edge.target
            for port in scene.ports(step)
            if (step, port.name) != (self._edge.source, self._edge.port)
        ]
        ways.sort(
            key=lambda way: (way[1] in journey.outgoing.get(way[0], {}), _distance(scene.exit(*way), end))
        )
        return Proposals(ways, lambda way: " ".join(_title(self.stage, way[0])))


def _title(stage: Stage, step: NodeId) -> Text:
    return stage.scene.catalog.title(stage.document.journey.by_id[step])


def _distance(way_out: Spot, entry: Spot) -> float:
    """How far a connection would reach; one that leads up counts as longer, for it makes a loop."""
    length = hypot(entry.x - way_out.x, entry.y - way_out.y)
    return length if entry.y > way_out.y else UPWARD * length


def _typed(words: str) -> str:
    return f" [{words}]" if words else ""


_PROPOSED = Text(
    "„{port}“ zu „{name}“{typed}: Enter verbindet, ↑ ↓ oder Tippen wählt das Ziel, Tab einen neuen Schritt",
    "“{port}” to “{name}”{typed}: Enter connects, ↑ ↓ or typing chooses the target, Tab a new step",
)
_OTHER_WAY = Text(", ← → den Ausgang", ", ← → the way out")
_FROM = Text(
    "Von „{name}“, Ausgang „{port}“{typed}: Enter verbindet, ↑ ↓ oder Tippen wählt einen anderen",
    "From “{name}”, way out “{port}”{typed}: Enter connects, ↑ ↓ or typing chooses another one",
)
_NO_STEP = Text(
    "Kein Schritt, der hier passt, heißt „{typed}“. Die Rücktaste nimmt Buchstaben zurück",
    "No step that fits here is called “{typed}”. Backspace takes letters back",
)
