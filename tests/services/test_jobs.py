from __future__ import annotations

import pytest

from app.services.jobs import Cancelled, CancelSwitch


def test_progress_is_passed_on_until_somebody_cancels() -> None:
    heard: list[tuple[int, int]] = []
    switch = CancelSwitch(lambda done, total: heard.append((done, total)))
    switch(1, 3)
    switch.cancel()
    with pytest.raises(Cancelled):
        switch(2, 3)
    assert heard == [(1, 3)]
