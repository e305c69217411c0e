"""Random journeys for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from app.core.journey import Edge, Journey, Node, Point

WAYS = {"event_trigger": ("next",), "send_mail": ("next", "skipped", "failed"), "wait": ("next",)}
WAYS |= {"branch": ("yes", "else"), "split": ("a", "b"), "exit": ()}


@st.composite
def journeys(draw: st.DrawFn, most: int = 14) -> Journey:
    """Any graph of steps, with loops, merges, loose parts and steps nobody placed."""
    types = draw(st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=most))
    ids = [f"n{index}" for index in range(len(types))]
    edges: list[Edge] = []
    for node_id, type_id in zip(ids, types, strict=True):
        for port in WAYS[type_id]:
            target = draw(st.none() | st.sampled_from(ids))
            if target is not None and types[ids.index(target)] != "event_trigger":
                edges.append(Edge(source=node_id, port=port, target=target))
    places = st.builds(Point, st.integers(-900, 900), st.integers(-900, 900))
    layout = {node_id: draw(places) for node_id in ids if draw(st.booleans())}
    nodes = tuple(Node(id=node_id, type=kind) for node_id, kind in zip(ids, types, strict=True))
    return Journey(id="random", name="Random", nodes=nodes, edges=tuple(edges), layout=layout)


def many(count: int) -> Journey:
    """A long journey: a trigger, mails, and every third step a branch whose ways meet again."""
    kinds = ["event_trigger", *("branch" if index % 3 == 0 else "send_mail" for index in range(1, count))]
    edges: list[Edge] = []
    for index, kind in enumerate(kinds):
        for port, step in (("yes", 1), ("else", 2)) if kind == "branch" else (("next", 1),):
            if index + step < count:
                edges.append(Edge(source=f"n{index}", port=port, target=f"n{index + step}"))
    return Journey(
        id="many",
        name="Many",
        nodes=tuple(Node(id=f"n{index}", type=kind) for index, kind in enumerate(kinds)),
        edges=tuple(edges),
        layout={f"n{index}": Point(index % 20 * 300, index // 20 * 160) for index in range(count)},
    )
