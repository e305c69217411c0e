"""What became of a contact, in the words in which the engine is asked too."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.program import Program
from tests.support.lives import Told, in_order
from tests.support.reference.life import Life
from tests.support.rules import Lot


def tell(life: Life, programs: Sequence[Program]) -> Told:
    """Everything that is compared."""
    by_journey = {
        program.journey: [one for one in life.passes if one.program is program] for program in programs
    }
    return Told(
        passes={
            journey: tuple((one.entered_at, one.reason, one.ended_at) for one in passes)
            for journey, passes in by_journey.items()
        },
        lines={
            journey: tuple(line for one in passes for line in one.lines)
            for journey, passes in by_journey.items()
        },
        messages=in_order(
            (journey, number, message.step, message.at, message.state, message.state_at)
            for journey, passes in by_journey.items()
            for number, one in enumerate(passes)
            for message in one.messages
        ),
        values={key: value for key, value in life.values.items() if value not in (None, "")},
        tags=frozenset(life.tags),
        lists=frozenset(life.lists),
        points=tuple(sorted(life.lots, key=_lot)),
        locks=tuple(sorted(life.locks, key=lambda lock: (lock.created_at, lock.until or 0))),
        consents=tuple(sorted((word.purpose, word.status, word.at) for word in life.consents)),
        codes=tuple(sorted(life.codes)),
    )


def _lot(lot: Lot) -> tuple[int, int, int]:
    return lot.at, lot.expires_at or 0, lot.remaining
