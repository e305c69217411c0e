"""A step gets another type and keeps what fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

import nodes
from app.core.journey import Edge, Journey, Node
from app.core.replacing import Replacement, replace_step
from tests.support.strategies import typed_journeys

CATALOG = nodes.catalog()


def swapped(journey: Journey, step: str, type_id: str) -> Replacement:
    """The step with another type, as the canvas does it."""
    node, new = journey.by_id[step], CATALOG.get(type_id)
    assert new is not None
    ports = [port.name for port in CATALOG.ports(node, journey)]
    return replace_step(journey, step, CATALOG.get(node.type), new, ports)


def _journey(middle: Node, *ways: tuple[str, str]) -> Journey:
    ends = tuple(Node(id=target, type="exit") for _, target in ways)
    edges = (
        Edge(source="start", port="next", target="middle"),
        *(Edge(source="middle", port=port, target=target) for port, target in ways),
    )
    return Journey(
        id="j", name="J", nodes=(Node(id="start", type="manual_trigger"), middle, *ends), edges=edges
    )


def test_title_place_and_settings_of_the_same_name_and_kind_stay() -> None:
    config: dict[str, JsonValue] = {"purpose": "events", "subject": "Lesung", "body": "Hallo"}
    journey = _journey(Node(id="middle", type="send_mail", title="Einladung", config=config), ("next", "end"))
    done = swapped(journey, "middle", "service_message")
    node = done.journey.by_id["middle"]
    assert (node.type, node.title) == ("service_message", "Einladung")
    assert node.config == {"purpose": "events"}
    assert done.journey.edges == journey.edges
    assert (done.moved, done.lost) == ((), ())


def test_setting_of_the_same_name_but_another_kind_is_not_taken_over() -> None:
    journey = _journey(Node(id="middle", type="jump", config={"step": "start"}))
    assert swapped(journey, "middle", "engagement").journey.by_id["middle"].config == {}


def test_connection_moves_to_the_first_way_of_a_fork() -> None:
    journey = _journey(Node(id="middle", type="wait"), ("next", "end"))
    done = swapped(journey, "middle", "split")
    assert done.moved == (("next", "a"),)
    assert done.journey.target("middle", "a") == "end"


def test_second_way_of_a_fork_is_lost_and_said_so() -> None:
    journey = _journey(Node(id="middle", type="split"), ("a", "one"), ("b", "other"))
    done = swapped(journey, "middle", "wait")
    assert done.journey.target("middle", "next") == "one"
    assert [edge.target for edge in done.lost] == ["other"]


def test_exceptions_never_become_the_main_way() -> None:
    journey = _journey(Node(id="middle", type="send_mail"), ("failed", "end"))
    done = swapped(journey, "middle", "wait")
    assert done.moved == ()
    assert [edge.port for edge in done.lost] == ["failed"]


@given(typed_journeys(), st.data())
def test_any_step_replaced_by_any_other_leaves_a_sound_document(
    journey: Journey, data: st.DataObject
) -> None:
    node = data.draw(st.sampled_from(journey.nodes))
    new = data.draw(st.sampled_from(list(CATALOG)))
    done = swapped(journey, node.id, new.id)
    after = done.journey
    assert Journey.model_validate_json(after.model_dump_json()) == after
    assert [each.id for each in after.nodes] == [each.id for each in journey.nodes]
    assert after.by_id[node.id].title == node.title
    ports = {port.name for port in CATALOG.ports(after.by_id[node.id], after)}
    used = after.outgoing.get(node.id, {})
    assert CATALOG.understood(after.by_id[node.id]) is not None
    assert set(used) <= ports
    assert len(used) + len(done.lost) == len(journey.outgoing.get(node.id, {}))
    assert [each for each in after.edges if each.source != node.id] == [
        each for each in journey.edges if each.source != node.id
    ]
