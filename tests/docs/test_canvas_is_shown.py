"""The table in docs/canvas.md names scenarios for what the canvas can do, and each of them exists."""

from __future__ import annotations

import ast
import re

from tests.support.guide import DOCS

NAMED = re.findall(r"`(tests/[^`]+\.py)(?:::([a-z0-9_]+))?`", (DOCS / "canvas.md").read_text("utf-8"))


def test_every_named_scenario_exists() -> None:
    named = [(file, name) for file, name in NAMED if name]
    assert len(named) > 80
    assert [f"{file}::{name}" for file, name in named if name not in _tests_in(file)] == []


def test_every_named_file_exists() -> None:
    assert [file for file, _ in NAMED if not (DOCS.parent / file).exists()] == []


def _tests_in(file: str) -> set[str]:
    tree = ast.parse((DOCS.parent / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
