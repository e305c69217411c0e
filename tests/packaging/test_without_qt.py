"""Everything but the window and the canvas works on a computer without Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.packaging.checkout import ROOT

NEEDS_QT = ROOT / "app" / "ui"
RUN_BY_ALEMBIC = ROOT / "app" / "store" / "migrations"
SCRIPT = """
import importlib, sys
from tests.support.no_qt import block_qt
block_qt()
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_every_module_outside_the_window_imports_without_qt() -> None:
    modules = _modules()
    command = [sys.executable, "-W", "error", "-c", SCRIPT, *modules]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
    assert {"app.__main__", "app.core.journey", "nodes", "resources"} <= set(modules)


def _modules() -> list[str]:
    files = [file for package in ("app", "nodes", "resources") for file in (ROOT / package).rglob("*.py")]
    return sorted(_name(file) for file in files if not {NEEDS_QT, RUN_BY_ALEMBIC} & set(file.parents))


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
