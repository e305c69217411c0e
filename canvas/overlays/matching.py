"""Finding words by what a person types of them: from the beginning, from the middle, with a slip."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

Span = tuple[int, int]
"""Where a hit begins and ends."""
WHOLE, BEGINNING, WORD, SYNONYM, INSIDE, NEARLY_SYNONYM, SLIP, ELSEWHERE, SCATTERED = (
    100,
    90,
    80,
    75,
    60,
    55,
    40,
    25,
    12,
)
"""How good a hit is."""
LONG_ENOUGH_FOR_A_SLIP, LONG_ENOUGH_TO_SCATTER = 4, 3


@lru_cache(maxsize=4096)
def folded(words: str) -> str:
    """Words without case and accents, letter by letter, so that places in them stay the same."""
    return "".join(_plain(letter) for letter in words)


def quality(wanted: str, titles: Sequence[str], synonyms: Collection[str], also: str) -> int:
    """How well folded words fit an entry, by all words together; 0 if one of them does not."""
    whole = wanted.strip()
    if not whole:
        return 0
    if whole in titles:
        return WHOLE
    if any(title.startswith(whole) for title in titles):
        return BEGINNING
    found = [_of_word(word, titles, synonyms, also) for word in whole.split()]
    return min(found) if all(found) else 0


def spellings(words: str) -> Collection[str]:
    """Folded words as they are, and with “oe” for “ö” as some keyboards have to write it."""
    plain = words.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return (words,) if plain == words else (words, plain)


def spans(wanted: str, title: str) -> list[Span]:
    """The parts of a title that folded words hit, for showing them."""
    inside, found = folded(title), list[Span]()
    for word in wanted.split():
        start = _start_of(word, inside)
        if start >= 0:
            found.append((start, start + len(word)))
        elif len(word) >= LONG_ENOUGH_TO_SCATTER:
            found += [(place, place + 1) for place in _scattered(word, inside)]
    return _merged(found)


def _of_word(word: str, titles: Sequence[str], synonyms: Collection[str], also: str) -> int:
    if any(_start_of(word, title) in _beginnings(title) for title in titles):
        return WORD
    if word in synonyms:
        return SYNONYM
    if any(word in title for title in titles):
        return INSIDE
    if any(each.startswith(word) for each in synonyms):
        return NEARLY_SYNONYM
    if len(word) >= LONG_ENOUGH_FOR_A_SLIP and _slipped(word, titles, synonyms):
        return SLIP
    if word in also:
        return ELSEWHERE
    if len(word) >= LONG_ENOUGH_TO_SCATTER and any(_scattered(word, title) for title in titles):
        return SCATTERED
    return 0


@lru_cache(maxsize=1024)
def _beginnings(title: str) -> frozenset[int]:
    return frozenset(
        place
        for place, letter in enumerate(title)
        if letter.isalnum() and not title[place - 1 : place].isalnum()
    )


def _start_of(word: str, title: str) -> int:
    """Where a word stands in a title, at the beginning of one of its words if possible."""
    place = title.find(word)
    first = place
    while place >= 0:
        if place in _beginnings(title):
            return place
        place = title.find(word, place + 1)
    return first


def _slipped(word: str, titles: Sequence[str], synonyms: Collection[str]) -> bool:
    return any(_one_slip(word, each) for title in titles for each in title.split()) or any(
        _one_slip(word, each) for each in synonyms
    )


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is wrong, missing, too many or swapped with the next, in the beginning of a word."""
    if typed[0] != meant[:1] and typed[1:2] != meant[:1]:
        return False
    place = 0
    while place < len(typed) and typed[place : place + 1] == meant[place : place + 1]:
        place += 1
    rest, wanted = typed[place:], meant[place:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return wanted.startswith((rest[1:], swapped)) or wanted[1:].startswith((rest[1:], rest))


@lru_cache(maxsize=4096)
def _scattered(word: str, title: str) -> tuple[int, ...]:
    """The places of letters that stand in a title in this order, the first at the beginning of a word."""
    if not word or not title.startswith(word[0]):
        return ()
    places: list[int] = []
    at = 0
    for letter in word:
        at = title.find(letter, at)
        if at < 0:
            return ()
        places.append(at)
        at += 1
    return tuple(places)


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _plain(letter: str) -> str:
    """One letter for one: what folding would make longer keeps its first part."""
    return (unicodedata.normalize("NFKD", letter).casefold() or letter)[0]
