"""What is wrong with a journey, as values: code, words, place, and a remedy where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.core.journey import Edge, Journey, NodeId
from app.core.text import Text

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclass(frozen=True)
class Remedy:
    """A one-click mend: a pure edit and its name."""

    label: Text
    edit: Callable[[Journey], Journey]


@dataclass(frozen=True)
class Problem:
    """One finding. Errors prevent publishing; warnings and hints do not.

    `code` is stable (`mail.no_subject`), `node`, `field` and `edge` say where.
    """

    code: str
    severity: Severity
    message: Text
    node: NodeId | None = None
    field: str | None = None
    edge: Edge | None = None
    remedy: Remedy | None = None


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether anything among the findings prevents publishing."""
    return any(problem.severity == "error" for problem in problems)
