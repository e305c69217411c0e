"""What gestures and keys work on: the document, the camera and the few wishes they may utter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.journey import Journey, NodeId
from app.core.text import Text
from canvas.camera import Camera
from canvas.document import DocumentModel
from canvas.editing.editor import Editor
from canvas.painting.faces import FaceBook
from canvas.scene.geometry import Spot
from canvas.scene.scene import EdgeKey, Scene
from canvas.selection import Selection


@dataclass(frozen=True)
class SearchRequest:
    """Where a step that is searched for shall go.

    `spot` is where the person points to; `port` is the way out that shall lead to it; `edge` the
    connection that it shall be inserted on; `entry` the step that it shall lead to, perhaps in the place
    of the connection `instead`; `swaps` the step that it shall replace. With none of them it goes where
    typing goes on.
    """

    spot: Spot
    port: tuple[NodeId, str] | None = None
    edge: EdgeKey | None = None
    entry: NodeId | None = None
    instead: EdgeKey | None = None
    swaps: NodeId | None = None
    pointed: bool = True

    def stands_in(self, journey: Journey) -> bool:
        """Whether a journey still has the steps and connections that this is about."""
        steps = (self.port and self.port[0], self.entry, self.swaps)
        edges = (self.edge, self.instead)
        return all(step is None or step in journey.by_id for step in steps) and all(
            edge is None or edge[1] in journey.outgoing.get(edge[0], {}) for edge in edges
        )


@dataclass(frozen=True)
class Stage:
    """Hands everything to gestures that they need; the view makes one."""

    document: DocumentModel
    selection: Selection
    scene: Scene
    camera: Camera
    editor: Editor
    search: Callable[[SearchRequest], None]
    hint: Callable[[Text | None], None]
    inspect: Callable[[NodeId], None]
    repaint: Callable[[], None]
    faces: Callable[[], FaceBook]
