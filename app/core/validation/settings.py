"""Checks of what holds for the journey as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.core import edits
from app.core.fields import STANDARD_FIELDS
from app.core.holidays import is_place
from app.core.journey import Journey, Settings
from app.core.problems import Problem, Remedy
from app.core.schedule import is_zone
from app.core.text import Text
from app.core.validation.hours import leaves_time
from app.core.validation.inspection import Inspection

_TIME_ZONE = Text(
    "Die Zeitzone „{zone}“ gibt es nicht. Wählen Sie in den Einstellungen der Journey eine andere.",
    "There is no time zone “{zone}”. Choose another one in the settings of the journey.",
)
_STANDARD_FIELD = Text(
    "Das Merkmal „{key}“ hat jeder Kontakt schon. Entfernen Sie es aus den eigenen Merkmalen der Journey.",
    "Every contact already has the attribute “{key}”. Remove it from the journey's own attributes.",
)


_ENTRY_WINDOW = Text(
    "Der Eintritt endet, bevor er beginnt: Niemand kommt hinein. "
    "Ändern Sie „Eintritt ab“ oder „Eintritt bis“ in den Einstellungen der Journey.",
    "Entry ends before it begins, so nobody gets in. "
    "Change “Entry from” or “Entry until” in the settings of the journey.",
)
_NO_HOURS = Text(
    "Ruhezeiten und Versandzeiten lassen keine Stunde, in der eine Nachricht gehen darf. "
    "Ändern Sie eine davon in den Einstellungen der Journey.",
    "Quiet hours and send hours leave no hour in which a message may go. "
    "Change one of them in the settings of the journey.",
)
_NO_WEEKDAY = Text(
    "In den Einstellungen der Journey haben {what} keinen Wochentag. Wählen Sie mindestens einen.",
    "In the settings of the journey, {what} have no weekday. Choose at least one.",
)
_NO_PLACE = Text(
    "In den Einstellungen der Journey nennen {what} den Ort „{place}“, dessen Feiertage nicht bekannt sind. "
    "Wählen Sie einen anderen.",
    "In the settings of the journey, {what} name the place “{place}”, whose public holidays are not known. "
    "Choose another one.",
)
_NO_PERIOD = Text(
    "Die Kontaktobergrenze der Journey gilt für einen Zeitraum von 0 und bewirkt nichts. "
    "Geben Sie einen Zeitraum an.",
    "The frequency cap of the journey is for a period of 0 and has no effect. Enter a period.",
)
_QUIET, _SEND = Text("die Ruhezeiten", "the quiet hours"), Text("die Versandzeiten", "the send hours")


def check_settings(look: Inspection) -> Iterator[Problem]:
    """The time zone must exist, times must fit together, and own fields may not hide standard ones."""
    journey = look.journey
    yield from _times(journey.settings)
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


def _times(settings: Settings) -> Iterator[Problem]:
    if settings.entry_from and settings.entry_until and settings.entry_until <= settings.entry_from:
        yield Problem("journey.entry_window", "error", _ENTRY_WINDOW, field="entry_until")
    for name, window, what in (
        ("quiet", settings.quiet, _QUIET),
        ("send_window", settings.send_window, _SEND),
    ):
        if window is None:
            continue
        if not any(day in range(7) for day in window.weekdays):
            yield Problem("hours.no_weekday", "error", _NO_WEEKDAY.fill(what=what), field=name)
        elif window.holidays and not is_place(window.holidays):
            words = _NO_PLACE.fill(what=what, place=window.holidays)
            yield Problem("hours.unknown_place", "error", words, field=name)
        elif name == "quiet" and not leaves_time(window, settings.send_window):
            yield Problem("hours.none_left", "error", _NO_HOURS, field=name)
    if settings.cap is not None and settings.cap.per.amount == 0:
        yield Problem("cap.no_period", "error", _NO_PERIOD, field="cap")


def _in_zone(journey: Journey, time_zone: str) -> Journey:
    return edits.set_settings(journey, journey.settings.model_copy(update={"time_zone": time_zone}))


def _without_field(journey: Journey, key: str) -> Journey:
    return edits.set_fields(journey, tuple(spec for spec in journey.fields if spec.key != key))
