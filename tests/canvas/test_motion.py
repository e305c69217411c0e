"""Motion lasts at most 150 ms, and not at all for whoever asks for less."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from canvas import motion


@pytest.fixture(autouse=True)
def still_afterwards(qtbot: QtBot) -> Iterator[None]:
    """Other tests look at places right after a click."""
    yield
    motion.follow("less")


def test_nothing_lasts_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "system_asks_for_less", lambda: False)
    motion.follow("system")
    assert motion.lasting() == motion.lasting(5_000) == 150
    assert motion.lasting(90) == 90


def test_nothing_moves_if_the_person_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "system_asks_for_less", lambda: False)
    motion.follow("less")
    assert motion.lasting() == 0


def test_nothing_moves_if_the_system_asks_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "system_asks_for_less", lambda: True)
    motion.follow("system")
    assert motion.lasting() == 0
