"""What the law wants stands in every layout, so that the validator need not look into them."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from app.core.templates import mistake_in, variables

LAYOUTS = sorted(resources.path("templates", "mail").iterdir())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.name)
def test_every_layout_carries_imprint_and_unsubscribe_link(layout: Path) -> None:
    source = layout.read_text("utf-8")
    assert mistake_in(source) is None
    assert {"sender.imprint", "unsubscribe_url"} <= set(variables(source))


def test_there_are_layouts() -> None:
    assert {path.suffix for path in LAYOUTS} == {".html", ".txt"}
