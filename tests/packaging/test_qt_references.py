"""PySide6 6.12 gives back one reference too many on Python 3.11, which aborts the program after a while."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF

CALLS = 1_000
SLACK = 50
"""Reference counts of None and the booleans move a little by themselves."""


@pytest.mark.parametrize(
    ("value", "call"),
    [
        (None, lambda: QRectF().translate(1, 1)),
        (True, QPointF().isNull),
        (False, QPointF(1, 1).isNull),
    ],
    ids=["None", "True", "False"],
)
def test_calls_into_qt_keep_the_references_to_answers(value: object, call: Callable[[], object]) -> None:
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        assert call() is value
    assert abs(sys.getrefcount(value) - before) < SLACK
