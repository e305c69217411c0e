"""Checks of the drawing: ways in, ways out, dead ends, endless rounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.core import edits
from app.core.journey import Edge, Journey, Node, NodeId, Point
from app.core.problems import Problem, Remedy
from app.core.program import NEXT, Await, Hold, Jump, Program, Step
from app.core.rules.tree import EventFilter
from app.core.schedule import Until
from app.core.text import Text, joined, same
from app.core.validation.inspection import Inspection, Understood

if TYPE_CHECKING:
    import networkx as nx

GAP_BELOW = 160
"""How far below its step a new exit is placed, in canvas units."""

_NO_TRIGGER = Text(
    "Die Journey hat keinen Auslöser, deshalb kommt niemand hinein. "
    "Ziehen Sie einen Auslöser auf die Zeichenfläche.",
    "The journey has no trigger, so nobody gets in. Drag a trigger onto the canvas.",
)
_UNREACHABLE = Text(
    "Zu „{step}“ führt kein Weg von einem Auslöser. Verbinden Sie den Schritt oder löschen Sie ihn.",
    "No way leads from a trigger to “{step}”. Connect the step or delete it.",
)
_DEAD_END = Text(
    "Nach „{step}“ geht es nicht weiter: Hier endet die Journey. Ein Ausstieg macht das sichtbar.",
    "Nothing follows “{step}”: the journey ends here. An exit makes that visible.",
)
_OPEN_PORT = Text(
    "Der Ausgang „{port}“ von „{step}“ führt nirgendwohin. Verbinden Sie ihn mit dem nächsten Schritt.",
    "The port “{port}” of “{step}” leads nowhere. Connect it to the next step.",
)
_NO_PORT = Text(
    "Eine Verbindung kommt aus „{step}“, aber den Ausgang „{port}“ gibt es dort nicht mehr. "
    "Entfernen Sie sie.",
    "A connection comes from “{step}”, but the port “{port}” is no longer there. Remove it.",
)
_CONTINUES = Text(
    "Bei „{step}“ endet die Journey, trotzdem führt eine Verbindung weiter. Entfernen Sie sie.",
    "The journey ends at “{step}”, yet a connection leads on. Remove it.",
)
_INTO_TRIGGER = Text(
    "Eine Verbindung führt in den Auslöser „{step}“, aber dort treten Kontakte nur von außen ein. "
    "Entfernen Sie sie.",
    "A connection leads into the trigger “{step}”, but contacts only enter there from outside. Remove it.",
)
_ENDLESS = Text(
    "Diese Schritte führen ohne Wartezeit im Kreis: {steps}. "
    "Fügen Sie ein Warten ein oder lösen Sie eine Verbindung.",
    "These steps go round in a circle without waiting: {steps}. Insert a wait or remove a connection.",
)
_JUMP_NOWHERE = Text(
    "Der Sprung „{step}“ führt zu einem Schritt, den es nicht mehr gibt. Wählen Sie einen anderen.",
    "The jump “{step}” leads to a step that is no longer there. Choose another one.",
)
_JUMP_TRIGGER = Text(
    "Der Sprung „{step}“ führt in den Auslöser „{target}“, aber dort treten Kontakte nur von außen ein. "
    "Wählen Sie einen anderen Schritt.",
    "The jump “{step}” leads into the trigger “{target}”, but contacts only enter there from outside. "
    "Choose another step.",
)
_DISCONNECT = Text("Verbindung entfernen", "Remove connection")


def check_entrance(look: Inspection) -> Iterator[Problem]:
    """Somebody must get in, and every step must be on some way."""
    if not any(look.catalog.is_trigger(node) for node in look.journey.nodes):
        yield Problem("journey.no_trigger", "error", _NO_TRIGGER)
        return
    for node in look.journey.nodes:
        if node.id not in look.reached:
            yield Problem(
                "node.unreachable",
                "warning",
                _UNREACHABLE.fill(step=look.title(node.id)),
                node=node.id,
                remedy=Remedy(
                    Text("Schritt löschen", "Delete step"),
                    partial(edits.remove_nodes, ids=(node.id,), bridge=False),
                ),
            )


def check_ways_out(look: Inspection) -> Iterator[Problem]:
    """Required ports must be connected; a step after which nothing comes deserves an exit."""
    for step in look.steps.values():
        node, used = step.node, look.journey.outgoing.get(step.node.id, {})
        ports = step.type.ports(step.config)
        title = look.title(node.id)
        open_ports = [port for port in ports if port.required and port.name not in used]
        for port in open_ports:
            words = _OPEN_PORT.fill(step=title, port=port.label)
            yield Problem("port.unconnected", "error", words, node=node.id)
        names = {port.name for port in ports}
        ends = NEXT not in used if NEXT in names else not names & used.keys()
        if ports and ends and not open_ports and node.id in look.reached and not _jumps(step):
            yield Problem(
                "node.dead_end",
                "hint",
                _DEAD_END.fill(step=title),
                node=node.id,
                remedy=_add_exit(look, step),
            )


def check_edges(look: Inspection) -> Iterator[Problem]:
    """A connection must come out of a port that is there, and may not lead into a trigger."""
    for edge in look.journey.edges:
        source = look.steps.get(edge.source)
        if source is not None:
            ports = {port.name for port in source.type.ports(source.config)}
            if not ports:
                yield _edge_problem(look, edge, "exit.continues", _CONTINUES)
            elif edge.port not in ports:
                yield _edge_problem(look, edge, "edge.no_port", _NO_PORT)
        if look.catalog.is_trigger(look.journey.by_id[edge.target]):
            words = _INTO_TRIGGER.fill(step=look.title(edge.target))
            remedy = Remedy(_DISCONNECT, partial(edits.disconnect, edge=edge))
            yield Problem("trigger.entered", "error", words, node=edge.target, edge=edge, remedy=remedy)


def check_jumps(look: Inspection) -> Iterator[Problem]:
    """A jump must lead to a step that is there, and not into a trigger."""
    for name, to in look.jumps:
        if not to or to == name:
            continue  # what is not chosen yet, and a jump to itself, are found with the step
        target = look.journey.by_id.get(to)
        if target is None:
            words = _JUMP_NOWHERE.fill(step=look.title(name))
            yield Problem("jump.nowhere", "error", words, node=name, field="step")
        elif look.catalog.is_trigger(target):
            words = _JUMP_TRIGGER.fill(step=look.title(name), target=look.title(to))
            yield Problem("jump.trigger", "error", words, node=name, field="step")


def check_rounds(look: Inspection) -> Iterator[Problem]:
    """Whoever goes round in a circle must wait somewhere on the way."""
    order = {node.id: place for place, node in enumerate(look.journey.nodes)}
    for circle in _circles(look.program):
        node_ids = sorted({look.program.steps[name].node for name in circle}, key=order.__getitem__)
        names = joined([Text("„{s}“", "“{s}”").fill(s=look.title(each)) for each in node_ids[:4]], same(", "))
        if len(node_ids) > 4:
            names += Text(" und weitere", " and more")
        yield Problem("journey.endless", "error", _ENDLESS.fill(steps=names), node=node_ids[0])


def _jumps(step: Understood) -> bool:
    return any(isinstance(part, Jump) for part in step.instructions)


def _edge_problem(look: Inspection, edge: Edge, code: str, words: Text) -> Problem:
    return Problem(
        code,
        "error",
        words.fill(step=look.title(edge.source), port=edge.port),
        node=edge.source,
        edge=edge,
        remedy=Remedy(_DISCONNECT, partial(edits.disconnect, edge=edge)),
    )


def _circles(program: Program) -> Iterator[set[NodeId]]:
    """The compiled steps of every circle on which a contact may never come to rest."""
    import networkx as nx  # slow to load, and the window shows itself before it checks anything

    graph: nx.DiGraph[NodeId] = nx.DiGraph()
    sources = program.sources
    for (name, port), target in program.targets.items():
        # A connection into a trigger is a finding of its own.
        if target not in sources and not _takes_time(program.steps[name], port):
            graph.add_edge(name, target)
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1 or any(graph.has_edge(name, name) for name in part):
            yield part


def _takes_time(step: Step, port: str) -> bool:
    """Whether a contact surely stays at a step before it leaves by a port."""
    match step.instruction:
        case Hold(until=Until() as until):
            return until.after.amount > 0
        case Jump(at_most=at_most):
            return at_most is not None  # after so many laps it leads out
        case Await(event=event, since=since, timeout=timeout, timed_out=timed_out):
            if port == timed_out:
                return timeout is not None and timeout.after.amount > 0
            # Looking further back, one event would match on every round, and a rule that holds does.
            return since == "arrival" and isinstance(event, EventFilter)
        case _:
            return False


def _add_exit(look: Inspection, step: Understood) -> Remedy | None:
    exit_type = look.exit_type
    if exit_type is None:
        return None
    ports = [port.name for port in step.type.ports(step.config)]
    port = NEXT if NEXT in ports else ports[-1]
    edit = partial(_with_exit, node_id=step.node.id, port=port, type_id=exit_type.id)
    return Remedy(Text("Ausstieg anfügen", "Add exit"), edit)


def _with_exit(journey: Journey, node_id: NodeId, port: str, type_id: str) -> Journey:
    place = journey.position(node_id)
    node = Node(id=edits.new_id(journey.by_id), type=type_id)
    added = edits.add_node(journey, node, Point(place.x, place.y + GAP_BELOW))
    return edits.connect(added, node_id, port, node.id)
