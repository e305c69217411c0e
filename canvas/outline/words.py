"""What a row of the outline says, to the eye and to the ear."""

from __future__ import annotations

from collections.abc import Callable

from app.core.journey import NodeId
from app.core.outline import Row
from app.core.text import Text, same
from canvas.painting.faces import FaceBook
from canvas.painting.marks import Marks
from canvas.scene.scene import Scene

_ENDS = Text("Hier endet der Weg", "The way ends here")
_OPEN = Text("{way}: führt noch nirgendwohin", "{way}: leads nowhere yet")
_JOIN = Text("weiter bei „{step}“", "continues at “{step}”")
_LOOP = Text("zurück zu „{step}“", "back to “{step}”")
_LOOSE = Text("Von keinem Auslöser erreicht", "Not reached by any trigger")
_BRANCH = Text("Zweig „{way}“ von „{step}“", "Branch “{way}” of “{step}”")
_LEVEL = Text("Ebene {n}", "level {n}")


class RowWords:
    """Speaks in the language of the canvas, about the journey that it shows."""

    def __init__(self, scene: Scene, faces: Callable[[], FaceBook], marks: Callable[[], Marks]) -> None:
        self._scene, self._faces, self._marks = scene, faces, marks

    def title(self, row: Row) -> str:
        """What stands out in a row."""
        faces = self._faces()
        match row.kind:
            case "step":
                return self._name(row.node)
            case "loose":
                return faces.pick(_LOOSE)
            case "way":
                return f"{self._way(row)}:"
            case "open":
                return faces.pick(_OPEN.fill(way=self._way(row)) if row.branch else _ENDS)
            case "join" | "loop":
                goes = _JOIN if row.kind == "join" else _LOOP
                words = faces.pick(goes.fill(step=self._name(row.node)))
                return f"{self._way(row)}: {words}" if row.branch else words

    def line(self, row: Row) -> str:
        """What a step does; empty if its title says so already."""
        if row.kind != "step" or row.node is None:
            return ""
        face = self._faces().face(self._scene.journey.by_id[row.node])
        return "" if face.line == face.title else face.line

    def problems(self, row: Row) -> tuple[str, ...]:
        """What is wrong with a step."""
        if row.kind != "step" or row.node is None:
            return ()
        return tuple(self._faces().pick(each.message) for each in self._marks().of_step(row.node))

    def heard(self, row: Row) -> str:
        """All of a row in one sentence, with its level."""
        faces = self._faces()
        title = self.title(row)
        if row.kind == "way":
            title = faces.pick(_BRANCH.fill(way=self._way(row), step=self._name(row.node)))
        level = faces.pick(_LEVEL.fill(n=row.depth + 1))
        parts = (title, self.line(row), *self.problems(row), level)
        return ". ".join(part.rstrip(".:") for part in parts if part)

    def _name(self, node: NodeId | None) -> str:
        assert node is not None
        return self._faces().face(self._scene.journey.by_id[node]).title

    def _way(self, row: Row) -> str:
        assert row.way is not None
        source, name = row.way
        ports = self._scene.ports(source)
        label = next((port.label for port in ports if port.name == name), same(name))
        return self._faces().pick(label)
