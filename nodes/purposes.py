"""The purpose of consent that a step is about."""

from __future__ import annotations

from app.core.node import Surroundings
from app.core.text import Text

NO_PURPOSE = Text(
    "Weder dieser Schritt noch die Journey nennt einen Zweck der Einwilligung. Tragen Sie einen ein.",
    "Neither this step nor the journey names a purpose of consent. Enter one.",
)


def purpose_of(purpose: str, around: Surroundings) -> str:
    """The purpose of a step, or else of its journey."""
    return purpose.strip() or around.journey.settings.purpose
