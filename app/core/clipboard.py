"""Steps as text that travels: copied as a journey file, found again in whatever a person pastes.

On its way through mails and chats a text gets words around it, code fences, `>` before each line, curly
quotes, and spaces that are none. All of that is looked past; what stands inside texts stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.document_io import FORMAT, MAX_BYTES, from_text, to_text
from app.core.errors import DocumentError
from app.core.journey import Journey
from app.core.text import Text

NO_STEPS = Text(
    "In der Zwischenablage liegen keine Schritte. Kopieren Sie zuerst Schritte mit Strg+C.",
    "There are no steps on the clipboard. Copy some steps with Ctrl+C first.",
)
NOT_WHOLE = Text(
    "In der Zwischenablage liegt nur ein Teil einer Journey. Kopieren Sie den Text noch einmal, von der "
    "ersten bis zur letzten geschweiften Klammer.",
    "The clipboard holds only a part of a journey. Please copy the text again, from the first to the last "
    "curly bracket.",
)
_CURLY = "“”„‟«»"
_QUOTES = '"' + _CURLY
_OBJECT = re.compile(rf"\{{[\s\u200b\u2060\ufeff]*[{_QUOTES}]")
_QUOTED_LINES = re.compile(r"^[ \t\u00a0]*(?:>[ \t\u00a0]?)+", re.MULTILINE)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_AFTER_STRING = re.compile(rf"\s*(?::|[}}\]]|,\s*(?:[{_QUOTES}{{\[\d-]|true\b|false\b|null\b)|$)")
MOST_TRIES = 50


def steps_to_text(fragment: Journey) -> str:
    """Chosen steps as readable text; it is a journey file, so it can also be saved or mailed."""
    return to_text(fragment)


def steps_from_text(text: str) -> Journey:
    """The journey or the steps in a text; raises `DocumentError` that says why there are none."""
    if FORMAT not in text or len(text) > MAX_BYTES:
        raise DocumentError(NO_STEPS)
    failure = DocumentError(NOT_WHOLE)
    for version in dict.fromkeys((text, _QUOTED_LINES.sub("", text))):
        for found in _objects(version):
            try:
                return from_text(found)
            except DocumentError as error:
                failure = error
    raise failure


def _objects(text: str) -> Iterator[str]:
    """The JSON objects in a text that may be journeys, mended."""
    start = 0
    for _ in range(MOST_TRIES):
        match = _OBJECT.search(text, start)
        if match is None:
            return
        found = _Reader(text, match.start()).read()
        start = match.start() + 1 if found is None else found[1]
        if found is not None and FORMAT in found[0]:
            yield found[0]


class _Reader:
    """Copies one object from a text, with straight quotes and plain spaces where JSON wants them."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._at = text, start
        self._parts: list[str] = []

    def read(self) -> tuple[str, int] | None:
        """The object and where it ends, or None if it does not end."""
        depth = 0
        while self._at < len(self._text):
            letter = self._text[self._at]
            if letter in _QUOTES:
                self._string(letter)
                continue
            depth += (letter in "{[") - (letter in "}]")
            self._parts.append(" " if letter.isspace() and letter != "\n" else _INVISIBLE.sub("", letter))
            self._at += 1
            if depth == 0:
                return "".join(self._parts), self._at
        return None

    def _string(self, opened: str) -> None:
        """Copy a string. One in straight quotes ends as JSON says; of others, where something can follow."""
        self._parts.append('"')
        self._at += 1
        while self._at < len(self._text):
            letter = self._text[self._at]
            if letter == "\\":
                after = self._text[self._at + 1 : self._at + 2]
                self._parts.append(letter + ('"' if after in _CURLY else after))
                self._at += 2
            elif letter in _QUOTES and self._closes(opened, letter):
                break
            else:
                self._parts.append('\\"' if letter == '"' else "\\n" if letter == "\n" else letter)
                self._at += 1
        self._parts.append('"')
        self._at += 1

    def _closes(self, opened: str, letter: str) -> bool:
        if opened == '"':
            return letter == '"'
        return _AFTER_STRING.match(self._text, self._at + 1) is not None
