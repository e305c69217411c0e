"""What the documents say is what the program has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.core.text import LANGUAGES, Language
from tests.support.guide import DOCS, guide_path, renewed

ROOT = DOCS.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_in_the_guide_are_those_of_the_program(language: Language) -> None:
    text = guide_path(language).read_text("utf-8")
    assert text == renewed(text, language), "run: .venv/bin/python -m tests.support.guide"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    missing = [
        target for target in _LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()
    ]
    assert not missing
