"""Durations, windows, values and event filters in both languages."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from app.core.event_names import event_name
from app.core.formats import choice_words, date_words, instant_words, number_words, value_words
from app.core.rules.tree import EventFilter, PropertyTest
from app.core.schedule import Duration, DurationUnit, Until, Window
from app.core.text import Text, same
from app.core.words import (
    duration_dative,
    duration_words,
    event_filter_words,
    last_words,
    until_words,
    window_words,
)


@pytest.mark.parametrize(
    ("amount", "unit", "alone", "dative", "english"),
    [
        (1, "days", "1 Tag", "1 Tag", "1 day"),
        (3, "days", "3 Tage", "3 Tagen", "3 days"),
        (1, "weeks", "1 Woche", "1 Woche", "1 week"),
        (2, "weeks", "2 Wochen", "2 Wochen", "2 weeks"),
        (6, "months", "6 Monate", "6 Monaten", "6 months"),
        (1, "minutes", "1 Minute", "1 Minute", "1 minute"),
        (1500, "minutes", "1.500 Minuten", "1.500 Minuten", "1,500 minutes"),
        (0, "hours", "0 Stunden", "0 Stunden", "0 hours"),
    ],
)
def test_durations_follow_number_and_case(
    amount: int, unit: DurationUnit, alone: str, dative: str, english: str
) -> None:
    duration = Duration(amount=amount, unit=unit)
    assert duration_words(duration) == Text(alone, english)
    assert duration_dative(duration) == Text(dative, english)


@pytest.mark.parametrize(
    ("amount", "unit", "de", "en"),
    [
        (3, "days", "in den letzten 3 Tagen", "in the last 3 days"),
        (1, "hours", "in der letzten Stunde", "in the last hour"),
        (1, "months", "innerhalb des letzten Monats", "within the last month"),
    ],
)
def test_periods_that_end_now(amount: int, unit: DurationUnit, de: str, en: str) -> None:
    assert last_words(Duration(amount=amount, unit=unit)) == Text(de, en)


@pytest.mark.parametrize(
    ("window", "de", "en"),
    [
        (Window(), "Mo–Fr, 9–17 Uhr", "Mon–Fri, 9:00–17:00"),
        (Window(weekdays=tuple(range(7)), start="08:30"), "täglich, 8:30–17 Uhr", "daily, 8:30–17:00"),
        (Window(weekdays=(5, 6), start="22:00", end="06:00"), "Sa, So, 22–6 Uhr", "Sat, Sun, 22:00–6:00"),
        (Window(weekdays=(6, 0, 1, 2)), "Mo–Mi, So, 9–17 Uhr", "Mon–Wed, Sun, 9:00–17:00"),
        (Window(weekdays=(3,), end="09:00"), "Do, ganztägig", "Thu, all day"),
        (Window(weekdays=()), "an keinem Tag, 9–17 Uhr", "on no day, 9:00–17:00"),
    ],
)
def test_windows(window: Window, de: str, en: str) -> None:
    assert window_words(window) == Text(de, en)


def test_holds_say_how_long_and_in_which_window() -> None:
    days, none = Duration(amount=3, unit="days"), Duration(amount=0, unit="days")
    assert until_words(Until(after=days)) == Text("3 Tage", "3 days")
    assert until_words(Until(after=none)) == Text("ohne Wartezeit", "no waiting time")
    assert until_words(Until(after=days, window=Window())).de == "3 Tage, weiter nur Mo–Fr, 9–17 Uhr"
    assert until_words(Until(after=none, window=Window())).en == "until the time window Mon–Fri, 9:00–17:00"


def test_numbers_and_dates_are_written_as_each_language_does() -> None:
    assert number_words(1234.5) == Text("1.234,5", "1,234.5")
    assert number_words(-1000000) == Text("-1.000.000", "-1,000,000")
    assert number_words(3.0) == same("3")
    assert date_words(date(2026, 12, 4)) == Text("4.12.2026", "4 Dec 2026")
    assert instant_words(0, ZoneInfo("Europe/Berlin")) == Text("1.1.1970, 01:00 Uhr", "1 Jan 1970, 01:00")


def test_values_are_written_by_their_kind() -> None:
    assert value_words("Berlin") == Text("„Berlin“", "“Berlin”")
    assert value_words(True) == Text("ja", "yes")
    assert value_words(0, "boolean") == Text("nein", "no")
    assert value_words("2026-02-01", "date").de == "1.2.2026"
    assert value_words("soon", "date").de == "„soon“"
    assert value_words(0, "instant").en == "1 Jan 1970, 00:00"
    assert value_words(10**18, "instant").en == "1,000,000,000,000,000,000"
    assert value_words(None) == value_words("") == same("…")


def test_choices_end_with_an_or() -> None:
    assert choice_words([]) == same("…")
    assert choice_words([same("A")]) == same("A")
    assert choice_words([same("A"), same("B"), same("C")]) == Text("A, B oder C", "A, B or C")


def test_events_have_names_and_unknown_ones_their_type() -> None:
    assert event_name("message_opened") == Text("Mail geöffnet", "Mail opened")
    assert event_name("shoe_tied") == same("shoe_tied")
    assert event_name("") == same("…")


def test_event_filters_name_their_tests() -> None:
    where = (
        PropertyTest(property="amount", op="ge", value=20),
        PropertyTest(property="genre", op="one_of", value=("crime", "poetry")),
    )
    assert event_filter_words(EventFilter(type="purchase")) == Text("Kauf", "Purchase")
    assert event_filter_words(EventFilter(type="purchase", where=where)) == Text(
        "Kauf (amount ist mindestens 20 und genre ist „crime“ oder „poetry“)",
        "Purchase (amount is at least 20 and genre is “crime” or “poetry”)",
    )
