"""Numbers as a person reads them on the canvas."""

from __future__ import annotations

from app.core.clock import DAY, HOUR, MINUTE, Instant
from app.core.formats import number_words
from app.core.reasons import reason_text
from app.core.records import Failing, StepCount, Waiting
from app.core.text import Language, Text, plural

NARROW_SPACE = "\u202f"


def number(value: int, language: Language) -> str:
    """A whole number with its thousands apart: 1 000 in German, 1,000 in English."""
    grouped = f"{value:,}"
    return grouped.replace(",", NARROW_SPACE) if language == "de" else grouped


def percent(part: int, whole: int, language: Language) -> str:
    """A share in whole percent."""
    share = round(100 * part / whole) if whole else 0
    return f"{share}{NARROW_SPACE}%" if language == "de" else f"{share}%"


def standing(count: StepCount, language: Language) -> str:
    """What the badge of a step says: who stands here, or else how many came through."""
    if count.here:
        return Text("{n} hier", "{n} here").fill(n=number(count.here, language)).pick(language)
    return number(count.passed, language)


def failed(count: int, language: Language) -> str:
    """What the badge of a step says about failures."""
    return Text("{n} fehlgeschlagen", "{n} failed").fill(n=number(count, language)).pick(language)


def waiting_words(waiting: Waiting, now: Instant) -> Text:
    """Who stands at a step: how many, and since when the longest."""
    words = Text("{n} warten hier, am längsten seit {age}", "{n} wait here, the longest for {age}")
    if waiting.n == 1:
        words = Text("1 wartet hier, seit {age}", "1 waits here, for {age}")
    return words.fill(n=number_words(waiting.n), age=age_words(now - waiting.oldest))


def failing_words(failing: Failing) -> Text:
    """What failed at a step lately, and mostly why."""
    words = Text(
        "{n} in den letzten 30 Tagen fehlgeschlagen, meistens: {reason}",
        "{n} failed in the last 30 days, mostly: {reason}",
    )
    return words.fill(n=number_words(failing.n), reason=reason_text(failing.reasons[0][0]))


def age_words(age: int) -> Text:
    """How long something lasts, in milliseconds, in the largest unit that fits: for after “since”, “for”."""
    if age < HOUR:
        return plural(
            max(1, age // MINUTE), Text("{n} Minute", "{n} minute"), Text("{n} Minuten", "{n} minutes")
        )
    if age < DAY:
        return plural(age // HOUR, Text("{n} Stunde", "{n} hour"), Text("{n} Stunden", "{n} hours"))
    return plural(age // DAY, Text("{n} Tag", "{n} day"), Text("{n} Tagen", "{n} days"))
