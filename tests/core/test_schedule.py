"""Local time: rules 7 and 8 of what a journey means."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import DAY, HOUR, Instant, from_datetime, to_datetime
from app.core.schedule import (
    Duration,
    DurationUnit,
    Until,
    Window,
    after,
    at_wall_time,
    due,
    is_zone,
    next_opening,
    start_of_day,
    steady_offset,
    zone,
)
from tests.support.strategies import durations, windows

BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = tuple(range(7))
instants = st.integers(
    from_datetime(datetime(2024, 1, 1, tzinfo=UTC)), from_datetime(datetime(2030, 1, 1, tzinfo=UTC))
)
zones = st.sampled_from(["Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])


def _at(words: str, where: ZoneInfo = BERLIN, fold: int = 0) -> Instant:
    return from_datetime(datetime.fromisoformat(words).replace(tzinfo=where, fold=fold))


def _local(instant: Instant, where: ZoneInfo = BERLIN) -> str:
    return to_datetime(instant).astimezone(where).strftime("%Y-%m-%d %H:%M")


def _for(amount: int, unit: DurationUnit) -> Duration:
    return Duration(amount=amount, unit=unit)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-03-28 10:00", 1, "days", "2026-03-29 10:00"),  # clocks go forward in between
        ("2026-03-28 10:00", 24, "hours", "2026-03-29 11:00"),
        ("2026-10-24 10:00", 1, "days", "2026-10-25 10:00"),  # clocks go back in between
        ("2026-10-24 10:00", 24, "hours", "2026-10-25 09:00"),
        ("2026-03-28 02:30", 1, "days", "2026-03-29 03:00"),  # 2:30 does not exist on that day
        ("2026-01-31 08:00", 1, "months", "2026-02-28 08:00"),
        ("2028-01-31 08:00", 1, "months", "2028-02-29 08:00"),
        ("2026-01-31 08:00", 2, "months", "2026-03-31 08:00"),
        ("2026-12-31 23:59", 2, "months", "2027-02-28 23:59"),
        ("2026-05-04 10:00", 2, "weeks", "2026-05-18 10:00"),
        ("2026-05-04 10:00", 90, "minutes", "2026-05-04 11:30"),
    ],
)
def test_days_weeks_and_months_are_calendar_time(
    start: str, amount: int, unit: DurationUnit, end: str
) -> None:
    assert _local(after(_at(start), _for(amount, unit), BERLIN)) == end


def test_of_a_wall_time_that_exists_twice_the_first_counts() -> None:
    end = after(_at("2026-10-24 02:30"), _for(1, "days"), BERLIN)
    assert end == _at("2026-10-25 02:30", fold=0)
    assert end == _at("2026-10-25 02:30", fold=1) - HOUR


def test_a_missing_wall_time_moves_to_the_end_of_the_gap() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")  # changes its clocks by half an hour
    assert (
        _local(at_wall_time(datetime.fromisoformat("2026-10-04 02:10"), lord_howe), lord_howe)
        == "2026-10-04 02:30"
    )
    assert _local(at_wall_time(datetime.fromisoformat("2026-03-29 02:00"), BERLIN)) == "2026-03-29 03:00"


def test_milliseconds_survive_calendar_time() -> None:
    start = _at("2026-05-04 10:00") + 123
    assert after(start, _for(1, "days"), BERLIN) == start + DAY


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        ("2026-05-04 08:59", "2026-05-04 09:00"),
        ("2026-05-04 09:00", "2026-05-04 09:00"),
        ("2026-05-04 12:34", "2026-05-04 12:34"),
        ("2026-05-04 17:00", "2026-05-05 09:00"),  # the end is outside
        ("2026-05-08 18:00", "2026-05-11 09:00"),  # Friday evening to Monday
    ],
)
def test_a_window_opens_at_its_next_hour(start: str, opens: str) -> None:
    assert _local(next_opening(Window(), _at(start), BERLIN)) == opens


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        ("2026-05-08 23:00", "2026-05-08 23:00"),  # Friday night
        ("2026-05-09 05:59", "2026-05-09 05:59"),  # Saturday morning still belongs to Friday
        ("2026-05-09 06:00", "2026-05-15 22:00"),
        ("2026-05-08 05:00", "2026-05-08 22:00"),  # Friday morning would belong to Thursday
    ],
)
def test_a_window_overnight_belongs_to_the_day_on_which_it_opens(start: str, opens: str) -> None:
    friday_night = Window(weekdays=(4,), start="22:00", end="06:00")
    assert _local(next_opening(friday_night, _at(start), BERLIN)) == opens


def test_a_window_with_one_hour_for_both_ends_is_a_whole_day() -> None:
    sunday = Window(weekdays=(6,), start="00:00", end="00:00")
    assert _local(next_opening(sunday, _at("2026-05-04 10:00"), BERLIN)) == "2026-05-10 00:00"
    assert _local(next_opening(sunday, _at("2026-05-10 23:59"), BERLIN)) == "2026-05-10 23:59"


def test_a_hold_with_a_window_waits_first_and_then_for_the_opening() -> None:
    until = Until(after=_for(2, "days"), window=Window())
    assert _local(due(until, _at("2026-05-07 18:00"), BERLIN)) == "2026-05-11 09:00"
    assert _local(due(until, _at("2026-05-04 10:00"), BERLIN)) == "2026-05-06 10:00"


def test_one_hold_falls_on_the_local_hour_of_each_contact() -> None:
    until = Until(after=_for(1, "days"), window=Window(weekdays=EVERY_DAY, start="09:00", end="10:00"))
    for name in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu"):
        where = ZoneInfo(name)
        assert _local(due(until, _at("2026-05-04 12:00", where), where), where) == "2026-05-06 09:00"


@given(instants, zones, durations)
def test_waiting_never_leads_back(start: Instant, name: str, duration: Duration) -> None:
    # Only the second pass of an hour that exists twice may lose that hour: its wall time counts as the first.
    assert after(start, duration, ZoneInfo(name)) >= start - HOUR


@given(instants, zones, windows)
def test_at_its_opening_a_window_is_open(start: Instant, name: str, window: Window) -> None:
    opening = next_opening(window, start, ZoneInfo(name))
    assert opening >= start
    assert next_opening(window, opening, ZoneInfo(name)) == opening


@given(instants, zones)
def test_the_start_of_a_day_lies_on_the_same_date(instant: Instant, name: str) -> None:
    where = ZoneInfo(name)
    start = start_of_day(instant, where)
    assert start <= instant
    assert to_datetime(start).astimezone(where).date() == to_datetime(instant).astimezone(where).date()


def test_the_distance_to_utc_is_steady_between_changes_of_the_clocks_only() -> None:
    assert steady_offset(BERLIN, _at("2026-04-05 10:00"), _at("2026-10-20 10:00"))
    assert not steady_offset(BERLIN, _at("2026-03-01 10:00"), _at("2026-04-01 10:00"))


def test_an_unknown_zone_gives_the_fallback() -> None:
    assert zone("Mars/Olympus", "Europe/Berlin") == BERLIN
    assert zone("", "Europe/Berlin") == BERLIN
    assert [is_zone(name) for name in ("Europe/Vienna", "Mars/Olympus", "", "../etc/passwd")] == [
        True,
        False,
        False,
        False,
    ]


def test_every_unit_can_be_added() -> None:
    start = _at("2026-05-04 10:00")
    ends = [after(start, _for(1, unit), BERLIN) for unit in get_args(DurationUnit)]
    assert ends == sorted(ends)
    assert ends[0] > start


@pytest.mark.parametrize("unit", get_args(DurationUnit))
def test_no_hold_ends_beyond_the_calendar(unit: DurationUnit) -> None:
    arrived = _at("2026-03-03T10:00")
    for _ in range(3):
        arrived = after(arrived, Duration(amount=100_000, unit=unit), BERLIN)
    assert to_datetime(arrived).year <= 9_100
