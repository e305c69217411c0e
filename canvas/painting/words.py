"""Numbers as a person reads them on the canvas."""

from __future__ import annotations

from app.core.records import StepCount
from app.core.text import Language, Text

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


def failed(count: StepCount, language: Language) -> str:
    """What the badge of a step says about failures."""
    return Text("{n} fehlgeschlagen", "{n} failed").fill(n=number(count.failed, language)).pick(language)
