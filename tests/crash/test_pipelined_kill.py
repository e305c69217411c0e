"""Delivery to a server that takes several commands at once is killed: nothing twice, nothing lost.

Slow servers get one message at a time to the wire, fast ones several: all of these are then uncertain.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.test_delivery_kill import after, fill
from tests.support.certificates import Authority
from tests.support.smtp_server import smtp_server
from tests.support.workshop import Workshop

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")
ONE, MANY = 0, 60
"""Seconds of sending that go to the wire together."""


@pytest.fixture
def pipelined(
    tmp_path: Path, program: subprocess.Popen[str], request: pytest.FixtureRequest
) -> Iterator[Workshop]:
    with smtp_server(Authority(tmp_path).issue(), ahead_seconds=request.param) as server:
        yield Workshop(tmp_path / "test.stellwerk", server, program)


@pytest.mark.parametrize(
    ("pipelined", "place", "killed", "arrived"),
    [
        (ONE, "delivery.at_wire", ["accepted", "at_wire", "claimed", "claimed", "claimed"], 1),
        (ONE, "delivery.handed_over", ["accepted", "at_wire", "claimed", "claimed", "claimed"], 2),
        (MANY, "delivery.at_wire", ["accepted", "at_wire", "at_wire", "at_wire", "at_wire"], 1),
        (MANY, "delivery.handed_over", ["accepted", "at_wire", "at_wire", "at_wire", "at_wire"], 2),
    ],
    indirect=["pipelined"],
)
def test_a_kill_at_a_named_place_doubles_nothing_and_leaves_uncertain_what_was_at_the_wire(
    pipelined: Workshop, place: str, killed: list[str], arrived: int
) -> None:
    fill(pipelined, 5)
    assert pipelined.run(place, 2) == -signal.SIGKILL
    assert after(pipelined)[0] == killed
    assert len(pipelined.arrived()) == arrived
    assert pipelined.run() == 0
    found, reasons = after(pipelined)
    at_wire = killed.count("at_wire")
    assert found == ["uncertain" if state == "at_wire" else "accepted" for state in killed]
    assert [reason for reason in reasons if reason] == ["interrupted"] * at_wire
    assert set(pipelined.arrived().values()) == {1}
    assert len(pipelined.arrived()) == max(arrived, 5 - at_wire + (place == "delivery.handed_over"))


@pytest.mark.parametrize("pipelined", [ONE, MANY], indirect=True)
def test_without_a_kill_all_arrive_and_all_are_known(pipelined: Workshop) -> None:
    fill(pipelined, 50)
    assert pipelined.run() == 0
    assert after(pipelined)[0] == ["accepted"] * 50
    assert set(pipelined.arrived().values()) == {1}
    assert len(pipelined.arrived()) == 50
