"""Settings that every test shares."""

from __future__ import annotations

import os

# Before Qt is imported anywhere: tests draw without a screen unless somebody asks for one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
