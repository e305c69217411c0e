"""A small journey: a form lets in, a mail goes out, two days pass, a tag is set."""

from __future__ import annotations

from typing import Any

from app.core.journey import Journey
from tests.support.world import journey, step


def small_journey(**parts: Any) -> Journey:
    """The journey, valid and ready to be published."""
    return journey(
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step(
            "mail",
            "send_mail",
            subject="Guten Tag, {{ contact.first_name|default('Sie') }}",
            body="Ihre Leseprobe.",
            layout="letter",
        ),
        step("wait", "wait", until={"after": {"amount": 2, "unit": "days"}}),
        step("tag", "change_tags", add=["begrüßt"]),
        step("end", "exit"),
        **parts,
    )
