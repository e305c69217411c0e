"""The hours in which messages may leave, held to a plain reading minute by minute."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import DAY, MINUTE, Instant, to_datetime
from app.core.hours import Hours
from app.core.schedule import Window, end_of_opening, next_opening
from tests.support.strategies import windows
from tests.support.world import BERLIN, berlin, shown

EVERY_DAY = tuple(range(7))
NIGHT = Window(weekdays=EVERY_DAY, start="20:00", end="08:00")


def is_open(window: Window, at: Instant, where: ZoneInfo) -> bool:
    """The plain reading for days on which the clocks stand still, holidays left out."""
    local = to_datetime(at).astimezone(where).replace(tzinfo=None)
    start, end = time.fromisoformat(window.start), time.fromisoformat(window.end)
    for day in (local.date(), local.date() - timedelta(days=1)):
        last = day + timedelta(days=1) if end <= start else day
        if day.weekday() in window.weekdays and (
            datetime.combine(day, start) <= local < datetime.combine(last, end)
        ):
            return True
    return False


@given(
    quiet=st.none() | windows,
    window=st.none() | windows,
    offset=st.integers(0, 7 * 1_440),
)
def test_it_is_the_first_minute_at_which_the_window_is_open_and_nothing_is_quiet(
    quiet: Window | None, window: Window | None, offset: int
) -> None:
    quiet, window = (each and each.model_copy(update={"holidays": ""}) for each in (quiet, window))
    start = berlin("2026-06-01 00:00") + offset * MINUTE
    found = Hours(quiet, window, "delay", "Europe/Berlin").first_allowed(start, None)

    def allowed(at: Instant) -> bool:
        may = window is None or is_open(window, at, BERLIN)
        return may and not (quiet is not None and is_open(quiet, at, BERLIN))

    minutes = range(start, start + 8 * DAY, MINUTE)
    first = next((at for at in minutes if allowed(at)), None)
    assert found == (start if first is None else first)


def test_quiet_hours_over_a_change_of_the_clocks_end_at_their_wall_time() -> None:
    hours = Hours(NIGHT, None, "delay", "Europe/Berlin")
    assert shown(hours.first_allowed(berlin("2026-03-28 21:00"), None)) == "2026-03-29 08:00"


def test_a_zone_nobody_knows_counts_as_the_journeys() -> None:
    hours = Hours(NIGHT, None, "delay", "Europe/Berlin")
    late = berlin("2026-06-01 21:00")
    assert (
        hours.first_allowed(late, "Nowhere/Land") == hours.first_allowed(late, "") == late + 11 * 60 * MINUTE
    )
    assert hours.first_allowed(late, "America/New_York") == late


def test_holidays_keep_a_window_shut() -> None:
    window = Window(weekdays=EVERY_DAY, start="09:00", end="17:00", holidays="DE")
    hours = Hours(None, window, "delay", "Europe/Berlin")
    assert shown(hours.first_allowed(berlin("2026-12-24 18:00"), None)) == "2026-12-27 09:00"


def test_an_opening_ends_only_where_it_is_open() -> None:
    assert end_of_opening(NIGHT, berlin("2026-06-02 03:00"), BERLIN) == berlin("2026-06-02 08:00")
    assert end_of_opening(NIGHT, berlin("2026-06-02 08:00"), BERLIN) is None
    assert next_opening(NIGHT, berlin("2026-06-02 08:00"), BERLIN) == berlin("2026-06-02 20:00")
