"""Short ways to write journeys in tests."""

from __future__ import annotations

from typing import Any

from app.core.journey import Edge, Journey, Node

GOOD_MAIL = {"subject": "Hallo", "body": "Guten Tag {{ contact.first_name | default('') }}"}


def node(node_id: str, type_id: str, **config: Any) -> Node:
    """A step."""
    return Node(id=node_id, type=type_id, config=config)


def journey(*nodes: Node, edges: str = "", **parts: Any) -> Journey:
    """A journey; edges are written `a>b c:port>d`."""
    found: list[Edge] = []
    for words in edges.split():
        start, _, target = words.partition(">")
        source, _, port = start.partition(":")
        found.append(Edge(source=source, port=port or "next", target=target))
    return Journey(id="j", name="J", nodes=nodes, edges=tuple(found), **parts)


def field(key: str, op: str, value: Any = None) -> dict[str, Any]:
    """A comparison as it stands in a config."""
    return {"kind": "attribute", "field": key, "op": op, "value": value}


def asking(*rules: Any, before: str = "wait", **parts: Any) -> Journey:
    """A journey with one branch that asks some rules, one case each."""
    cases = [{"id": f"c{place}", "rule": rule} for place, rule in enumerate(rules, 1)]
    steps = [node("t", "manual_trigger"), node("m", "send_mail", **GOOD_MAIL), node("w", before)]
    end = [node("b", "branch", cases=cases), node("x", "exit")]
    return journey(*steps, *end, edges="t>m m>w w>b b:c1>x b:else>x", **parts)


def mailing(body: str, subject: str = "Hallo", trigger: str = "manual_trigger", **parts: Any) -> Journey:
    """A journey that sends one mail."""
    starts = node("t", trigger, **({"event": {"type": "purchase"}} if trigger == "event_trigger" else {}))
    mail = node("m", "send_mail", subject=subject, body=body)
    return journey(starts, mail, node("x", "exit"), edges="t>m m>x", **parts)
