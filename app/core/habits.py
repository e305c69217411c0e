"""What a person is used to: which kind of step was put after which, and which were used last."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

START = ""
"""What stands before the first step of a journey."""
MOST_RECENT = 5
MOST_TIMES = 500
"""When a pair has been counted so often, all counts are halved: what was long ago weighs less."""


class Habits(BaseModel):
    """Counts of pairs of steps, by type or by `type:preset`, and the steps used last, the latest first."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    after: Mapping[str, Mapping[str, int]] = Field(default_factory=dict[str, Mapping[str, int]])
    recent: tuple[str, ...] = ()

    def times(self, before: str, key: str) -> int:
        """How often a step was put after another."""
        return self.after.get(before, {}).get(key, 0)

    def noted(self, before: str, key: str) -> Habits:
        """The habits after a step was put behind another once more."""
        after = self.after
        if self.times(before, key) >= MOST_TIMES:
            after = {each: _halved(counts) for each, counts in after.items()}
        counts = after.get(before, {})
        after = {**after, before: {**counts, key: counts.get(key, 0) + 1}}
        recent = (key, *(each for each in self.recent if each != key))
        return Habits(after=after, recent=recent[:MOST_RECENT])


def _halved(counts: Mapping[str, int]) -> Mapping[str, int]:
    return {key: count // 2 for key, count in counts.items() if count > 1}
