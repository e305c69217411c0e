"""The table of problem codes: complete, and nothing in it that is gone."""

from __future__ import annotations

import re
from pathlib import Path

from tests.packaging.checkout import ROOT

_CODE = re.compile(
    r'"((?:attribute|branch|call|cap|consent|edge|engagement|exit|field|goal|hours|journey|jump|leave|list|mail|node'
    r'|note|pool|port|rule|schedule|score|service|split|stage|start|tags|template|trigger|wait|window)\.[a-z_]+)"'
)
_ROW = re.compile(r"^\| `([a-z_.]+)` \| (\w+) \| (.+) \| (.+) \|$", re.MULTILINE)


def _used() -> set[str]:
    files = [*Path(ROOT, "app/core/validation").rglob("*.py"), *Path(ROOT, "nodes").rglob("*.py")]
    return {code for file in files for code in _CODE.findall(file.read_text("utf-8"))}


def test_the_table_names_every_code_and_no_other() -> None:
    rows = _ROW.findall(Path(ROOT, "docs/problems.md").read_text("utf-8"))
    codes = [row[0] for row in rows]
    assert set(codes) == _used()
    assert codes == sorted(set(codes))
    assert {row[1] for row in rows} == {"error", "warning", "hint"}
