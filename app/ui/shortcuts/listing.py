"""What sheet and search list: every command once, however many tables it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.core.text import Text
from canvas.commands import COMMAND_GROUPS, Command
from canvas.overlays.matching import folded, quality, spellings


def merged(commands: Iterable[Command]) -> list[Command]:
    """Commands of the same name as one with all their keys; the first one is what runs."""
    found: dict[Text, Command] = {}
    for command in commands:
        known = found.get(command.name)
        if known is None:
            found[command.name] = command
        else:
            keys = (*known.keys, *(each for each in command.keys if each not in known.keys))
            found[command.name] = replace(known, keys=keys)
    return list(found.values())


class Section(NamedTuple):
    """Commands below a heading; one of its own for a place where keys mean something else."""

    heading: Text
    commands: Sequence[Command]


def sections_of(commands: Sequence[Command]) -> list[Section]:
    """Commands below the headings of their groups, in the order of the sheet; empty ones are left out."""
    parts = (
        Section(words, [each for each in commands if each.group == group])
        for group, words in COMMAND_GROUPS.items()
    )
    return [part for part in parts if part.commands]


def found(commands: Sequence[Command], wanted: str, shown: Sequence[str]) -> list[int]:
    """The places of the commands that fit typed words, by name, heading or key, the best first.

    `shown` are their keys as they are written on the screen.
    """
    words = folded(wanted).strip()
    if not words:
        return list(range(len(commands)))
    worth = [_quality(command, words, keys) for command, keys in zip(commands, shown, strict=True)]
    return sorted((place for place, each in enumerate(worth) if each), key=lambda place: -worth[place])


def _quality(command: Command, words: str, keys: str) -> int:
    names = [folded(name) for name in command.name]
    also = folded(" ".join((*COMMAND_GROUPS[command.group], keys)))
    return max(quality(each, names, frozenset(), also) for each in spellings(words))
