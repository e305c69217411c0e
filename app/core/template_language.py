"""The language of templates: values, filters, `if`, and a loop over a list. Nothing in it can run away.

Templates come from strangers, so what one may do is bounded before it is run: by its length, its parts,
how deep they stand in each other, and by having neither assignments nor calls nor loops within loops.
Validator and channels ask here, so that a journey that passes the check can also be sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from jinja2 import TemplateSyntaxError, nodes
from jinja2 import tests as jinja_tests
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.text import Text

FILTERS = frozenset(
    [
        *(
            "abs",
            "capitalize",
            "d",
            "date",
            "default",
            "e",
            "escape",
            "first",
            "float",
            "int",
            "join",
            "last",
        ),
        *("length", "link", "lower", "replace", "round", "title", "trim", "truncate", "upper", "urlencode"),
    ]
)
"""The filters a template may use; the channels provide exactly these."""
MOST_CHARACTERS = 100_000
"""As much as the body of a mail may hold."""
MOST_PARTS = 10_000
"""Placeholders, operators, values and statements together."""
DEEPEST = 40
"""How deep parts may stand in each other; the compiler of Python gives up at 100."""

_STATEMENTS = (nodes.Output, nodes.If, nodes.For)
_TESTS = frozenset(cast("dict[str, Any]", cast("Any", jinja_tests).TESTS))

_SYNTAX = Text("Zeile {line}: {detail}", "line {line}: {detail}")
_UNREADABLE = Text("Zeile {line} lässt sich nicht lesen", "line {line}: {detail}")
_UNREADABLE_NUMBER = Text("eine Zahl darin ist zu groß", "a number in it is too large")
_LONG = Text("der Text ist zu lang", "the text is too long")
_NESTED = Text("zu tief verschachtelt", "nested too deeply")
_FILTER = Text("den Filter „{name}“ gibt es nicht", "there is no filter “{name}”")
_TEST = Text("die Prüfung „{name}“ gibt es nicht", "there is no test “{name}”")
_STATEMENT = Text("„{name}“ ist hier nicht erlaubt", "“{name}” is not allowed here")
_LOOPS = Text("eine Schleife steht in einer anderen", "a loop stands inside another one")
_NO_LIST = Text("eine Schleife geht nur über eine Liste mit Namen", "a loop needs a list that has a name")
_CALLS = Text("Aufrufe mit Klammern sind nicht erlaubt", "calls with brackets are not allowed")


class TemplateMistake(Exception):
    """A source is no template of ours; `message` says why, to follow a colon.

    `readable`: the source is written well, but wants more than a template may do.
    """

    def __init__(self, message: Text, *, readable: bool = True) -> None:
        super().__init__(message.en)
        self.message = message
        self.readable = readable


def parse(source: str, environment: ImmutableSandboxedEnvironment, *, times: int = 1) -> nodes.Template:
    """The tree of a template that keeps to the language; raises `TemplateMistake`.

    `times`: by how much a source may be longer than what people write, because it was made of it.
    """
    if len(source) > MOST_CHARACTERS * times:
        raise TemplateMistake(_LONG)
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        detail = _shortened(error.message or "?")
        words = _UNREADABLE.fill(line=error.lineno, detail=detail)
        raise TemplateMistake(words, readable=False) from error
    except RecursionError as error:
        raise TemplateMistake(_NESTED) from error
    except ValueError as error:  # Python refuses to read numbers of thousands of digits
        raise TemplateMistake(_UNREADABLE_NUMBER) from error
    _check(tree, MOST_PARTS * times)
    return tree


def dotted(node: nodes.Node) -> str | None:
    """`contact.first_name` for a chain of names, None for anything else."""
    match node:
        case nodes.Name(name=name, ctx="load"):
            return name
        case nodes.Getattr(node=owner, attr=attribute):
            path = dotted(owner)
            return path and f"{path}.{attribute}"
        case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as key)):
            path = dotted(owner)
            return path and f"{path}.{key}"
        case _:
            return None


def _check(tree: nodes.Template, most: int) -> None:
    for count, (node, depth, loops) in enumerate(_walk(tree)):
        if count > most:
            raise TemplateMistake(_LONG)
        if depth > DEEPEST:
            raise TemplateMistake(_NESTED)
        words = _LOOPS if loops > 1 else _mistake(node)
        if words is not None:
            raise TemplateMistake(_SYNTAX.fill(line=node.lineno, detail=words))


def _walk(tree: nodes.Template) -> Iterator[tuple[nodes.Node, int, int]]:
    """Every part in the order of writing, how deep it stands, and in how many loops."""
    waiting: list[tuple[nodes.Node, int, int]] = [(child, 0, 0) for child in reversed(tree.body)]
    while waiting:
        node, depth, loops = waiting.pop()
        loops += isinstance(node, nodes.For)
        yield node, depth, loops
        inside = [(child, depth + 1, loops) for child in node.iter_child_nodes()]
        waiting.extend(reversed(inside))


def _mistake(node: nodes.Node) -> Text | None:
    match node:
        case nodes.Filter(name=name) if name not in FILTERS:
            return _FILTER.fill(name=_shortened(name))
        case nodes.Test(name=name) if name not in _TESTS:
            return _TEST.fill(name=_shortened(name))
        case nodes.Call():
            return _CALLS
        case nodes.For(iter=over, recursive=recursive) if recursive or dotted(over) is None:
            return _NO_LIST
        case nodes.Stmt() if not isinstance(node, _STATEMENTS):
            return _STATEMENT.fill(name=type(node).__name__.lower())
        case _:
            return None


def _shortened(words: str) -> str:
    return words.rstrip(".") if len(words) <= 80 else f"{words[:80]}…"
