"""Whether a rule can hold at all, and whether earlier rules leave anything for a later one.

Sound, not complete: „can never hold“ is only said if it is certain. Rules with too many combinations
count as possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from app.core.fields import FieldBook
from app.core.rules.tree import AllOf, AnyOf, Leaf, Not, Rule
from app.core.validation.domains import BLANK, MISSING, Fact, fact

MOST_COMBINATIONS = 256
_Literal = tuple[Leaf, bool]
_Combination = frozenset[_Literal]


class TooManyError(Exception):
    """The rule has more combinations than are worth looking at."""


def can_hold(rule: Rule, fields: FieldBook, *, unless: Sequence[Rule] = ()) -> bool:
    """Whether some contact could satisfy a rule while none of some other rules holds."""
    try:
        combinations = _within_limit([frozenset()], _expand(rule, holds=True), fields)
        for other in unless:
            combinations = _within_limit(combinations, _expand(other, holds=False), fields)
    except TooManyError:
        return True
    return bool(combinations)


def _within_limit(
    known: Sequence[_Combination], more: Sequence[_Combination], fields: FieldBook
) -> list[_Combination]:
    """Every possible pair of combinations, those that contradict themselves left out."""
    if len(known) * len(more) > 16 * MOST_COMBINATIONS:
        raise TooManyError
    joined = dict.fromkeys(one | other for one in known for other in more)
    possible = [combination for combination in joined if _possible(combination, fields)]
    if len(possible) > MOST_COMBINATIONS:
        raise TooManyError
    return possible


def _expand(rule: Rule, *, holds: bool) -> list[_Combination]:
    """The combinations of leaves under which a rule holds (or does not)."""
    match rule:
        case Not(rule=part):
            return _expand(part, holds=not holds)
        case AllOf(rules=parts) | AnyOf(rules=parts):
            expanded = [_expand(part, holds=holds) for part in parts]
            together = isinstance(rule, AllOf) == holds
            return _product(expanded) if together else list(dict.fromkeys(chain.from_iterable(expanded)))
        case _:
            return [frozenset({(rule, holds)})]


def _product(groups: Sequence[Sequence[_Combination]]) -> list[_Combination]:
    total: list[_Combination] = [frozenset()]
    for group in groups:
        if len(total) * len(group) > 16 * MOST_COMBINATIONS:
            raise TooManyError
        total = list(dict.fromkeys(one | other for one in total for other in group))
    return total


def _possible(combination: _Combination, fields: FieldBook) -> bool:
    """Whether the leaves of a combination can all be as it says."""
    subjects: dict[Any, list[tuple[Fact, bool]]] = {}
    for leaf, holds in combination:
        known = fact(leaf, fields)
        subjects.setdefault(known.subject, []).append((known, holds))
    return all(
        any(all(known.test(sample) == holds for known, holds in facts) for sample in _samples(facts))
        for facts in subjects.values()
    )


def _samples(facts: Sequence[tuple[Fact, bool]]) -> Iterator[Any]:
    """The samples of all facts about one subject, and what lies between them."""
    found = set(chain.from_iterable(known.samples for known, _ in facts))
    yield from found
    if any(known.dense for known, _ in facts):
        numbers = sorted(part for part in found if part is not MISSING)
        yield from ((low + high) / 2 for low, high in pairwise(numbers))
    pieces = [known.piece for known, holds in facts if known.piece and known.piece_if == holds]
    yield from (BLANK.join((lead, *pieces)) for lead in pieces)
    if pieces:
        yield BLANK.join(("", *pieces))
    if found == {MISSING}:
        yield 0
