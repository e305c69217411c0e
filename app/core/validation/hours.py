"""Whether quiet hours leave any time in which a message may go, in a week without holidays."""

from __future__ import annotations

from app.core.schedule import Window

_DAY = 24 * 60
_WEEK = 7 * _DAY
_Span = tuple[int, int]


def leaves_time(quiet: Window, sending: Window | None) -> bool:
    """Whether some minute of the week lies in the send hours (always, if there are none) and is not quiet.

    A send window without a weekday, which is a finding of its own, counts as none.
    """
    free = (_spans(sending) if sending is not None else []) or [(0, _WEEK)]
    for start, end in _spans(quiet):
        free = [part for span in free for part in _without(span, start, end)]
    return bool(free)


def _spans(window: Window) -> list[_Span]:
    """The minutes of the week in which a window is open; one over the end of the week becomes two."""
    start, end = _minute(window.start), _minute(window.end)
    length = (end - start - 1) % _DAY + 1
    found: list[_Span] = []
    for day in window.weekdays:
        if day in range(7):
            first = day * _DAY + start
            last = first + length
            found += [(first, last)] if last <= _WEEK else [(first, _WEEK), (0, last - _WEEK)]
    return found


def _without(span: _Span, start: int, end: int) -> list[_Span]:
    """What is left of a span of minutes without another one."""
    low, high = span
    parts = ((low, min(high, start)), (max(low, end), high))
    return [part for part in parts if part[0] < part[1]]


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
