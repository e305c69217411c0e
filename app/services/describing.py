"""A whole journey in plain words: one numbered line per step, indented under the way that leads there."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.journey import Journey, Node, NodeId
from app.core.node import NodeCatalog, Port, Surroundings
from app.core.program import Jump
from app.core.rules.words import describe as rule_words
from app.core.settings_words import settings_words
from app.core.text import Language, Text, same
from app.core.words import duration_words

DEEPEST_INDENT = 30
_REENTRY = {
    "never": Text("Jeder Kontakt nimmt höchstens einmal teil.", "Each contact takes part at most once."),
    "after_exit": Text(
        "Ein Kontakt kann wieder teilnehmen, sobald er die Journey verlassen hat.",
        "A contact may take part again after leaving the journey.",
    ),
    "always": Text(
        "Ein Kontakt kann mehrmals gleichzeitig teilnehmen.",
        "A contact may take part several times at once.",
    ),
}


@dataclass(frozen=True)
class Line:
    """One line of the description and how far it is indented."""

    depth: int
    words: Text


@dataclass
class _Visit:
    """A place still to be told: a step, or a way out and the step it leads to."""

    depth: int
    target: NodeId | None
    way: Port | None = None


@dataclass
class _Teller:
    journey: Journey
    catalog: NodeCatalog
    around: Surroundings
    lines: list[Line] = field(default_factory=list[Line])
    numbers: dict[NodeId, int] = field(default_factory=dict[NodeId, int])

    def tell(self, start: NodeId) -> None:
        """Tell a step and everything behind it; with a stack, because journeys may be thousands deep."""
        stack = [_Visit(0, start)]
        while stack:
            visit = stack.pop()
            if visit.way is None or self._told_way(visit):
                stack.extend(reversed(self._told_step(visit)))

    def _told_way(self, visit: _Visit) -> bool:
        """Tell the name of a way; whether the step behind it is still to be told."""
        assert visit.way is not None
        if visit.target is None:
            end = Text("{way}: Ende der Journey", "{way}: end of the journey")
            self._add(visit.depth, end.fill(way=visit.way.label))
        elif visit.target in self.numbers:
            again = Text("{way}: weiter bei Schritt {n}", "{way}: on to step {n}")
            self._add(visit.depth, again.fill(way=visit.way.label, n=self.numbers[visit.target]))
        else:
            self._add(visit.depth, visit.way.label + ":")
            visit.depth += 1
            return True
        return False

    def _told_step(self, visit: _Visit) -> list[_Visit]:
        """Tell a step; the places behind it."""
        assert visit.target is not None
        if visit.target in self.numbers:
            again = Text("weiter bei Schritt {n}", "on to step {n}")
            self._add(visit.depth, again.fill(n=self.numbers[visit.target]))
            return []
        node = self.journey.by_id[visit.target]
        number = self.numbers[node.id] = len(self.numbers) + 1
        self._add(visit.depth, same(f"{number}. ") + self._step(node))
        ways = self._ways(node)
        jumps = self._jumps(node)
        if len(ways) == 1 and not jumps:
            target = self.journey.target(node.id, ways[0].name)
            return [_Visit(visit.depth, target)] if target else []
        told = [_Visit(visit.depth + 1, self.journey.target(node.id, way.name), way) for way in ways]
        return told + [_Visit(visit.depth, target) for target in jumps if target not in self.numbers]

    def _jumps(self, node: Node) -> list[NodeId]:
        """Where a step leads without a connection; its own words name it, so it is told only once."""
        known = self.catalog.understood(node)
        parts = known[0].compile(known[1], self.around) if known else ()
        return [part.to for part in parts if isinstance(part, Jump) and part.to in self.journey.by_id]

    def _step(self, node: Node) -> Text:
        title, line = self.catalog.title(node), self.catalog.line(node, self.around)
        return title if title == line else title + ": " + line

    def _ways(self, node: Node) -> list[Port]:
        """The ways worth telling: the first, and all others that are required or lead somewhere."""
        ports = self.catalog.ports(node, self.journey)
        connected = self.journey.outgoing.get(node.id, {})
        branching = len(ports) > 1 and ports[0].name != "next"
        return [port for i, port in enumerate(ports) if i == 0 or branching or port.name in connected]

    def _add(self, depth: int, words: Text) -> None:
        self.lines.append(Line(depth, words))


def describe(journey: Journey, catalog: NodeCatalog, around: Surroundings) -> tuple[Line, ...]:
    """The journey in words: its settings, then every step from the triggers on."""
    teller = _Teller(journey, catalog, around)
    settings = journey.settings
    teller.lines.append(Line(0, Text("Journey „{name}“", "Journey “{name}”").fill(name=journey.name)))
    teller.lines.append(Line(0, _REENTRY[settings.reentry]))
    if settings.reentry_lock:
        lock = Text("Sperrfrist nach dem Verlassen: {time}", "Lock period after leaving: {time}")
        teller.lines.append(Line(0, lock.fill(time=duration_words(settings.reentry_lock))))
    if settings.goal:
        goal = Text("Ziel der Journey: {rule}", "Goal of the journey: {rule}")
        teller.lines.append(Line(0, goal.fill(rule=rule_words(settings.goal, around))))
    if settings.exit:
        leave = Text("Vorzeitiger Ausstieg: {rule}", "Early exit: {rule}")
        teller.lines.append(Line(0, leave.fill(rule=rule_words(settings.exit, around))))
    teller.lines.extend(Line(0, words) for words in settings_words(settings))
    for node in journey.nodes:
        if catalog.is_trigger(node):
            teller.tell(node.id)
    rest = [node for node in journey.nodes if node.id not in teller.numbers]
    if rest:
        teller.lines.append(Line(0, Text("Von keinem Auslöser erreicht:", "Not reached by any trigger:")))
        for node in rest:
            if node.id not in teller.numbers:
                teller.tell(node.id)
    return tuple(teller.lines)


def as_text(lines: tuple[Line, ...], language: Language) -> str:
    """The lines with three spaces per level, as far as anybody can still tell levels apart."""
    return "".join(
        f"{'   ' * min(line.depth, DEEPEST_INDENT)}{line.words.pick(language)}\n" for line in lines
    )
