"""The parts of the guides that are written from the code: `python -m tests.support.guide` renews them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from app.core.text import LANGUAGES, Language, Text
from nodes import catalog

DOCS = Path(__file__).parents[2] / "docs"
_HEADS = {
    "steps": (Text("Schritt", "Step"), Text("Was er tut", "What it does"), Text("Ausgänge", "Ways out")),
}
_NO_WAY_OUT = Text("– (hier endet die Journey)", "– (the journey ends here)")


def steps_table(language: Language) -> str:
    """Every step type with its summary and its ways out, as the palette divides them."""
    rows: list[tuple[str, ...]] = []
    for heading in dict.fromkeys(node_type.heading for node_type in catalog()):
        rows.append((f"**{heading.pick(language)}**", "", ""))
        for node_type in catalog():
            if node_type.heading == heading:
                ports = [port.label.pick(language) for port in node_type.ports(node_type.config_type())]
                ways = " · ".join(ports) or _NO_WAY_OUT.pick(language)
                rows.append((node_type.title.pick(language), node_type.summary.pick(language), ways))
    return _table((head.pick(language) for head in _HEADS["steps"]), rows)


PARTS: dict[str, Callable[[Language], str]] = {"steps": steps_table}


def guide_path(language: Language) -> Path:
    """The guide in a language."""
    return DOCS / f"guide-{language}.md"


def renewed(text: str, language: Language) -> str:
    """A guide with its generated parts as the code has them now."""
    for name, make in PARTS.items():
        pattern = rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)"
        content = make(language)
        text, found = re.subn(
            pattern, lambda match, content=content: match[1] + content + match[2], text, flags=re.DOTALL
        )
        assert found == 1, f"{name} stands {found} times in the guide"
    return text


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(heads)
    lines = [titles, ["---"] * len(titles), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    for each in LANGUAGES:
        path = guide_path(each)
        path.write_text(renewed(path.read_text("utf-8"), each), "utf-8")
