"""The next times of a schedule and of a window, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from app.core.clock import from_datetime
from app.core.dates import Recurrence
from app.core.schedule import Window, zone
from app.ui.editors.upcoming import NEVER, in_words, occurrences, openings

BERLIN = zone("Europe/Berlin")
NOON = from_datetime(datetime(2026, 12, 22, 11, tzinfo=UTC))


def test_the_next_days_of_a_schedule() -> None:
    recurrence = Recurrence(weekdays=(0, 3), at="10:30")
    words = in_words(occurrences(recurrence, NOON, BERLIN), recurrence.at, BERLIN)
    assert words.de == "Als Nächstes: Do 24.12., Mo 28.12., Do 31.12., Mo 4.1., Do 7.1., je 10:30 Uhr"
    assert words.en == "Next: Thu 24 Dec, Mon 28 Dec, Thu 31 Dec, Mon 4 Jan, Thu 7 Jan, at 10:30 each"


def test_a_window_opens_later_today_at_the_earliest_and_never_on_its_holidays() -> None:
    window = Window(weekdays=(1, 4), start="13:00", end="15:00", holidays="DE")
    words = in_words(openings(window, NOON, BERLIN), window.start, BERLIN)
    assert words.de == "Als Nächstes: Di 22.12., Di 29.12., Di 5.1., Fr 8.1., Di 12.1., je 13 Uhr"


def test_what_never_comes_says_so() -> None:
    assert in_words(openings(Window(weekdays=()), NOON, BERLIN), "09:00", BERLIN) == NEVER
    assert in_words(occurrences(Recurrence(weekdays=()), NOON, BERLIN), "09:00", BERLIN) == NEVER
