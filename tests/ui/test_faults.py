"""What nobody expected reaches the log and the window."""

from __future__ import annotations

import sys

import pytest

from app.core.text import Text
from app.ui.faults import catch_faults


def raise_fault() -> None:
    """Raise as a slot of Qt would, where nothing catches it."""
    try:
        raise LookupError("a defect")
    except LookupError:
        sys.excepthook(*sys.exc_info())  # pyright: ignore[reportArgumentType]


def test_an_unexpected_error_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Text] = []
    before = sys.excepthook
    with catch_faults(told.append):
        raise_fault()
    assert "LookupError" in told[0].en
    assert "Traceback" in caplog.text
    assert sys.excepthook is before
