"""The example in `docs/add-a-step.md` works as it stands there."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import resources
from app.bootstrap import open_workspace
from app.core.clock import VirtualClock
from app.core.compiler import compile_journey
from app.core.node import AnyNodeType, NodeCatalog
from app.core.program import Apply, SetAttribute
from app.services.secrets import Secrets, SystemKeyring
from nodes import ALL
from tests.support.guide import DOCS
from tests.support.world import journey, step

NOON = 1_772_449_200_000


@pytest.fixture
def example(tmp_path: Path) -> Iterator[AnyNodeType]:
    """The step type of the page, imported like any module."""
    page = (DOCS / "add-a-step.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(code.splitlines()) <= 50
    file = tmp_path / "set_language.py"
    file.write_text(code, "utf-8")
    spec = importlib.util.spec_from_file_location("set_language", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["set_language"] = module
    spec.loader.exec_module(module)
    yield module.SetLanguage()
    del sys.modules["set_language"]


def test_the_example_compiles_to_one_effect(example: AnyNodeType) -> None:
    program = compile_journey(
        journey(step("language", "set_language", language="fr")), NodeCatalog([*ALL, example])
    )
    assert program.steps["language"].instruction == Apply((SetAttribute("language", "fr"),))


def test_the_example_has_words_and_an_icon(example: AnyNodeType) -> None:
    assert resources.path("icons", f"{example.icon}.svg").is_file()
    assert example.summary.de.endswith(".")
    assert [field.name for field in example.fields] == ["language"]


def test_the_example_moves_a_contact_on(example: AnyNodeType, tmp_path: Path) -> None:
    catalog = NodeCatalog([*ALL, example])
    keyring = Secrets(SystemKeyring(), {})
    with open_workspace(tmp_path / "w.stellwerk", catalog, keyring, VirtualClock(NOON)) as space:
        contact = space.contacts.add({"email": "anna@example.org"})
        made = journey(step("hand", "manual_trigger"), step("language", "set_language"))
        space.journeys.publish(made)
        space.journeys.enroll(made.id, [contact])
        space.runner.run_until_idle()
        found = space.contacts.by_email("anna@example.org")
        assert found is not None
        assert found.values["language"] == "de"
