"""Several steps are set up at once, and nothing else changes."""

from __future__ import annotations

from app.core.many_edits import NewConfig, set_configs
from tests.support.small_journey import small_journey


def test_an_equal_config_is_no_change() -> None:
    journey = small_journey()
    same = {node.id: NewConfig(dict(node.config), ("next",)) for node in journey.nodes}
    assert set_configs(journey, same) is journey


def test_only_the_steps_meant_are_new() -> None:
    journey = small_journey()
    first, *others = journey.nodes
    changed = set_configs(journey, {first.id: NewConfig({"new": 1}, ("next",))})
    assert changed.nodes[0].config == {"new": 1}
    assert all(new is old for new, old in zip(changed.nodes[1:], others, strict=True))
    assert changed.edges is journey.edges


def test_a_port_that_is_gone_takes_its_connection_along() -> None:
    journey = small_journey()
    edge = journey.edges[0]
    changed = set_configs(journey, {edge.source: NewConfig({"new": 1}, ())})
    assert edge not in changed.edges
