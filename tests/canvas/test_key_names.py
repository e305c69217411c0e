"""Keys as people read them."""

from __future__ import annotations

import sys

import pytest

from canvas.key_names import all_keys, key_words


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has signs of its own")
@pytest.mark.parametrize(
    ("keys", "german", "english"),
    [
        ("Ctrl+Shift+Z", "Strg+Umschalt+Z", "Ctrl+Shift+Z"),
        ("Ctrl++", "Strg++", "Ctrl++"),
        ("+", "+", "+"),
        ("Ctrl+-", "Strg+−", "Ctrl+−"),
        ("Alt+Up", "Alt+↑", "Alt+↑"),
        ("PgDown", "Bild ↓", "Page Down"),
        ("F2", "F2", "F2"),
        ("?", "?", "?"),
    ],
)
def test_keys_are_written_as_on_the_keyboard(keys: str, german: str, english: str) -> None:
    assert key_words(keys, "de") == german
    assert key_words(keys, "en") == english


def test_keys_labelled_alike_are_written_once() -> None:
    assert all_keys(("Return", "Enter"), "de") == ["Enter"]
