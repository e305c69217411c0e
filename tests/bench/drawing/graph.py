"""A journey of any size in rows, as tidying up lays it out: mails, waits, branches, splits, detours."""

from __future__ import annotations

from math import isqrt
from typing import Any

from app.core.journey import Edge, Journey, Node, Point

ACROSS, DOWN = 280, 144
HUB, FORK, DETOUR = 23, 5, 37
ARMS = ("a", "b", "c", "d")


def large_journey(steps: int) -> Journey:
    """So many steps in about as many columns as rows; every 23rd has four ways out, every fifth two."""
    columns = isqrt(steps)
    nodes = tuple(_node(index, columns, steps) for index in range(steps))
    edges = tuple(edge for index in range(steps) for edge in _edges(nodes[index], index, columns, steps))
    layout = {
        node.id: Point(ACROSS * (index % columns), DOWN * (index // columns))
        for index, node in enumerate(nodes)
    }
    return Journey(id="large", name="Large", nodes=nodes, edges=edges, layout=layout)


def hub_of(journey: Journey) -> str:
    """A step in the middle with 5 to 8 connections."""
    splits = [node.id for node in journey.nodes if node.type == "split"]
    middle = splits[len(splits) // 2 :] + splits
    return next(
        each
        for each in middle
        if 5 <= len(journey.outgoing.get(each, {})) + len(journey.incoming.get(each, ())) <= 8
    )


def _node(index: int, columns: int, steps: int) -> Node:
    def step(type_id: str, title: str, **config: Any) -> Node:
        return Node(id=f"n{index}", type=type_id, title=title, config=config)

    if index < columns:
        return step("event_trigger", f"Kauf {index}", event={"type": "purchase"})
    if index + columns >= steps:
        return step("exit", "")
    if index % HUB == 0:
        return step("split", f"Versuch {index}", arms=[{"id": arm, "name": arm.upper()} for arm in ARMS])
    if index % FORK == 3:
        rule = {"kind": "attribute", "field": "city", "op": "eq", "value": f"Stadt {index}"}
        return step(
            "branch", f"Wohnt sie in Stadt {index}?", cases=[{"id": "yes", "name": "ja", "rule": rule}]
        )
    if index % 3 == 0:
        return step("wait", "", until={"after": {"amount": index % 30 + 1, "unit": "days"}})
    subject = f"Neue Krimis für {{{{ contact.first_name }}}}, Folge {index}"
    return step("send_mail", f"Mail {index}", subject=subject, body="Guten Tag")


def _edges(node: Node, index: int, columns: int, steps: int) -> list[Edge]:
    below = index + columns
    if below >= steps:
        return []
    row_end = below - below % columns + columns - 1
    beside = [min(max(below + aside, row_end - columns + 1), row_end, steps - 1) for aside in (-1, 0, 1, 2)]
    if node.type == "split":
        ways: dict[str, int] = dict(zip(ARMS, beside, strict=True))
    elif node.type == "branch":
        ways = {"yes": below, "else": beside[2]}
    else:
        ways = {"next": below}
    if node.type == "send_mail" and index % DETOUR == 0:
        ways["failed"] = min(below + 2 * columns, steps - 1)
    return [Edge(source=node.id, port=port, target=f"n{target}") for port, target in ways.items()]
