"""The journey as indented text."""

from __future__ import annotations

import nodes
from app.core.journey import Edge, Journey, Node
from app.core.outline import Row, jumps_of, outline
from app.core.outline_moves import moved

CATALOG = nodes.catalog()
JUMP = jumps_of(CATALOG)


def drawn(*ways: str, types: dict[str, str] | None = None) -> Journey:
    """A journey from ways like `fork.yes>mail`; a step is of the type that its name says."""
    found = [way.replace(".", ">").split(">") for way in ways]
    ids = dict.fromkeys(name for source, _, target in found for name in (source, target))
    kinds = {"start": "event_trigger", "fork": "branch", "end": "exit", **(types or {})}
    return Journey(
        id="j",
        name="J",
        nodes=tuple(Node(id=each, type=kinds.get(each, "send_mail")) for each in ids),
        edges=tuple(Edge(source=source, port=port, target=target) for source, port, target in found),
    )


def rows_of(journey: Journey) -> list[Row]:
    starts = [node.id for node in journey.nodes if CATALOG.is_trigger(node)]
    return outline(
        journey,
        starts,
        lambda node: [port.name for port in CATALOG.ports(journey.by_id[node], journey)],
        lambda node: JUMP(journey.by_id[node]),
    )


def text(journey: Journey) -> list[str]:
    """The rows as a person would jot them down."""
    return [
        f"{'  ' * row.depth}{row.kind} {row.way[1] if row.branch and row.way else row.node}"
        for row in rows_of(journey)
    ]


FORKED = drawn("start.next>fork", "fork.yes>a", "fork.else>b", "a.next>end", "b.next>end")


def test_branches_are_named_and_where_they_meet_again_stands_after_them() -> None:
    assert text(FORKED) == [
        "step start",
        "step fork",
        "  way yes",
        "    step a",
        "    join end",
        "  way else",
        "    step b",
        "    join end",
        "step end",
    ]


def test_a_way_back_is_a_loop() -> None:
    journey = drawn("start.next>a", "a.next>fork", "fork.yes>end", "fork.else>a")
    assert text(journey)[-1] == "  loop else"


def test_an_end_that_is_open_has_a_line_of_its_own() -> None:
    assert text(drawn("start.next>a")) == ["step start", "step a", "open a"]


def test_ways_for_exceptions_are_told_before_the_way_on_and_only_if_they_are_used() -> None:
    assert text(drawn("start.next>a", "a.failed>b", "b.next>end", "a.next>end")) == [
        "step start",
        "step a",
        "  way failed",
        "    step b",
        "    join end",
        "step end",
    ]


def test_two_triggers_that_lead_to_the_same_step_meet_before_it() -> None:
    journey = drawn("start.next>a", "second.next>a", "a.next>end", types={"second": "event_trigger"})
    assert text(journey) == ["step start", "join a", "step second", "join a", "step a", "step end"]


def test_what_comes_after_several_forks_is_not_indented_any_deeper() -> None:
    ways = [f"f{at}.{port}>f{at + 1}" for at in range(6) for port in ("yes", "else")]
    journey = drawn("start.next>f0", *ways, types={f"f{at}": "branch" for at in range(7)})
    assert {row.depth for row in rows_of(journey) if row.kind == "step"} == {0}


def test_what_no_trigger_reaches_comes_last() -> None:
    assert text(drawn("a.next>b", "start.next>end"))[2:] == ["loose None", "step a", "step b", "open b"]


def test_a_jump_goes_on_without_a_connection() -> None:
    journey = drawn("start.next>a", "a.next>jump", types={"jump": "jump"})
    there = Node(id="jump", type="jump", config={"step": "a"})
    told = text(journey.replace(nodes=(*journey.nodes[:2], there)))
    assert told == ["step start", "step a", "step jump", "loop a"]


def test_a_step_moves_over_its_neighbor_and_back() -> None:
    journey = drawn("start.next>a", "a.next>b", "b.next>end")
    down = moved(journey, rows_of(journey), "a", "next", 1)
    assert down is not None
    assert text(down.journey) == ["step start", "step b", "step a", "step end"]
    up = moved(down.journey, rows_of(down.journey), "a", "next", -1)
    assert up is not None
    assert text(up.journey) == text(journey)


def test_a_step_moves_into_a_branch_and_on_to_the_other() -> None:
    journey = drawn("start.next>m", "m.next>fork", "fork.yes>a", "fork.else>b", "a.next>end", "b.next>end")
    first = moved(journey, rows_of(journey), "m", "next", 1)
    assert first is not None
    assert first.place == ("fork", "yes")
    now = first.journey
    for place in (("a", "next"), ("fork", "else")):
        again = moved(now, rows_of(now), "m", "next", 1)
        assert again is not None
        assert again.place == place
        now = again.journey
    assert now.target("fork", "else") == "m"
    assert now.target("m", "next") == "b"
    assert now.target("a", "next") == "end"


def test_the_first_step_behind_a_trigger_cannot_go_further_up() -> None:
    journey = drawn("start.next>a", "a.next>end")
    assert moved(journey, rows_of(journey), "a", "next", -1) is None


def test_an_exit_only_goes_where_nothing_follows() -> None:
    journey = drawn("start.next>fork", "fork.yes>end")
    found = moved(journey, rows_of(journey), "end", None, 1)
    assert found is not None
    assert found.place == ("fork", "else")
    assert found.journey.target("fork", "yes") is None
