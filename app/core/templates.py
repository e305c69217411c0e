"""What a template says, without filling it: its variables and its mistakes.

Templates are only parsed here, never run. Which names exist is the business of the validator; how a
template is filled, that of the channels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.template_language import TemplateMistake, dotted, parse

_DEFAULTS = frozenset({"default", "d"})


@dataclass(frozen=True)
class _Findings:
    """Dotted names in the order of appearance, those that must have a value, and the first mistake."""

    variables: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    mistake: TemplateMistake | None = None


def variables(source: str) -> tuple[str, ...]:
    """The dotted names a template uses, such as `contact.first_name`, each once; none if it has a mistake."""
    return _findings(source).variables


def required_variables(source: str) -> tuple[str, ...]:
    """The names whose missing value would stop the mail: used without a `default` and outside an `if`."""
    return _findings(source).required


def mistake_in(source: str) -> TemplateMistake | None:
    """What is wrong with the writing of a template; None if nothing is."""
    return _findings(source).mistake


@lru_cache(maxsize=2_000)
def _findings(source: str) -> _Findings:
    try:
        tree = parse(source, ImmutableSandboxedEnvironment())
    except TemplateMistake as error:
        return _Findings(mistake=error)
    own = _own_names(tree)
    names = [name for name in _names(tree) if name.split(".")[0] not in own]
    required = [name for name in _required(tree, frozenset()) if name.split(".")[0] not in own]
    return _Findings(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(required)))


def _own_names(tree: nodes.Template) -> frozenset[str]:
    """Names that the template defines itself."""
    return frozenset(name.name for name in tree.find_all(nodes.Name) if name.ctx == "store") | {"loop"}


def _names(node: nodes.Node) -> Iterator[str]:
    """Every dotted name inside, once per use."""
    name = dotted(node)
    if name is not None:
        yield name
        return
    for child in node.iter_child_nodes():
        yield from _names(child)


def _required(node: nodes.Node, tested: frozenset[str]) -> Iterator[str]:
    """Dotted names that are printed or computed with, unless a test around them has looked at them."""
    name = dotted(node)
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
