"""Durations, windows, dates and event filters in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.dates import Recurrence, UntilDate
from app.core.event_names import event_name
from app.core.formats import date_words, number_words
from app.core.holiday_places import place_name
from app.core.rules.comparison import comparison_words
from app.core.rules.tree import EventFilter
from app.core.schedule import Duration, DurationUnit, Until, Window
from app.core.text import Text, joined, same

_ONE: Mapping[DurationUnit, Text] = {
    "minutes": Text("1 Minute", "1 minute"),
    "hours": Text("1 Stunde", "1 hour"),
    "days": Text("1 Tag", "1 day"),
    "weeks": Text("1 Woche", "1 week"),
    "months": Text("1 Monat", "1 month"),
}
_MANY: Mapping[DurationUnit, Text] = {
    "minutes": Text("{n} Minuten", "{n} minutes"),
    "hours": Text("{n} Stunden", "{n} hours"),
    "days": Text("{n} Tage", "{n} days"),
    "weeks": Text("{n} Wochen", "{n} weeks"),
    "months": Text("{n} Monate", "{n} months"),
}
_LAST: Mapping[DurationUnit, Text] = {
    "minutes": Text("in der letzten Minute", "in the last minute"),
    "hours": Text("in der letzten Stunde", "in the last hour"),
    "days": Text("innerhalb des letzten Tages", "within the last day"),
    "weeks": Text("innerhalb der letzten Woche", "within the last week"),
    "months": Text("innerhalb des letzten Monats", "within the last month"),
}
_BEFORE = Text("{period} vor {day}", "{period} before {day}")
_AFTER = Text("{period} nach {day}", "{period} after {day}")
_DAYS = tuple(
    Text(de, en)
    for de, en in zip(
        ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        strict=True,
    )
)


def duration_words(duration: Duration) -> Text:
    """A duration on its own or after „für“ (nominative and accusative): `3 Tage` / `3 days`."""
    if duration.amount == 1:
        return _ONE[duration.unit]
    return _MANY[duration.unit].fill(n=number_words(duration.amount))


def duration_dative(duration: Duration) -> Text:
    """A duration after „nach“, „vor“, „seit“: `3 Tagen` / `3 days`."""
    words = duration_words(duration)
    return Text(f"{words.de}n", words.en) if words.de.endswith("e") and duration.amount != 1 else words


def last_words(duration: Duration) -> Text:
    """A period that ends now: `in den letzten 3 Tagen` / `in the last 3 days`."""
    if duration.amount == 1:
        return _LAST[duration.unit]
    return Text("in den letzten {period}", "in the last {period}").fill(period=duration_dative(duration))


def window_words(window: Window) -> Text:
    """A window: `Mo–Fr, 9–17 Uhr` / `Mon–Fri, 9:00–17:00`."""
    words = weekday_words(window.weekdays)
    if window.start == window.end:
        words += Text(", ganztägig", ", all day")
    else:
        start, end = _hour(window.start), _hour(window.end)
        words += Text(f", {start.de}–{end.de} Uhr", f", {start.en}–{end.en}")
    if not window.holidays:
        return words
    place = place_name(window.holidays)
    return words + Text(", außer an Feiertagen ({place})", ", except public holidays ({place})").fill(
        place=place
    )


def until_words(until: Until) -> Text:
    """How long a hold lasts: `3 Tage, weiter nur Mo–Fr, 9–17 Uhr`."""
    if until.window is None:
        return (
            duration_words(until.after) if until.after.amount else Text("ohne Wartezeit", "no waiting time")
        )
    window = window_words(until.window)
    if not until.after.amount:
        return Text("bis zum Zeitfenster ", "until the time window ") + window
    return duration_words(until.after) + Text(", weiter nur ", ", then only ") + window


def until_date_words(until: UntilDate, label: Text) -> Text:
    """A day and a time: `3 Tage vor Geburtstag, 9 Uhr`; `label` names the field if it is one."""
    day = day_words(until.date) if until.date else label
    if until.days:
        period = duration_words(Duration(amount=abs(until.days), unit="days"))
        wording = _BEFORE if until.days < 0 else _AFTER
        day = wording.fill(period=period, day=day)
    words = Text("jährlich: ", "yearly: ") + day if until.yearly else day
    return words + ", " + clock_words(until.at)


def recurrence_words(recurrence: Recurrence) -> Text:
    """How often: `jede Woche Mo, Do, 9 Uhr`."""
    return _often_words(recurrence) + ", " + clock_words(recurrence.at)


def clock_words(clock: str) -> Text:
    """A wall time: `9 Uhr` / `9:00`."""
    return _hour(clock) + Text(" Uhr", "")


def event_filter_words(event: EventFilter) -> Text:
    """Events of a type, with the tests of their properties in brackets."""
    return event_name(event.type) + property_words(event)


def property_words(event: EventFilter) -> Text:
    """The tests of an event's properties in brackets, with a space before; nothing if there are none."""
    if not event.where:
        return same("")
    tests = [comparison_words(same(test.property or "…"), test.op, test.value) for test in event.where]
    return same(" (") + joined(tests, Text(" und ", " and ")) + ")"


def day_words(iso: str) -> Text:
    """A day as ISO text in words; what is none reads as it is written."""
    try:
        return date_words(date.fromisoformat(iso))
    except ValueError:
        return same(iso)


def _often_words(recurrence: Recurrence) -> Text:
    if recurrence.every == "day":
        return Text("jeden Tag", "every day")
    if recurrence.every == "week":
        return Text("jede Woche ", "every week ") + weekday_words(recurrence.weekdays)
    if recurrence.day == 31:
        return Text("am letzten Tag jedes Monats", "on the last day of each month")
    return Text("am {n}. jedes Monats", "on day {n} of each month").fill(n=recurrence.day)


def weekday_words(weekdays: tuple[int, ...]) -> Text:
    """Days of the week (0 = Monday): `Mo–Fr, So`; all of them are `täglich`."""
    days = sorted({day for day in weekdays if day in range(7)})
    if len(days) == 7:
        return Text("täglich", "daily")
    if not days:
        return Text("an keinem Tag", "on no day")
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return joined([_run(run) for run in runs], same(", "))


def _run(days: list[int]) -> Text:
    if len(days) == 1:
        return _DAYS[days[0]]
    return _DAYS[days[0]] + (same(", ") if len(days) == 2 else same("–")) + _DAYS[days[-1]]


def _hour(clock: str) -> Text:
    hours, minutes = clock.split(":")
    short = str(int(hours))
    return Text(short if minutes == "00" else f"{short}:{minutes}", f"{short}:{minutes}")
