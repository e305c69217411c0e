"""Steps that are one instruction, for random worlds: whatever programs may say, no form in the way."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.compiler import ports_of
from app.core.node import NodeCatalog, NodeConfig, NodeType, Port, Surroundings
from app.core.program import Instruction, Jump, Source
from app.core.text import Text, same
from nodes import ALL

Pieces = Mapping[str, Instruction | Source]


class RawConfig(NodeConfig):
    """Which piece of the world the step is."""

    key: str = ""


class RawStep(NodeType[RawConfig]):
    """A step of a world; `trigger` if contacts enter by it."""

    icon = "clock"
    title = summary = same("Raw")
    config_type = RawConfig

    def __init__(self, pieces: Pieces, *, trigger: bool) -> None:
        self.id = "raw_trigger" if trigger else "raw"  # pyright: ignore[reportAttributeAccessIssue]
        self.group = "trigger" if trigger else "action"  # pyright: ignore[reportAttributeAccessIssue]
        self._pieces = pieces

    def ports(self, config: RawConfig) -> tuple[Port, ...]:
        """All ports of the instruction; where a jump leads stands in it."""
        piece = self._pieces[config.key]
        inner = piece.port if isinstance(piece, Jump) else None
        return tuple(Port(name, same(name)) for name in ports_of(piece) if name != inner)

    def line(self, config: RawConfig, around: Surroundings) -> Text:
        """The instruction itself."""
        return same(repr(self._pieces[config.key]))

    def compile(self, config: RawConfig, around: Surroundings) -> tuple[Instruction | Source]:
        """The instruction."""
        return (self._pieces[config.key],)


def catalog_with(pieces: Pieces) -> NodeCatalog:
    """All step types of the program, and the steps of a world."""
    return NodeCatalog([*ALL, RawStep(pieces, trigger=True), RawStep(pieces, trigger=False)])
