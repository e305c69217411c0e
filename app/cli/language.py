"""The language that the program speaks before anybody has chosen one."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from typing import get_args

from app.core.text import LANGUAGES, Language


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Language:
    """`--lang` if it is given, else the language of the environment; anything but German is English."""
    for index, word in enumerate(arguments):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in get_args(Language):
            return LANGUAGES[LANGUAGES.index(value)]
    settings = os.environ if environment is None else environment
    name = next((settings[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if settings.get(key)), "")
    if not name and environment is None:
        name = locale.getlocale()[0] or ""
    return "de" if name.lower().startswith(("de", "german")) else "en"
