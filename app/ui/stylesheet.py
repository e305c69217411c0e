"""The one stylesheet, built from tokens."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from app.ui.theme import Sizes, Tokens

ARROWS = ("chevron-down", "chevron-up", "chevron-right", "check")
"""Icons the stylesheet names as files `tint:<name>.svg`."""


def stylesheet(tokens: Tokens, sizes: Sizes) -> str:
    """The stylesheet of a theme at some font sizes."""
    source = files("resources").joinpath("themes", "window.qss").read_text(encoding="utf-8")
    colours = {name: value for name, value in vars(tokens).items() if isinstance(value, str)}
    return Template(source).substitute(
        colours, small=sizes.small, base=sizes.base, large=sizes.large, huge=sizes.huge
    )
