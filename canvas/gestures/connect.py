"""Drawing a connection from a way out to a step, or into the void."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.core.journey import NodeId
from app.core.text import Text
from canvas.gestures.base import Gesture
from canvas.gestures.held import CONNECT_HINT, PLAIN, Held
from canvas.gestures.preview import paint_loose, paint_veils
from canvas.gestures.snapping import LEAST_SCALE
from canvas.painting.paint_signs import paint_port
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.hit import step_at
from canvas.scene.scene import Scene
from canvas.stage import SearchRequest, Stage

CATCH = 28
"""How near a card, in canvas units, a connection lets itself be caught."""


class Connect(Gesture):
    """A line hangs from a way out and shows where it may land; dropped on nothing, it asks for a step.

    If the way out led somewhere, it leads elsewhere afterwards.
    """

    def __init__(self, stage: Stage, source: NodeId, port: str) -> None:
        super().__init__(stage)
        self._source = source
        self._port = port
        self._loose = Spot(0, 0)
        self._refused = False
        self._target: NodeId | None = None
        used = port in stage.document.journey.outgoing.get(source, {})
        self._gone = frozenset([(source, port)]) if used else frozenset[tuple[NodeId, str]]()

    @property
    def cursor(self) -> Qt.CursorShape:
        """A cross, or no while the pointer is on a step that does not fit."""
        return Qt.CursorShape.ForbiddenCursor if self._refused else Qt.CursorShape.CrossCursor

    def start(self, at: Spot) -> None:
        """Let the line hang."""
        self._loose = at
        self.say(CONNECT_HINT)

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Follow the pointer, or snap to the step under it."""
        self._loose = at
        self._target = self._landing(at)
        under = step_at(self.stage.scene, at)
        why_not = self._why_not(under.node) if under is not None else None
        self._refused = why_not is not None
        self.say(why_not or CONNECT_HINT)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Connect, or ask which step shall follow."""
        target = self._landing(at)
        self.cancel()
        if target is not None:
            self.stage.editor.connect(self._source, self._port, target)
        elif step_at(self.stage.scene, at) is None:
            self.stage.search(SearchRequest(at, port=(self._source, self._port)))

    def cancel(self) -> None:
        """Let go of the line."""
        self.say(None)
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the port and the step it would lead to."""
        return replace(
            accents,
            edge=None,
            hot_port=(self._source, self._port),
            hot_step=self._target,
            hot_plus=None,
            hot_edge=None,
            hidden=self._gone,
        )

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the line, the places where it may land, and a veil over those where it may not."""
        scene, near = self.stage.scene, self.stage.camera.scale >= LEAST_SCALE
        seen = scene.steps_in(self.stage.camera.seen) if near else []
        refused = [each for each in seen if self._why_not(each) is not None and each != self._source]
        paint_veils(painter, (scene.box(each) for each in refused), look)
        start = scene.exit(self._source, self._port)
        end = self._loose if self._target is None else entry_spot(scene.box(self._target))
        paint_loose(painter, start, end, look, landed=self._target is not None)
        for node_id in seen:
            if self._why_not(node_id) is None:
                paint_port(painter, entry_spot(scene.box(node_id)), look.theme, hot=node_id == self._target)

    def _landing(self, at: Spot) -> NodeId | None:
        scene = self.stage.scene
        found = step_at(scene, at)
        if found is not None:
            return found.node if self._why_not(found.node) is None else None
        near = [each for each in scene.steps_in(Box(*at, *at).grown(CATCH)) if self._why_not(each) is None]
        return near[-1] if near else None

    def _why_not(self, node_id: NodeId) -> Text | None:
        if node_id == self._source:
            return _ITSELF
        return None if self.stage.scene.accepts(node_id) else _TRIGGER


_ITSELF = Text("Ein Schritt kann nicht zu sich selbst führen.", "A step cannot lead to itself.")
_TRIGGER = Text(
    "Zu einem Auslöser führt keine Verbindung: Dort kommen Kontakte von außen herein.",
    "No connection leads to a trigger: contacts come in there from outside.",
)


def paint_request(painter: QPainter, scene: Scene, request: SearchRequest, look: Look) -> None:
    """Keep the loose line in sight while the step that it shall lead to or come from is searched for."""
    if not request.pointed:
        return
    if request.port is not None:
        paint_loose(painter, scene.exit(*request.port), request.spot, look)
    elif request.entry is not None:
        paint_loose(painter, request.spot, entry_spot(scene.box(request.entry)), look)
