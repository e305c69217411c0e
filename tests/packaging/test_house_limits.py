"""The limits of CONTRIBUTING.md that no linter holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.packaging.checkout import PACKAGES, ROOT

FILE_LINES = 500
CLASS_LINES = 300
FUNCTION_LINES = 50


def test_files_classes_and_functions_stay_short() -> None:
    too_long = [finding for package in PACKAGES for file in _sources(package) for finding in _findings(file)]
    assert too_long == []


def test_the_limits_see_long_functions_and_classes(tmp_path: Path) -> None:
    source = tmp_path / "long.py"
    method = "    def method(self):\n" + "        x = 1\n" * FUNCTION_LINES
    rest = "    x = 1\n" * (FILE_LINES - FUNCTION_LINES)
    source.write_text("class Long:\n" + method + rest, encoding="utf-8")
    assert [finding.split(" ", 1)[1] for finding in _findings(source)] == [
        "has 502 lines",
        "Long has 502 lines",
        "method has 51 lines",
    ]


def _sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def _findings(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    if (lines := text.count("\n")) > FILE_LINES:
        yield f"{file.name} has {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield f"{file.name}:{node.lineno} {node.name} has {length} lines"
