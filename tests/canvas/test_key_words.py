"""Keys are named as they are written on the keyboard."""

from __future__ import annotations

import sys

import pytest

from canvas.keyboard.words import key_words

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="a Mac shows signs")


@pytest.mark.parametrize(
    ("keys", "german", "english"),
    [
        ("Ctrl+Shift+Del", "Strg+Umschalt+Entf", "Ctrl+Shift+Del"),
        ("Return", "Eingabe", "Return"),
        ("Ctrl++", "Strg++", "Ctrl++"),
        ("+", "+", "+"),
        ("Ctrl+-", "Strg+-", "Ctrl+-"),
        ("Alt+Left", "Alt+←", "Alt+←"),
        ("F", "F", "F"),
    ],
)
def test_keys_are_named_in_both_languages(keys: str, german: str, english: str) -> None:
    assert (key_words(keys, "de"), key_words(keys, "en")) == (german, english)
