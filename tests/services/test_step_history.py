"""What became of a step on each of the last days."""

from __future__ import annotations

import pytest

from app.core.clock import DAY
from app.services.jobs import Cancelled, CancelSwitch
from app.services.step_history import DAYS
from tests.support.shop import Shop
from tests.support.small_journey import small_journey

JOURNEY = small_journey().id


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Anna enters on one day, Bert on the next; a day and a half later Anna has waited long enough."""
    for name in ("Anna", "Bert"):
        shop.contact(name)
    shop.space.journeys.publish(small_journey())
    for name in ("Anna", "Bert"):
        shop.event(name)
        shop.space.runner.run_until_idle()
        shop.clock.move_to(shop.clock.now() + DAY)
    shop.clock.move_to(shop.clock.now() + DAY // 2)
    shop.space.runner.run_until_idle()
    return shop


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("form", [(0, 0, 0), (1, 1, 0), (1, 1, 0), (0, 0, 0)]),
        ("mail", [(0, 0, 0), (1, 1, 0), (1, 1, 0), (0, 0, 0)]),
        ("wait", [(0, 0, 0), (1, 0, 1), (1, 0, 2), (0, 1, 1)]),
        ("end", [(0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 1, 0)]),
    ],
)
def test_each_day_tells_who_came_left_and_waits(
    busy: Shop, step: str, expected: list[tuple[int, int, int]]
) -> None:
    past = busy.space.step_history.past(JOURNEY, step, "Europe/Berlin")
    assert past is not None
    assert past.complete
    assert len(past.days) == DAYS
    assert [(each.entered, each.passed, each.waiting) for each in past.days[-4:]] == expected
    assert [each.day.isoformat() for each in past.days[-4:]] == [
        "2026-03-01",
        "2026-03-02",
        "2026-03-03",
        "2026-03-04",
    ]


def test_a_journey_that_is_not_live_has_no_past(shop: Shop) -> None:
    shop.space.journeys.save_draft(small_journey())
    assert shop.space.step_history.past(JOURNEY, "mail", "UTC") is None


def test_a_step_that_is_not_live_yet_has_no_past(busy: Shop) -> None:
    assert busy.space.step_history.past(JOURNEY, "new", "UTC") is None


def test_reading_ends_once_nobody_wants_it(busy: Shop) -> None:
    switch = CancelSwitch()
    switch.cancel()
    with pytest.raises(Cancelled):
        busy.space.step_history.past(JOURNEY, "mail", "UTC", switch)
