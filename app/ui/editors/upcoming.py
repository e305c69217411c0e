"""The next times that a schedule, a window or a wait means, so that a person sees what was set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from PySide6.QtCore import QDateTime

from app.core.clock import Instant, to_datetime
from app.core.dates import Recurrence, UntilDate, date_due, local_day, next_occurrence
from app.core.formats import date_words
from app.core.holidays import is_holiday
from app.core.schedule import DAYS_TO_LOOK, Until, Window, at_wall_time, due, zone
from app.core.text import Text, joined, same
from app.core.words import clock_words, weekday_words
from app.ui.editors.base import EditorSetting

SHOWN = 5
NOTHING = same("")
SOON = 300
"""Days; what is further away, or past, is told with its year."""
NEXT = Text("Als Nächstes: {times}", "Next: {times}")
ARRIVING = Text(
    "Wer jetzt und an den nächsten Tagen um diese Zeit ankommt, geht weiter: {times}",
    "Who arrives now, and on the next days at this time, goes on: {times}",
)
FOR_EXAMPLE = Text("Zum Beispiel: {times}", "For example: {times}")
FIXED = Text("Das ist {times}.", "That is {times}.")
PASSED = Text(
    "Das war {times}; wer ankommt, geht sofort weiter.", "That was {times}; who arrives goes on at once."
)
EACH = Text("{days}, je {clock}", "{days}, at {clock} each")
ONCE = Text("{days}, {clock}", "{days}, {clock}")
NEVER = Text("So kommt es in den nächsten Wochen nie dazu.", "Like this, it never happens in the next weeks.")
CLOCKS_CHANGE = Text(
    " Dazwischen werden die Uhren umgestellt; das ist berücksichtigt.",
    " The clocks change in between; that is reckoned with.",
)
ELSEWHERE = Text(" (Zeitzone {zone})", " (time zone {zone})")


@dataclass(frozen=True)
class Place:
    """Where a journey reckons, and the words that say so where that is not the zone of the window."""

    where: tzinfo
    note: Text = NOTHING


def place_of(setting: EditorSetting) -> Place:
    """The zone of the journey; that of the window where no journey is known."""
    name = setting.vocabulary().time_zone
    if not name or str(zone(name)) == str(setting.context.zone):
        return Place(setting.context.zone)
    return Place(zone(name), ELSEWHERE.fill(zone=name))


def next_runs(recurrence: Recurrence, place: Place, now: Instant) -> Text:
    """The next days of a schedule from an instant on."""
    return in_words(occurrences(recurrence, now, place.where), place, now)


def next_openings(window: Window, place: Place, now: Instant) -> Text:
    """The next days on which a window opens, from an instant on."""
    return in_words(openings(window, now, place.where), place, now)


def next_ends(until: Until, place: Place, now: Instant) -> Text:
    """When a wait is over for those who arrive now, and at the same time on the next days."""
    today = to_datetime(now).astimezone(place.where).replace(tzinfo=None)
    arrivals = [now, *(at_wall_time(today + timedelta(days=n), place.where) for n in range(1, SHOWN))]
    return in_words([due(until, each, place.where) for each in arrivals], place, now, head=ARRIVING)


def next_days(until: UntilDate, samples: Sequence[Any], place: Place, now: Instant) -> Text:
    """What a date comes to: a fixed day, or that of some contacts (`samples` are their values)."""
    if until.date:
        found = date_due(until, None, now, place.where)
        if found is None:
            return NOTHING
        return in_words([found], place, now, head=PASSED if found < now else FIXED)
    named = ((local_day(value, place.where), date_due(until, value, now, place.where)) for value in samples)
    times = [
        date_words(day) + same(" → ") + _moment(found, place.where, now)
        for day, found in islice(named, SHOWN)
        if day is not None and found is not None
    ]
    if not times:
        return NOTHING
    return FOR_EXAMPLE.fill(times=joined(times, same("; "))) + place.note


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


def in_words(instants: Iterable[Instant], place: Place, now: Instant, *, head: Text = NEXT) -> Text:
    """The first few instants: their days, and the time of day once if they share it."""
    chosen = list(islice(instants, SHOWN))
    if not chosen:
        return NEVER
    local = [to_datetime(instant).astimezone(place.where) for instant in chosen]
    clocks = {f"{each:%H:%M}" for each in local}
    if len(clocks) > 1:
        times = joined([_moment(instant, place.where, now) for instant in chosen], same("; "))
    else:
        today = to_datetime(now).astimezone(place.where).date()
        days = joined([_day(each.date(), today) for each in local], same(", "))
        times = (EACH if len(chosen) > 1 else ONCE).fill(days=days, clock=clock_words(clocks.pop()))
    offsets = {each.utcoffset() for each in (to_datetime(now).astimezone(place.where), *local)}
    change = CLOCKS_CHANGE if len(offsets) > 1 and len(chosen) > 1 else NOTHING
    return head.fill(times=times) + change + place.note


def current_instant() -> Instant:
    """The instant at which a person looks."""
    return QDateTime.currentMSecsSinceEpoch()


def _moment(instant: Instant, where: tzinfo, now: Instant) -> Text:
    local = to_datetime(instant).astimezone(where)
    today = to_datetime(now).astimezone(where).date()
    return ONCE.fill(days=_day(local.date(), today), clock=clock_words(f"{local:%H:%M}"))


def _day(day: date, today: date) -> Text:
    """`Mo 3.12.` / `Mon 3 Dec`: with the year only where it could be another one."""
    words = date_words(day)
    short = Text(words.de.removesuffix(str(day.year)), words.en.removesuffix(f" {day.year}"))
    near = 0 <= (day - today).days <= SOON
    return weekday_words((day.weekday(),)) + same(" ") + (short if near else words)
