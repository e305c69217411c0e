"""Checks of what holds for the journey as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.core import edits
from app.core.fields import STANDARD_FIELDS
from app.core.journey import Journey, Settings
from app.core.problems import Problem, Remedy
from app.core.schedule import is_zone
from app.core.text import Text
from app.core.validation.inspection import Inspection

_TIME_ZONE = Text(
    "Die Zeitzone „{zone}“ gibt es nicht. Wählen Sie in den Einstellungen der Journey eine andere.",
    "There is no time zone “{zone}”. Choose another one in the settings of the journey.",
)
_STANDARD_FIELD = Text(
    "Das Merkmal „{key}“ hat jeder Kontakt schon. Entfernen Sie es aus den eigenen Merkmalen der Journey.",
    "Every contact already has the attribute “{key}”. Remove it from the journey's own attributes.",
)


def check_settings(look: Inspection) -> Iterator[Problem]:
    """The time zone must exist, and own fields may not hide standard ones."""
    journey = look.journey
    if not is_zone(journey.settings.time_zone):
        usual = Settings().time_zone
        yield Problem(
            "journey.time_zone",
            "error",
            _TIME_ZONE.fill(zone=journey.settings.time_zone),
            remedy=Remedy(
                Text("{zone} nehmen", "Use {zone}").fill(zone=usual), partial(_in_zone, time_zone=usual)
            ),
        )
    standard = {field.key for field in STANDARD_FIELDS}
    for spec in journey.fields:
        if spec.key in standard:
            yield Problem(
                "field.standard",
                "warning",
                _STANDARD_FIELD.fill(key=spec.key),
                remedy=Remedy(Text("Entfernen", "Remove"), partial(_without_field, key=spec.key)),
            )


def _in_zone(journey: Journey, time_zone: str) -> Journey:
    return edits.set_settings(journey, journey.settings.model_copy(update={"time_zone": time_zone}))


def _without_field(journey: Journey, key: str) -> Journey:
    return edits.set_fields(journey, tuple(spec for spec in journey.fields if spec.key != key))
