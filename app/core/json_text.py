"""JSON as journey files write it, and a reader that trusts nothing.

Written: sorted keys, two spaces, lists of plain values on one line, objects over several lines. So one
changed value is one changed line. Read: no duplicate keys, no NaN, no number beyond 64 bits, no halves of
characters, no nesting deeper than `MAX_NESTING`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from app.core.errors import DocumentError
from app.core.text import Text

MAX_NESTING = 100
_MAX_INTEGER = 2**63 - 1
_Container = dict[str, Any] | list[Any]
_ONE_LINE = frozenset({"edges", "layout"})
"""Parts of a journey whose entries stand on one line each, though they are objects or lists."""


def write_json(value: Mapping[str, Any]) -> str:
    """The canonical text of an object, with a newline at the end; NaN is a defect of the caller."""
    return "".join(_lines(value, "")) + "\n"


def read_json(text: str) -> Any:
    """The value a text stands for; raises `DocumentError` that says where it cannot be read."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise DocumentError(_NOT_JSON.fill(line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise DocumentError(_TOO_DEEP) from error
    _inspect(value, text)
    return value


_NOT_JSON = Text(
    "Die Datei ist beschädigt: Zeile {line}, Spalte {column} lässt sich nicht lesen. "
    "Bitte öffnen Sie eine Sicherungskopie.",
    "The file is damaged: line {line}, column {column} cannot be read. Please open a backup copy.",
)
_TOO_DEEP = Text(
    "Die Datei ist zu tief verschachtelt und wird nicht geöffnet. "
    "Das Programm selbst schreibt so etwas nicht; bitte fragen Sie, woher die Datei stammt.",
    "The file is nested too deeply and is not opened. The program itself never writes such files; "
    "please ask where this one comes from.",
)
_DUPLICATE = Text(
    "Die Datei ist beschädigt: Die Angabe „{key}“ steht zweimal an derselben Stelle. "
    "Bitte öffnen Sie eine Sicherungskopie.",
    "The file is damaged: “{key}” is given twice in the same place. Please open a backup copy.",
)
_BAD_NUMBER = Text(
    "Die Datei ist beschädigt: „{number}“ ist keine Zahl, mit der sich rechnen lässt. "
    "Bitte öffnen Sie eine Sicherungskopie.",
    "The file is damaged: “{number}” is not a number that can be used. Please open a backup copy.",
)
_BAD_CHARACTER = Text(
    "Die Datei ist beschädigt: Ein Text enthält ein unvollständiges Zeichen. "
    "Bitte öffnen Sie eine Sicherungskopie.",
    "The file is damaged: a text contains an incomplete character. Please open a backup copy.",
)


def _lines(value: Any, indent: str, *, flat: bool = False) -> Iterable[str]:
    """The text of a value in pieces; `flat` puts the entries of a container on one line each."""
    inner = f"{indent}  "
    if isinstance(value, Mapping) and value:
        items = cast("Mapping[str, Any]", value)
        yield "{\n"
        for index, key in enumerate(sorted(items)):
            part = (
                _plain(items[key]) if flat else "".join(_lines(items[key], inner, flat=_is_flat(key, indent)))
            )
            yield f"{',' if index else ''}{chr(10) if index else ''}{inner}{_plain(key)}: {part}"
        yield f"\n{indent}}}"
    elif isinstance(value, list | tuple) and not _is_simple(cast("Sequence[Any]", value)):
        yield "[\n"
        for index, part in enumerate(cast("Sequence[Any]", value)):
            words = _plain(part) if flat else "".join(_lines(part, inner))
            yield f"{',' if index else ''}{chr(10) if index else ''}{inner}{words}"
        yield f"\n{indent}]"
    else:
        yield _plain(value)


def _is_flat(key: str, indent: str) -> bool:
    return not indent and key in _ONE_LINE


def _is_simple(values: Sequence[Any]) -> bool:
    return not any(isinstance(value, list | tuple | Mapping) for value in values)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DocumentError(_DUPLICATE.fill(key=shortened(key)))
        found[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(number := int(digits)) > _MAX_INTEGER:
        raise DocumentError(_BAD_NUMBER.fill(number=shortened(digits)))
    return number


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise DocumentError(_BAD_NUMBER.fill(number=shortened(digits)))
    return number


def _constant(name: str) -> float:
    raise DocumentError(_BAD_NUMBER.fill(number=name))


def _inspect(value: Any, text: str) -> None:
    """Refuse what the parser lets through: deep nesting and halves of characters."""
    parts: list[Any] = [value]
    halves, depth = _may_hold_halves(text), 0
    while parts:
        containers: list[_Container] = [each for each in parts if type(each) in (dict, list)]
        depth += 1
        if containers and depth > MAX_NESTING:
            raise DocumentError(_TOO_DEEP)
        if halves:
            _whole(parts)
            _whole(key for each in containers if isinstance(each, dict) for key in each)
        parts = [
            inner for each in containers for inner in (each.values() if isinstance(each, dict) else each)
        ]


def _may_hold_halves(text: str) -> bool:
    """Whether a text could stand for halves of characters: only by an escape, or if it has some itself."""
    if "\\u" in text:
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _whole(parts: Iterable[Any]) -> None:
    try:
        for part in parts:
            if type(part) is str:
                part.encode()
    except UnicodeEncodeError as error:
        raise DocumentError(_BAD_CHARACTER) from error


def shortened(words: str) -> str:
    """Words from a file as they may stand in a sentence: one line, at most 40 printable characters."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in words[:41])
    return f"{clean[:40]}…" if len(words) > 40 else clean
