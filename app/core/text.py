"""Words a person reads, always in both languages at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

type_of_value = str | int | float


class Text(NamedTuple):
    """One sentence or label in German and English; `{name}` places are filled by `fill`."""

    de: str
    en: str

    def pick(self, language: Language) -> str:
        """The wording in one language, places left open."""
        return self.de if language == "de" else self.en

    def fill(self, **values: type_of_value | Text) -> Text:
        """The same text with its places filled; a `Text` value fills each language with its own."""
        return Text(self.de.format_map(_in("de", values)), self.en.format_map(_in("en", values)))

    def __add__(self, other: object) -> Text:
        """Two texts one after the other (never tuple concatenation)."""
        if isinstance(other, Text):
            return Text(self.de + other.de, self.en + other.en)
        return Text(self.de + str(other), self.en + str(other))


def same(words: str) -> Text:
    """A text that reads the same in both languages (a name, a number, a value)."""
    return Text(words, words)


def plural(count: int, one: Text, many: Text) -> Text:
    """The singular or plural wording with `{n}` filled; both languages share the rule `n == 1`."""
    return (one if count == 1 else many).fill(n=count)


def joined(parts: list[Text], separator: Text) -> Text:
    """Several texts in one, with a separator between them."""
    return Text(
        separator.de.join(part.de for part in parts),
        separator.en.join(part.en for part in parts),
    )


def _in(language: Language, values: Mapping[str, type_of_value | Text]) -> dict[str, type_of_value]:
    return {key: value.pick(language) if isinstance(value, Text) else value for key, value in values.items()}
