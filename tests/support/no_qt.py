"""A pytest plug-in that makes Qt unavailable: `pytest -p tests.support.no_qt -p no:pytest-qt`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

BLOCKED = {"PySide6", "shiboken6"}
NEEDS_QT = [
    "canvas",
    "ui",
    "cli/test_pictures.py",
    "packaging/test_qt_references.py",
    "scenarios/test_draw_and_run.py",
    "scenarios/test_few_keys.py",
    "scenarios/test_five_minutes.py",
    "scenarios/test_real_window.py",
    "scenarios/test_version_two_window.py",
]


class QtBlocker(MetaPathFinder):
    """Answers each import of Qt as a computer without Qt would."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {fullname!r} (blocked)", name=fullname)
        return None


def block_qt() -> None:
    """Refuse every later import of Qt in this process."""
    sys.meta_path.insert(0, QtBlocker())


def pytest_configure() -> None:
    block_qt()


def pytest_ignore_collect(collection_path: object) -> bool | None:
    """Leave out the tests of what is drawn."""
    place = str(collection_path).replace("\\", "/")
    return True if any(f"/tests/{part}" in place for part in NEEDS_QT) else None
