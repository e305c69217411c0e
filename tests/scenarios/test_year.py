"""A year of the bookshop in virtual time: at every look the sums are right and nobody is late.

STELLWERK_YEAR says how many customers there are; with it, the sums are checked every simulated hour.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.support.year import HOURS, Year

CUSTOMERS = int(os.environ.get("STELLWERK_YEAR", "0"))


def test_a_year_of_the_bookshop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    path = tmp_path / "year.stellwerk"
    year = Year(path, CUSTOMERS or 100)
    year.live(*((1, 1) if CUSTOMERS else (24, 30)))
    year.database.close()
    with capsys.disabled():
        size = path.stat().st_size / 1_000_000
        print(f"\n{year.figures}\n{time.monotonic() - began:.0f} s, {size:.0f} MB")
    assert year.figures.checks == (HOURS if CUSTOMERS else HOURS // 24)
    assert year.figures.messages["accepted"] > year.figures.messages["skipped"] > 0
    assert year.figures.enrollments > 50
