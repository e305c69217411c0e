"""The repository keeps the shape that newcomers are told about."""

from __future__ import annotations

import tomllib
from itertools import chain
from pathlib import Path

from tests.packaging.checkout import PACKAGES, ROOT

TOP_LEVEL = {
    *PACKAGES,
    "tests",
    "docs",
    "pyproject.toml",
    "build.spec",
    "requirements.lock",
    "Makefile",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}
MADE_HERE = {"build", "dist", "out", "__pycache__"}
LAYERS = {"__main__", "bootstrap", "ui", "cli", "services", "engine", "channels", "store", "core"}


def test_nothing_lies_loose_at_the_top() -> None:
    assert {path.name for path in ROOT.iterdir() if path.name[0] != "."} - MADE_HERE == TOP_LEVEL


def test_every_part_of_the_program_stands_in_a_layer() -> None:
    assert {path.stem for path in (ROOT / "app").iterdir()} - MADE_HERE == {"__init__", *LAYERS}


def test_every_package_of_tests_can_be_told_apart() -> None:
    folders = {file.parent for file in (ROOT / "tests").rglob("*.py")}
    assert [folder.name for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_lock_file_names_hashes_and_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = [block for block in lock.split("\n") if "==" in block.split(";")[0]]
    assert pinned
    assert all(line.endswith("\\") for line in pinned)


def test_the_lock_file_covers_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *chain(*project["dependency-groups"].values())]
    locked = {line.split("==")[0] for line in _lines(ROOT / "requirements.lock") if "==" in line}
    assert {_name(requirement) for requirement in asked} - locked == set()


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _name(requirement: str) -> str:
    end = next(index for index, letter in enumerate(f"{requirement};") if letter in "<>=[;! ")
    return requirement[:end].lower()
