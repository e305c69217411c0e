"""What the documents say is what the program has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.core.text import LANGUAGES, Language
from tests.support.guide import DOCS, guide_path, renewed

ROOT = DOCS.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_in_the_guide_are_those_of_the_program(language: Language) -> None:
    text = guide_path(language).read_text("utf-8")
    assert text == renewed(text, language), "run: .venv/bin/python -m tests.support.guide"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text("utf-8")))
    missing = [link for link in links if not _leads_somewhere(page, *link)]
    assert not missing


def _leads_somewhere(page: Path, target: str, heading: str) -> bool:
    file = page.parent / target if target else page
    return file.exists() and (not heading or heading in _headings(file))


def _headings(page: Path) -> set[str]:
    """The names by which a page's headings can be linked to."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
