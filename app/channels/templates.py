"""Jinja2 for texts that people and strangers write: nothing but values, filters and simple blocks.

The sandbox keeps a template from reaching Python; no function can be called, and what it writes has a
limit. An empty value is missing: it can be tested and given a replacement, but never printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, nodes, pass_eval_context
from jinja2 import filters as jinja_filters
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.clock import to_datetime
from app.core.errors import ComposeError
from app.core.template_language import FILTERS, TemplateMistake, parse
from app.core.text import Language

MAX_LENGTH = 500_000
LONGEST_VALUE = 20_000
"""Characters of one value; nobody greets a person with more."""
LONGEST_LIST = 200
"""Entries of a list that a loop goes through."""
_LARGEST = 10**12
_MADE_LONGER = 5
"""By how much HTML may be longer than the Markdown it was made of."""
_ENTRIES = "entries"
_MOST_DIGITS = 20
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


class Values:
    """A namespace of a template; a value that is None or empty is left out."""

    __slots__ = ("_path", "_values")

    def __init__(self, path: str, values: Mapping[str, Any]) -> None:
        self._path = path
        self._values = {key: value for key, value in values.items() if value not in (None, "")}

    def __getitem__(self, key: str) -> Any:
        return _wrapped(f"{self._path}.{key}", self._values[key])

    def path_of(self, key: str) -> str:
        """How a template names a value in here."""
        return f"{self._path}.{key}"


def _wrapped(path: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return Values(path, cast("Mapping[str, Any]", value))
    if isinstance(value, list | tuple):
        return tuple(_wrapped(path, each) for each in cast("list[Any]", value))
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        raise ComposeError("too_long")
    return value


_PLAIN = (Values, str, int, float, tuple)


class Missing(StrictUndefined):
    """A missing value: false in a test, unequal to everything, an error wherever it would be printed."""

    @property
    def _undefined_message(self) -> str:
        owner, name = self._undefined_obj, str(self._undefined_name)
        return owner.path_of(name) if isinstance(owner, Values) else name

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Compiles the texts of one language, for HTML (`escape`), plain, or with values `written` otherwise."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(
        self, language: Language, *, escape: bool, written: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init__(
            undefined=Missing,
            autoescape=escape,
            finalize=written or partial(readable, language),
            keep_trailing_newline=False,
        )
        known = cast("dict[str, Callable[..., Any]]", cast("Any", jinja_filters).FILTERS)
        own: dict[str, Callable[..., Any]] = {
            "date": partial(_date, language),
            "link": _link,
            "replace": _replace,
            "join": _join,
            "round": _round,
            _ENTRIES: _entries,
        }
        self.filters: dict[str, Callable[..., Any]] = {
            name: known[name] for name in FILTERS - own.keys()
        } | own
        self.globals: dict[str, Any] = {}

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing can be called; a template has nothing to call that it needs."""
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands under a name; what Python has besides, such as methods, is no value."""
        return self._value(obj, attribute) if _is_plain(obj, attribute) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same with brackets, and entries of lists."""
        return self._value(obj, argument) if _is_plain(obj, argument) else super().getitem(obj, argument)

    def _value(self, obj: Any, name: str) -> Any:
        try:
            return obj[name] if isinstance(obj, Values) else self.undefined(obj=obj, name=name)
        except KeyError:
            return self.undefined(obj=obj, name=name)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Products of small numbers only: a template must not fill the memory."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or abs(left) > _LARGEST or abs(right) > _LARGEST:
            if isinstance(left, Missing) or isinstance(right, Missing):
                raise UndefinedError(str(left if isinstance(left, Missing) else right))
            raise SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)

    def compiled(self, source: str) -> Template:
        """The template of a source; one with a mistake raises `ComposeError`."""
        try:
            return self.from_string(self._counting(parse(source, self, times=_MADE_LONGER)))
        except TemplateMistake as error:
            raise ComposeError(f"template_error: {error}") from error
        except TemplateError as error:
            raise ComposeError(f"template_error: {error.message or type(error).__name__}") from error
        except (RecursionError, OverflowError, MemoryError) as error:
            raise ComposeError("template_error: nesting") from error

    def _counting(self, tree: nodes.Template) -> nodes.Template:
        """Loops go over short lists only, whatever the values turn out to be."""
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _ENTRIES, [], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree


def _is_plain(obj: Any, name: Any) -> bool:
    """Whether a plain value is asked for something usual; the sandbox tells of all that is forbidden."""
    return isinstance(obj, _PLAIN) and isinstance(name, str) and not name.startswith("_")


def filled(template: Template, values: Mapping[str, Any]) -> str:
    """The text of a template with its values; raises `ComposeError` with the path of a missing one."""
    try:
        return "".join(_bounded(template.generate(values)))
    except UndefinedError as error:
        raise ComposeError(f"missing_value: {error.message}") from error
    except SecurityError as error:
        raise ComposeError("template_error: forbidden") from error
    except TemplateError as error:
        raise ComposeError(f"template_error: {error.message or type(error).__name__}") from error
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ComposeError(f"template_error: {error}") from error


@pass_eval_context
def _replace(context: EvalContext, value: str, old: str, new: str) -> str:
    """As usual, but the result has a limit."""
    text = str(value)
    if len(text) + text.count(old) * len(new) > MAX_LENGTH:
        raise ComposeError("too_long")
    return jinja_filters.do_replace(context, value, old, new)


@pass_eval_context
def _join(context: EvalContext, value: Any, separator: str = "") -> Any:
    """The entries of a list with a separator between them, up to the limits of loops and texts."""
    parts = _entries(value)
    if len(parts) * len(str(separator)) > MAX_LENGTH:
        raise ComposeError("too_long")
    return jinja_filters.sync_do_join(context, parts, separator)


def _round(value: Any, digits: int = 0) -> Any:
    """As usual, but not to a billion digits, over which Python would think for years."""
    if isinstance(value, Missing):
        return value
    if not -_MOST_DIGITS <= digits <= _MOST_DIGITS:
        raise SecurityError("round")
    return round(value, digits)


def _entries(value: Any) -> tuple[Any, ...]:
    """The list itself if it is one and short enough."""
    if not isinstance(value, list | tuple | Missing):
        raise SecurityError("no list")
    entries = tuple(cast("list[Any]", value))  # a missing one raises
    if len(entries) > LONGEST_LIST:
        raise ComposeError("too_long")
    return entries


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    total = 0
    for piece in pieces:
        total += len(piece) + 1  # pieces without a word take time as well
        if total > MAX_LENGTH:
            raise ComposeError("too_long")
        yield piece


def readable(language: Language, value: Any) -> Any:
    """A value as people read it."""
    if isinstance(value, bool):
        return ({"de": "ja", "en": "yes"} if value else {"de": "nein", "en": "no"})[language]
    if isinstance(value, float):
        words = f"{value:.10g}"
        return words.replace(".", ",") if language == "de" else words
    return value


def _date(language: Language, value: Any) -> Any:
    """A day (ISO text) or an instant (UTC milliseconds) as people write it."""
    if isinstance(value, Missing):
        return value
    day = to_datetime(value).date() if isinstance(value, int) else date.fromisoformat(str(value)[:10])
    if language == "de":
        return f"{day.day}.{day.month}.{day.year}"
    return f"{day.day} {day:%B} {day.year}"


def _link(value: Any) -> str:
    """A whole address out of a value, as the target of a link."""
    target = str(value).strip()
    if not target.lower().startswith(_SCHEMES) or any(ord(sign) <= 32 for sign in target):
        raise ComposeError(f"bad_link: {target[:80]}")
    return target
