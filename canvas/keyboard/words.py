"""What is written on keys: "Strg+Entf" on a German keyboard, "Ctrl+Del" on an English one."""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeySequence

from app.core.text import Language

GERMAN = {
    "Ctrl": "Strg",
    "Shift": "Umschalt",
    "Del": "Entf",
    "Ins": "Einfg",
    "Return": "Eingabe",
    "Enter": "Eingabe",
    "Backspace": "Rück",
    "Home": "Pos1",
    "End": "Ende",
    "PgUp": "Bild auf",
    "PgDown": "Bild ab",
    "Space": "Leertaste",
    "Menu": "Menü",
}
ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def key_words(keys: str, language: Language) -> str:
    """Keys as `QKeySequence` reads them, as they are written on a keyboard of this language."""
    if sys.platform == "darwin":  # signs, the same in every language
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    names = ARROWS | (GERMAN if language == "de" else {})
    plus = keys.endswith("+")  # the key itself, not what joins two
    parts = keys.removesuffix("+").removesuffix("+").split("+") if plus else keys.split("+")
    found = [names.get(part, part) for part in parts if part]
    return "+".join([*found, "+"] if plus else found)
