"""The engine works on after a transaction that never came to be."""

from __future__ import annotations

import pytest

from app.core.journey import Journey
from tests.support.world import World, journey, step


class DiskFullError(Exception):
    """What comes between the engine's work and the commit of the transaction around it."""


def publish_in_vain(world: World, document: Journey) -> None:
    """Publish inside a transaction that fails after the engine is done."""
    with world.database.write():
        world.publish(document, present=True)
        raise DiskFullError


def test_the_engine_works_on_after_its_first_transaction_was_rolled_back_from_outside() -> None:
    world = World()
    world.contact("Anna", city="Berlin")
    rule = {"kind": "attribute", "field": "city", "op": "eq", "value": "Berlin"}
    document = journey(step("in", "segment_trigger", rule=rule), step("end", "exit"))
    with pytest.raises(DiskFullError):
        publish_in_vain(world, document)
    world.publish(document, present=True)
    world.run("2026-03-04 09:00")
    assert world.reason("Anna") == "completed"
