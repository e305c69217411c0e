"""Settings that every test shares."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Before Qt is imported anywhere: tests draw without a screen unless somebody asks for one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Machines differ and share their cores: an example may take its time, but none depends on the clock.
settings.register_profile(
    "house", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
