"""What every widget is given: language, theme, icons, the step types, and what the program can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtGui import QIcon

from app.core.clock import Instant, to_datetime
from app.core.formats import date_words, instant_words, number_words
from app.core.node import NodeCatalog
from app.core.text import Language, Text
from app.ui.icons import SIZE, Icons
from app.ui.theme import Sizes, Tokens


@dataclass(frozen=True)
class Context:
    """Language and looks of the window; replaced as a whole when a person changes them."""

    language: Language
    tokens: Tokens
    sizes: Sizes
    icons: Icons
    catalog: NodeCatalog
    zone: tzinfo

    def say(self, text: Text) -> str:
        """The words in the language of the window."""
        return text.pick(self.language)

    def icon(self, name: str, colour: str | None = None, size: int = SIZE) -> QIcon:
        """An icon, in the colour of text unless told."""
        return self.icons.get(name, colour or self.tokens.text, size)

    def number(self, value: float) -> str:
        """A number with the separators of the language."""
        return self.say(number_words(value))

    def moment(self, instant: Instant) -> str:
        """A date and time of day as a person reads it."""
        return self.say(instant_words(instant, self.zone))

    def day(self, instant: Instant) -> str:
        """A date as a person reads it."""
        return self.say(date_words(to_datetime(instant).astimezone(self.zone).date()))
