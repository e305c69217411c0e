"""Calls without a command: they open the window, perhaps on a workspace, perhaps on a journey file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OPTIONS = ("--workspace", "-w")


@dataclass(frozen=True)
class WindowCall:
    """What the window is to be opened on; None: what it had open last, and no journey."""

    workspace: Path | None = None
    journey: Path | None = None


def window_call(arguments: Sequence[str]) -> WindowCall | None:
    """How the window was called for, or None if the arguments are a command."""
    words, workspace, journey = list(arguments), None, None
    while words:
        word = words.pop(0)
        if word in OPTIONS and words:
            workspace = Path(words.pop(0))
        elif word.startswith("--workspace=") and word != "--workspace=":
            workspace = Path(word.removeprefix("--workspace="))
        elif word.endswith(".journey") and journey is None:
            journey = Path(word)
        else:
            return None
    return WindowCall(workspace, journey)
