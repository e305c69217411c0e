"""The table in docs/semantics.md names a test for every rule, and each of them exists."""

from __future__ import annotations

import ast
import re

from tests.support.guide import DOCS

TEXT = (DOCS / "semantics.md").read_text("utf-8")
RULES = {int(number) for number in re.findall(r"^(\d+)\. ", TEXT, re.MULTILINE)}
TABLE = {int(number): cell for number, cell in re.findall(r"^\| (\d+) \| (.*) \|$", TEXT, re.MULTILINE)}


def test_every_rule_has_a_row() -> None:
    assert len(RULES) == 23
    assert set(TABLE) == RULES


def test_every_named_test_exists() -> None:
    named = [one.split("::") for cell in TABLE.values() for one in re.findall(r"`([^`]+)`", cell)]
    assert len(named) >= len(RULES)
    missing = [f"{file}::{name}" for file, name in named if name not in _tests_in(file)]
    assert not missing


def _tests_in(file: str) -> set[str]:
    tree = ast.parse((DOCS.parent / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
