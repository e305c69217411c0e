"""How keys are written: as they are labelled on the keyboards of a language."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from PySide6.QtGui import QKeySequence

from app.core.text import Language, Text, same

_NAMES = {
    "Ctrl": Text("Strg", "Ctrl"),
    "Shift": Text("Umschalt", "Shift"),
    "Del": Text("Entf", "Del"),
    "Ins": Text("Einfg", "Ins"),
    "Backspace": Text("Rücktaste", "Backspace"),
    "Return": same("Enter"),
    "Space": Text("Leertaste", "Space"),
    "Home": Text("Pos1", "Home"),
    "End": Text("Ende", "End"),
    "PgUp": Text("Bild ↑", "Page Up"),
    "PgDown": Text("Bild ↓", "Page Down"),
    "Menu": Text("Menütaste", "Menu"),
    "Up": same("↑"),
    "Down": same("↓"),
    "Left": same("←"),
    "Right": same("→"),
    "-": same("−"),
}


def key_words(keys: str, language: Language) -> str:
    """A key with its modifiers, such as “Strg+Umschalt+Z”; a Mac has signs of its own."""
    if sys.platform == "darwin":
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    head, _, last = keys.rpartition("+")
    if not last:  # the plus itself
        head, last = keys[:-1].removesuffix("+"), "+"
    parts = [*(head.split("+") if head else ()), last]
    return "+".join(_NAMES.get(part, same(part)).pick(language) for part in parts)


def all_keys(keys: Iterable[str], language: Language) -> list[str]:
    """The keys of a command; two that are labelled alike are written once."""
    return list(dict.fromkeys(key_words(each, language) for each in keys))
