"""The data files that belong to the program: icons, fonts, templates, samples, licenses."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return the place of a bundled file or folder, in a checkout, a wheel and a frozen program alike."""
    return _ROOT.joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return a bundled text file; all of them are UTF-8."""
    return path(*parts).read_text(encoding="utf-8")
