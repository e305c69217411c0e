"""The scheduler: lets the live journeys of a workspace run while the program is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.core.clock import Instant
from app.core.text import Text


@dataclass(frozen=True)
class RunnerState:
    """What the scheduler is doing. `problem` is a sentence for the person, if anything is wrong."""

    doing: Literal["off", "waiting", "working", "elsewhere"] = "off"
    next_due: Instant | None = None
    problem: Text | None = None


class Runner:
    """One per workspace: a thread that moves contacts and sends what is due.

    It sleeps until the next due instant and wakes on `wake` and on writes of other programs.
    """

    def start(self) -> bool:
        """Start the thread; False if another program runs this workspace (state `elsewhere` says who)."""
        ...

    def stop(self) -> None:
        """Finish the wave in hand and end the thread."""
        ...

    def wake(self) -> None:
        """Something has happened: look at once; safe from any thread."""
        ...

    @property
    def state(self) -> RunnerState:
        """What it is doing now."""
        ...

    def on_change(self, listener: Callable[[RunnerState], None]) -> None:
        """Tell a listener of every new state and after every wave, from the runner's thread."""
        ...
