"""Drawing a connection backwards: from where it comes in, up to a way out."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.core.journey import Edge, NodeId
from app.core.text import Text
from canvas.editing.naming import title_of
from canvas.gestures.base import Gesture
from canvas.gestures.held import BACK_HINT, PLAIN, Held
from canvas.gestures.preview import paint_loose, paint_veils
from canvas.gestures.snapping import LEAST_SCALE
from canvas.painting.paint_signs import paint_port
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.hit import step_at
from canvas.scene.scene import EdgeKey, key_of
from canvas.stage import SearchRequest, Stage

CATCH = 28
"""How near a card or a way out, in canvas units, a connection lets itself be caught."""


class BackConnect(Gesture):
    """A line hangs from the top of a card, and lands on a way out that is still free.

    With `instead`, it is a connection that was there before, taken by its beginning.
    """

    def __init__(self, stage: Stage, target: NodeId, instead: Edge | None = None) -> None:
        super().__init__(stage)
        self._target = target
        self._instead = instead
        self._loose = Spot(0, 0)
        self._refused = False
        self._landed: EdgeKey | None = None
        self._linking = stage.editor.linking

    @property
    def cursor(self) -> Qt.CursorShape:
        """A cross, or no while the pointer is on a step that does not fit."""
        return Qt.CursorShape.ForbiddenCursor if self._refused else Qt.CursorShape.CrossCursor

    def start(self, at: Spot) -> None:
        """Let the line hang."""
        self._loose = at
        self.say(BACK_HINT)

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Follow the pointer, or snap to a way out near it."""
        self._loose = at
        self._landed = self._landing(at)
        under = step_at(self.stage.scene, at)
        why_not = self._why_not(under.node) if under is not None and self._landed is None else None
        self._refused = why_not is not None
        self.say(why_not or BACK_HINT)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Connect, or ask which step shall come before."""
        landed = self._landing(at)
        self.cancel()
        if landed is not None:
            self._linking.lead(*landed, self._target, self._instead)
        elif step_at(self.stage.scene, at) is None:
            instead = key_of(self._instead) if self._instead else None
            self.stage.search(SearchRequest(at, entry=self._target, instead=instead))

    def cancel(self) -> None:
        """Let go of the line."""
        self.say(None)
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the way out that it would come from."""
        gone = frozenset([key_of(self._instead)]) if self._instead else frozenset[EdgeKey]()
        step = self._landed[0] if self._landed else None
        return replace(
            accents,
            edge=None,
            hot_port=self._landed,
            hot_step=step,
            hot_plus=None,
            hot_edge=None,
            hidden=gone,
        )

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the line, the ways out that are free, and a veil over the steps without one."""
        scene, near = self.stage.scene, self.stage.camera.scale >= LEAST_SCALE
        seen = scene.steps_in(self.stage.camera.seen) if near else []
        refused = [each for each in seen if each != self._target and self._why_not(each) is not None]
        paint_veils(painter, (scene.box(each) for each in refused), look)
        start = self._loose if self._landed is None else scene.exit(*self._landed)
        end = entry_spot(scene.box(self._target))
        paint_loose(painter, start, end, look, landed=self._landed is not None)
        for node_id in seen:
            for port in self._free(node_id):
                spot = scene.exit(node_id, port)
                paint_port(painter, spot, look.theme, hot=self._landed == (node_id, port))

    def _landing(self, at: Spot) -> EdgeKey | None:
        """The way out at a place: the nearest one, or the first of the step under it."""
        scene = self.stage.scene
        near = scene.steps_in(Box(*at, *at).grown(CATCH))
        ways = [
            (self._far(at, node_id, port), node_id, port) for node_id in near for port in self._free(node_id)
        ]
        nearest = min(ways, default=None)
        if nearest is not None and nearest[0] <= CATCH:
            return nearest[1], nearest[2]
        under = step_at(scene, at)
        port = self._main(under.node) if under is not None else None
        return (under.node, port) if under is not None and port is not None else None

    def _far(self, at: Spot, node_id: NodeId, port: str) -> float:
        spot = self.stage.scene.exit(node_id, port)
        return hypot(spot.x - at.x, spot.y - at.y)

    def _free(self, node_id: NodeId) -> list[str]:
        """Ways out that lead nowhere yet; that of the loosened connection is free again."""
        if node_id == self._target:
            return []
        used = self.stage.document.journey.outgoing.get(node_id, {})
        names = [port.name for port in self.stage.scene.ports(node_id)]
        return [name for name in names if name not in used or used[name] == self._instead]

    def _main(self, node_id: NodeId) -> str | None:
        if node_id == self._target:
            return None
        if self._instead is not None and self._instead.source == node_id:
            return self._instead.port
        return self._linking.free_port(node_id)

    def _why_not(self, node_id: NodeId) -> Text | None:
        if node_id == self._target:
            return _ITSELF
        if self._free(node_id):
            return None
        name = title_of(node_id, self.stage.document.journey, self.stage.editor.catalog)
        return (_ALL_USED if self.stage.scene.ports(node_id) else _NONE).fill(name=name)


_ITSELF = Text("Ein Schritt kann nicht zu sich selbst führen.", "A step cannot lead to itself.")
_NONE = Text(
    "„{name}“ hat keinen Ausgang: Dort endet die Journey.",
    "“{name}” has no way out: the journey ends there.",
)
_ALL_USED = Text(
    "Alle Ausgänge von „{name}“ führen schon weiter. Lösen Sie zuerst eine Verbindung.",
    "All ways out of “{name}” lead on already. Take one of them away first.",
)
