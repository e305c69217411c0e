"""Where the checkout lies and what belongs to it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "canvas", "nodes", "resources")
