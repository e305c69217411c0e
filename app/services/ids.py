"""Ids of things a person names: readable, of letters and digits only, and not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from app.core.errors import WorkspaceError
from app.core.text import Text

LONGEST_NAME, LONGEST_ID = 80, 60
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def clean_name(name: str, taken: Collection[str]) -> str:
    """A name as it is kept; `WorkspaceError` if it is empty, too long, or another one's."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise WorkspaceError(_BAD_NAME.fill(longest=LONGEST_NAME))
    if words.casefold() in {other.casefold() for other in taken}:
        raise WorkspaceError(_TAKEN.fill(name=words))
    return words


def id_for(name: str, taken: Collection[str]) -> str:
    """An id that reads like the name."""
    lowered = "".join(_LETTERS.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID] or "x"
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(candidate for candidate in candidates if candidate not in taken)


_BAD_NAME = Text(
    "Bitte geben Sie einen Namen mit höchstens {longest} Zeichen ein.",
    "Please enter a name of at most {longest} characters.",
)
_TAKEN = Text(
    "Den Namen „{name}“ gibt es schon. Bitte wählen Sie einen anderen.",
    "There is already something named “{name}”. Please choose another name.",
)
