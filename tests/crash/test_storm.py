"""The program is killed again and again while much happens: nothing twice, nothing lost (I1 to I5).

STELLWERK_KILLS says how often; `make crash` kills a thousand times and prints the figures.
"""

from __future__ import annotations

import os

import pytest

from tests.support.storm import PLACES, Storm
from tests.support.workshop import Workshop

KILLS = int(os.environ.get("STELLWERK_KILLS", "50"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")


def test_no_kill_doubles_or_loses_anything(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    storm = Storm(workshop)
    storm.rage(KILLS)
    with capsys.disabled():
        print(f"\n{storm.figures}")
    assert set(storm.figures.places) <= {*PLACES, "chance"}
    assert (storm.figures.doubled, storm.figures.lost) == (0, 0)
