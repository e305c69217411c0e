"""The next times that a schedule or a window means, so that a person sees what was set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice

from PySide6.QtCore import QDateTime

from app.core.clock import Instant, to_datetime
from app.core.dates import Recurrence, next_occurrence
from app.core.formats import date_words
from app.core.holidays import is_holiday
from app.core.schedule import DAYS_TO_LOOK, Window, at_wall_time
from app.core.text import Text, joined, same
from app.core.words import clock_words, weekday_words

SHOWN = 5
NEXT = Text("Als Nächstes: {days}, je {clock}", "Next: {days}, at {clock} each")
NEVER = Text("So kommt es in den nächsten Wochen nie dazu.", "Like this, it never happens in the next weeks.")


def next_runs(recurrence: Recurrence, where: tzinfo) -> Text:
    """The next days of a schedule from now on."""
    return in_words(occurrences(recurrence, _now(), where), recurrence.at, where)


def next_openings(window: Window, where: tzinfo) -> Text:
    """The next days on which a window opens, from now on."""
    return in_words(openings(window, _now(), where), window.start, where)


def occurrences(recurrence: Recurrence, after: Instant, where: tzinfo) -> Iterator[Instant]:
    """The instants of a recurrence, one after the other."""
    found = next_occurrence(recurrence, after, where)
    while found is not None:
        yield found
        found = next_occurrence(recurrence, found, where)


def openings(window: Window, after: Instant, where: tzinfo) -> Iterator[Instant]:
    """When a window opens in the next weeks."""
    today = to_datetime(after).astimezone(where).date()
    for offset in range(DAYS_TO_LOOK):
        day = today + timedelta(days=offset)
        if day.weekday() in window.weekdays and not is_holiday(day, window.holidays):
            instant = at_wall_time(datetime.combine(day, time.fromisoformat(window.start)), where)
            if instant > after:
                yield instant


def in_words(instants: Iterable[Instant], clock: str, where: tzinfo) -> Text:
    """The days of the first few instants, and the time that they share."""
    days = [to_datetime(instant).astimezone(where).date() for instant in islice(instants, SHOWN)]
    if not days:
        return NEVER
    return NEXT.fill(days=joined([_day(day) for day in days], same(", ")), clock=clock_words(clock))


def _day(day: date) -> Text:
    """`Mo 3.12.` / `Mon 3 Dec`: without the year."""
    words = date_words(day)
    short = Text(words.de.removesuffix(str(day.year)), words.en.removesuffix(f" {day.year}"))
    return weekday_words((day.weekday(),)) + same(" ") + short


def _now() -> Instant:
    return QDateTime.currentMSecsSinceEpoch()
