"""A sentence with changeable places: what a condition says, before it becomes widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Literal

from app.core.fields import FieldType
from app.core.rules.tree import Rule
from app.core.text import Language, Text
from app.ui.editors.combo import Option

SlotKind = Literal["choice", "field", "words", "number", "amount", "date", "event", "button"]


@dataclass(frozen=True)
class Slot:
    """A changeable place.

    `change` gives the condition with another value. A `structural` change alters what the sentence
    looks like, so that it is built anew; the others leave focus and cursor alone.
    """

    kind: SlotKind
    name: Text
    value: Any
    change: Callable[[Any], Rule]
    options: tuple[Option, ...] = ()
    structural: bool = False
    kinds: tuple[FieldType, ...] = ()
    """Of a field: the types it may have; any if there are none."""


@dataclass(frozen=True)
class Sentence:
    """Words with places in braces, and the slots that stand there."""

    template: Text
    slots: Mapping[str, Slot] = field(default_factory=dict[str, Slot])

    def parts(self, language: Language) -> list[str | tuple[str, Slot]]:
        """Words and named slots in the order of the language."""
        found: list[str | tuple[str, Slot]] = []
        for words, place, _, _ in Formatter().parse(self.template.pick(language)):
            if words.strip():
                found.append(words.strip())
            if place is not None:
                found.append((place, self.slots[place]))
        return found
