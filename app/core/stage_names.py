"""What the usual phases of a customer are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.text import Text, same

STAGE_NAMES: Mapping[str, Text] = {
    "subscriber": Text("Abonnent", "Subscriber"),
    "lead": Text("Interessent", "Lead"),
    "qualified": Text("Qualifiziert", "Qualified"),
    "opportunity": Text("Kaufbereit", "Opportunity"),
    "customer": Text("Kunde", "Customer"),
    "regular": Text("Stammkunde", "Regular customer"),
    "lapsed": Text("Ehemaliger Kunde", "Lapsed customer"),
}


def stage_name(stage: str) -> Text:
    """The name of a phase; one of the workspace's own reads as it is written, an empty one as an ellipsis."""
    return STAGE_NAMES.get(stage) or same(stage or "…")
