"""What a card says: words, icon and color group of each step in one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.journey import Journey, Node
from app.core.node import Group, NodeCatalog, Surroundings
from app.core.text import Language, Text
from canvas.scene.differences import between

UNKNOWN_ICON = "question-mark"


@dataclass(frozen=True)
class Face:
    """Everything on a card that does not change by selecting or counting."""

    title: str
    line: str
    icon: str
    group: Group | None


class FaceBook:
    """Faces by step, kept as long as the step, the language and the names of other steps stay."""

    def __init__(
        self, catalog: NodeCatalog, language: Language, around: Callable[[Journey], Surroundings]
    ) -> None:
        self._catalog = catalog
        self._language: Language = language
        self._around = around
        self._journey: Journey | None = None
        self._surroundings: Surroundings | None = None
        self._faces: dict[str, tuple[Node, Face]] = {}
        self._kinds: dict[str, Face] = {}

    def show(self, journey: Journey) -> bool:
        """Speak of another journey from now on; returns whether that may change what unchanged steps say."""
        old, self._journey, self._surroundings = self._journey, journey, None
        others = old is None or _speaks_otherwise(old, journey)
        if others:
            self._faces.clear()
        return others

    @property
    def around(self) -> Surroundings:
        """What the steps of the shown journey may know when they speak."""
        assert self._journey is not None
        if self._surroundings is None:
            self._surroundings = self._around(self._journey)
        return self._surroundings

    def face(self, node: Node) -> Face:
        """The face of a step of the shown journey."""
        known = self._faces.get(node.id)
        if known is None or known[0] is not node:
            known = node, self._make(node)
            self._faces[node.id] = known
        return known[1]

    def of_type(self, type_id: str) -> Face:
        """The face of a step of some type that nobody has configured yet."""
        return self._make(Node(id="new", type=type_id))

    def kind(self, node: Node) -> Face:
        """The face that all steps of a type share: without words."""
        found = self._kinds.get(node.type)
        if found is None:
            icon, group = self.sign(node)
            found = self._kinds[node.type] = Face("", "", icon, group)
        return found

    def group(self, node: Node) -> Group | None:
        """The color group of a step, without its words."""
        node_type = self._catalog.get(node.type)
        return node_type.group if node_type else None

    def sign(self, node: Node) -> tuple[str, Group | None]:
        """Icon and color group of a step, without its words."""
        node_type = self._catalog.get(node.type)
        return (node_type.icon, node_type.group) if node_type else (UNKNOWN_ICON, None)

    def pick(self, text: Text) -> str:
        """A text in the language of the faces."""
        return text.pick(self._language)

    def _make(self, node: Node) -> Face:
        node_type = self._catalog.get(node.type)
        return Face(
            title=self.pick(self._catalog.title(node)),
            line=self.pick(self._catalog.line(node, self.around)),
            icon=node_type.icon if node_type else UNKNOWN_ICON,
            group=node_type.group if node_type else None,
        )


def _speaks_otherwise(old: Journey, new: Journey) -> bool:
    """Whether something differs that lines of other steps may mention: names of steps, labels of fields."""
    if old.fields != new.fields:
        return True
    before, after = between(old.nodes, new.nodes)
    return [_name(node) for node in before] != [_name(node) for node in after]


def _name(node: Node) -> tuple[object, ...]:
    return node.id, node.title, node.type, node.config.get("subject")
