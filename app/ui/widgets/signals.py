"""Types for lambdas that are connected to signals; Qt does not tell what a signal brings along.

Only for senders that live no longer than the receiver; to others connect a method of the receiver, which
Qt lets go together with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def takes(kind: type[T], run: Callable[[T], object]) -> Callable[[T], object]:
    """A slot for a signal with one value of a kind."""
    del kind
    return run


def ignoring(run: Callable[[], object]) -> Callable[..., None]:
    """A slot that does not care what the signal brings."""

    def slot(*_brought: object) -> None:
        run()

    return slot
