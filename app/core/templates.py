"""What a template says, without filling it: its variables and its mistakes.

Templates are only parsed here, never run. Which names exist is the business of the validator; how a
template is filled, that of the channels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from jinja2 import TemplateSyntaxError, nodes
from jinja2 import tests as jinja_tests
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.text import Text

FILTERS = frozenset(
    {
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
    }
)
"""The filters a template may use; the channels provide exactly these."""

STATEMENTS = (nodes.Output, nodes.If, nodes.For)
MOST_LOOPS = 2
"""All that may stand besides values, and how many loops inside each other: with neither assignments nor
macros, what a template can do is bounded by its length and its values."""

_TESTS = frozenset(cast("dict[str, Any]", cast("Any", jinja_tests).TESTS))
_DEFAULTS = frozenset({"default", "d"})

_SYNTAX = Text("Zeile {line}: {detail}", "line {line}: {detail}")
_UNREADABLE = Text("Zeile {line} lässt sich nicht lesen", "line {line}: {detail}")
_NESTED = Text("zu tief verschachtelt", "nested too deeply")
_FILTER = Text("den Filter „{name}“ gibt es nicht", "there is no filter “{name}”")
_TEST = Text("die Prüfung „{name}“ gibt es nicht", "there is no test “{name}”")
_STATEMENT = Text("„{name}“ ist hier nicht erlaubt", "“{name}” is not allowed here")
_LOOPS = Text(
    "es stehen mehr als zwei Schleifen ineinander", "there are more than two loops inside each other"
)
_CALLS = Text("Aufrufe mit Klammern sind nicht erlaubt", "calls with brackets are not allowed")


@dataclass(frozen=True)
class _Findings:
    """Dotted names in the order of appearance, those that must have a value, and the first mistake."""

    variables: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    mistake: Text | None = None


def variables(source: str) -> tuple[str, ...]:
    """The dotted names a template uses, such as `contact.first_name`, each once; none if it has a mistake."""
    return _findings(source).variables


def required_variables(source: str) -> tuple[str, ...]:
    """The names whose missing value would stop the mail: used without a `default` and outside an `if`."""
    return _findings(source).required


def syntax_error(source: str) -> Text | None:
    """What is wrong with the writing of a template, to follow a colon; None if nothing is."""
    return _findings(source).mistake


@lru_cache(maxsize=2_000)
def _findings(source: str) -> _Findings:
    try:
        tree = ImmutableSandboxedEnvironment().parse(source)
        mistake = next(_mistakes(tree), None)
        if mistake is not None:
            return _Findings(mistake=mistake)
        own = _own_names(tree)
        names = [name for name in _names(tree) if name.split(".")[0] not in own]
        required = [name for name in _required(tree, frozenset()) if name.split(".")[0] not in own]
        return _Findings(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(required)))
    except TemplateSyntaxError as error:
        return _Findings(mistake=_UNREADABLE.fill(line=error.lineno, detail=_shortened(error.message or "?")))
    except RecursionError:
        return _Findings(mistake=_NESTED)


def _mistakes(tree: nodes.Template) -> Iterator[Text]:
    for node in tree.find_all(nodes.Node):
        words = _mistake(node)
        if words is not None:
            yield _SYNTAX.fill(line=node.lineno, detail=words)


def _mistake(node: nodes.Node) -> Text | None:
    match node:
        case nodes.Filter(name=name) if name not in FILTERS:
            return _FILTER.fill(name=_shortened(name))
        case nodes.Test(name=name) if name not in _TESTS:
            return _TEST.fill(name=_shortened(name))
        case nodes.Call():
            return _CALLS
        case nodes.For() if _depth(node) > MOST_LOOPS:
            return _LOOPS
        case nodes.Stmt() if not isinstance(node, STATEMENTS):
            return _STATEMENT.fill(name=type(node).__name__.lower())
        case _:
            return None


def _depth(loop: nodes.For) -> int:
    """How many loops stand inside each other, this one included."""
    return 1 + max((_depth(inner) for inner in loop.find_all(nodes.For)), default=0)


def _own_names(tree: nodes.Template) -> frozenset[str]:
    """Names that the template defines itself."""
    return frozenset(name.name for name in tree.find_all(nodes.Name) if name.ctx == "store") | {"loop"}


def _names(node: nodes.Node) -> Iterator[str]:
    """Every dotted name inside, once per use."""
    name = _dotted(node)
    if name is not None:
        yield name
        return
    for child in node.iter_child_nodes():
        yield from _names(child)


def _required(node: nodes.Node, tested: frozenset[str]) -> Iterator[str]:
    """Dotted names that are printed or computed with, unless a test around them has looked at them."""
    name = _dotted(node)
    if name is not None:
        if name not in tested:
            yield name
        return
    inside = tested | _tested_by(node)
    for child in node.iter_child_nodes():
        yield from _required(child, inside)


def _tested_by(node: nodes.Node) -> frozenset[str]:
    """The names whose absence a node copes with."""
    match node:
        case nodes.If(test=test) | nodes.CondExpr(test=test):
            return frozenset(_names(test))
        case nodes.Filter(name=name, node=subject) if name in _DEFAULTS and subject is not None:
            return frozenset(_names(subject))
        case nodes.Test(node=subject):
            return frozenset(_names(subject))
        case nodes.Or(left=left) | nodes.And(left=left):
            return frozenset(_names(left))
        case _:
            return frozenset()


def _dotted(node: nodes.Node) -> str | None:
    """`contact.first_name` for a chain of names, None for anything else."""
    match node:
        case nodes.Name(name=name, ctx="load"):
            return name
        case nodes.Getattr(node=owner, attr=attribute):
            path = _dotted(owner)
            return path and f"{path}.{attribute}"
        case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as key)):
            path = _dotted(owner)
            return path and f"{path}.{key}"
        case _:
            return None


def _shortened(words: str) -> str:
    return words.rstrip(".") if len(words) <= 80 else f"{words[:80]}…"
