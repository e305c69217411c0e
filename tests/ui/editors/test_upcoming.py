"""The next times of a schedule, a window, a wait and a date, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.clock import Instant, from_datetime
from app.core.dates import Recurrence, UntilDate
from app.core.schedule import Duration, DurationUnit, Until, Window, zone
from app.core.text import Text
from app.ui.editors.upcoming import (
    NEVER,
    Place,
    in_words,
    next_days,
    next_ends,
    next_openings,
    next_runs,
    openings,
    place_of,
)
from tests.ui.conftest import MakeSetting

BERLIN = Place(zone("Europe/Berlin"))
NOON = from_datetime(datetime(2026, 12, 22, 11, tzinfo=UTC))
BEFORE_SUMMER = from_datetime(datetime(2026, 3, 27, 11, tzinfo=UTC))


def waiting(amount: int, unit: DurationUnit, window: Window | None = None, now: Instant = NOON) -> Text:
    return next_ends(Until(after=Duration(amount=amount, unit=unit), window=window), BERLIN, now)


def test_the_next_days_of_a_schedule() -> None:
    words = next_runs(Recurrence(weekdays=(0, 3), at="10:30"), BERLIN, NOON)
    assert words.de == "Als Nächstes: Do 24.12., Mo 28.12., Do 31.12., Mo 4.1., Do 7.1., je 10:30 Uhr"
    assert words.en == "Next: Thu 24 Dec, Mon 28 Dec, Thu 31 Dec, Mon 4 Jan, Thu 7 Jan, at 10:30 each"


def test_a_window_opens_later_today_at_the_earliest_and_never_on_its_holidays() -> None:
    window = Window(weekdays=(1, 4), start="13:00", end="15:00", holidays="DE")
    words = next_openings(window, BERLIN, NOON)
    assert words.de == "Als Nächstes: Di 22.12., Di 29.12., Di 5.1., Fr 8.1., Di 12.1., je 13 Uhr"


def test_what_never_comes_says_so() -> None:
    assert in_words(openings(Window(weekdays=()), NOON, BERLIN.where), BERLIN, NOON) == NEVER
    assert next_runs(Recurrence(weekdays=()), BERLIN, NOON) == NEVER


def test_a_wait_tells_when_it_is_over_for_those_of_the_next_days() -> None:
    words = waiting(2, "days")
    assert words.de.endswith("geht weiter: Do 24.12., Fr 25.12., Sa 26.12., So 27.12., Mo 28.12., je 12 Uhr")


def test_business_days_leave_out_weekends_and_holidays() -> None:
    words = waiting(2, "days", Window(holidays="DE"))
    assert words.de.endswith(
        "geht weiter: Do 24.12., 12 Uhr; Mo 28.12., 9 Uhr; Mo 28.12., 9 Uhr; Mo 28.12., 9 Uhr; "
        "Mo 28.12., 12 Uhr"
    )


@pytest.mark.parametrize(
    ("amount", "unit", "times"),
    [
        (1, "days", "Sat 28 Mar, Sun 29 Mar, Mon 30 Mar"),
        (48, "hours", "Sun 29 Mar, 13:00; Mon 30 Mar, 13:00"),
    ],
)
def test_the_change_of_the_clocks_is_told(amount: int, unit: DurationUnit, times: str) -> None:
    words = waiting(amount, unit, now=BEFORE_SUMMER)
    assert times in words.en
    assert "The clocks change in between" in words.en


def test_a_wall_time_that_the_change_of_the_clocks_leaves_out_moves() -> None:
    words = next_runs(Recurrence(every="day", at="02:30"), BERLIN, BEFORE_SUMMER)
    assert words.en.startswith("Next: Sat 28 Mar, 2:30; Sun 29 Mar, 3:00; Mon 30 Mar, 2:30;")


def test_a_fixed_day_is_told_with_its_year_where_needed() -> None:
    at = UntilDate(date="2028-05-04")
    assert next_days(at, (), BERLIN, NOON).en == "That is Thu 4 May 2028, 9:00."
    past = UntilDate(date="2026-12-01")
    assert next_days(past, (), BERLIN, NOON).en.startswith("That was Tue 1 Dec 2026, 9:00; who arrives")


def test_a_day_in_a_field_is_told_by_the_values_of_some_contacts() -> None:
    birthday = UntilDate(field="birthday", days=-7, yearly=True)
    words = next_days(birthday, ("1979-05-04", "rubbish", "1990-01-02"), BERLIN, NOON)
    assert words.en == "For example: 4 May 1979 → Tue 27 Apr, 9:00; 2 Jan 1990 → Sat 26 Dec, 9:00"
    assert next_days(birthday, (), BERLIN, NOON).en == ""
    assert date(2026, 12, 26).weekday() == 5


def test_the_zone_of_the_journey_is_named_where_it_is_another(setting: MakeSetting) -> None:
    assert place_of(setting("window")).note.en == ""
    tokyo = place_of(setting("window", zone="Asia/Tokyo"))
    words = next_runs(Recurrence(every="day", at="21:30"), tokyo, NOON)
    assert words.en.startswith("Next: Tue 22 Dec")
    assert words.en.endswith("at 21:30 each (time zone Asia/Tokyo)")
