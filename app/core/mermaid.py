"""A journey as a Mermaid flowchart, for wikis, tickets and chats that draw one from text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from app.core.compiler import surroundings
from app.core.journey import Edge, Frame, Journey, Node, NodeId
from app.core.node import Group, NodeCatalog, Surroundings
from app.core.program import NEXT
from app.core.text import Language

SHAPES: Mapping[Group | Literal["unknown"], tuple[str, str]] = {
    "trigger": ("([", "])"),
    "condition": ("{", "}"),
    "timing": ("{{", "}}"),
    "action": ("[", "]"),
    "flow": ("(", ")"),
    "unknown": ("[/", "/]"),
}
"""What stands around the words of a step: by its shape a reader knows its group, without colors."""
NOTE = (">", "]")
_SIGNS = {
    "#": "#35;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "&": "#amp;",
    "`": "#96;",
    "%": "#37;",
    "\\": "#92;",
}
_SPECIAL = re.compile("[" + re.escape("".join(_SIGNS)) + "]")
_LIST = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+*]))(?=\s)")
MOST_LETTERS = 160


def to_mermaid(
    journey: Journey,
    catalog: NodeCatalog,
    language: Language,
    around: Callable[[Journey], Surroundings] = surroundings,
) -> str:
    """The text of a flowchart: steps with title and line, ways out by name, frames as subgraphs."""
    return "".join(f"{line}\n" for line in _Writer(journey, catalog, language, around(journey)).lines())


class _Writer:
    def __init__(
        self, journey: Journey, catalog: NodeCatalog, language: Language, around: Surroundings
    ) -> None:
        self._journey, self._catalog, self._around = journey, catalog, around
        self._language: Language = language
        # Ids of a journey may be words that mean something to Mermaid, such as `end`.
        self._names = {node.id: f"s{place}" for place, node in enumerate(journey.nodes, 1)}

    def lines(self) -> Iterator[str]:
        yield "---"
        yield f"title: {_title(self._journey.name)}"
        yield "---"
        yield "flowchart TD"
        framed = self._journey.frame_of
        for place, frame in enumerate(self._journey.frames, 1):
            yield from self._frame(f"f{place}", frame)
        for node in self._journey.nodes:
            if node.id not in framed:
                yield f"  {self._step(node)}"
        for edge in self._journey.edges:
            yield f"  {self._edge(edge)}"

    def _frame(self, name: str, frame: Frame) -> Iterator[str]:
        words = _label(line for line in (frame.title, frame.notes) if line)
        if frame.is_note:
            yield f"  {name}{NOTE[0]}{words}{NOTE[1]}"
            return
        yield f"  subgraph {name} [{_label([frame.title or frame.notes or ' '])}]"
        for step in frame.steps:
            yield f"    {self._step(self._journey.by_id[step])}"
        yield "  end"

    def _step(self, node: Node) -> str:
        node_type = self._catalog.get(node.type)
        opening, closing = SHAPES[node_type.group if node_type else "unknown"]
        title = self._catalog.title(node).pick(self._language)
        line = self._catalog.line(node, self._around).pick(self._language)
        words = _label(dict.fromkeys((title, line)))
        return f"{self._names[node.id]}{opening}{words}{closing}"

    def _edge(self, edge: Edge) -> str:
        source, target = self._names[edge.source], self._names[edge.target]
        if edge.port == NEXT:
            return f"{source} --> {target}"
        return f"{source} -->|{_label([self._port(edge.source, edge.port)])}| {target}"

    def _port(self, node_id: NodeId, name: str) -> str:
        ports = self._catalog.ports(self._journey.by_id[node_id], self._journey)
        found = next((port.label for port in ports if port.name == name), None)
        return found.pick(self._language) if found else name


def _label(lines: Iterable[str]) -> str:
    """Lines as a quoted label in which nothing means anything to Mermaid."""
    return '"' + "<br/>".join(_escaped(line) for line in lines if line.strip()) + '"'


def _escaped(words: str) -> str:
    flat = _printable(words)
    short = flat if len(flat) <= MOST_LETTERS else f"{flat[: MOST_LETTERS - 1]}…"
    safe = _SPECIAL.sub(lambda match: _SIGNS[match[0]], short)
    return _LIST.sub(_no_list, safe)


def _no_list(match: re.Match[str]) -> str:
    """A label that begins like an item of a list would be refused."""
    number, point, dash = match[2], match[3], match[4]
    return f"{number}#{ord(point)};" if number else f"#{ord(dash)};"


def _title(name: str) -> str:
    """A title as a YAML string."""
    plain = _printable(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _printable(words: str) -> str:
    flat = " ".join(words.split())
    return "".join(letter if letter.isprintable() else "?" for letter in flat)
