from __future__ import annotations

import pytest

from tests.support.command import Commands


@pytest.fixture
def stellwerk(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)
