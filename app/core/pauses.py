"""Pausing, resuming and archiving a journey (rule 19): what may be chosen, and what it would bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.core.clock import Instant
from app.core.impact import AtOnce

Clocks = Literal["ran_on", "stood_still", "anew"]
"""What the pause was for those who wait: time that counts, no time at all, or the end of their waiting."""
CLOCKS: tuple[Clocks, ...] = ("ran_on", "stood_still", "anew")
Inside = Literal["drain", "end"]
"""Who is inside an archived journey runs on to the end, or leaves it as `removed`."""


@dataclass(frozen=True)
class Resumption:
    """A paused journey, and what each way of resuming it would bring at once.

    `paused_at` is None for a journey that was paused by a program that did not note when; `why` is empty if
    a person has paused it, else what the engine says about it (JSON, see `app.core.incidents`).
    """

    journey: str
    paused_at: Instant | None
    why: str
    contacts: int
    messages: int = 0
    """Messages that were decided before the pause and leave as soon as the journey is resumed."""
    options: Mapping[Clocks, AtOnce] = field(default_factory=dict[Clocks, AtOnce])
