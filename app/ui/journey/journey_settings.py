"""The settings of a journey as a form: sections with their fields, and what they say while folded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.form import Form, FormField
from app.core.formats import number_words
from app.core.journey import Settings
from app.core.node import Surroundings
from app.core.rules.words import describe
from app.core.schedule import Window
from app.core.setting_names import CATCH_UP, LANGUAGE_NAMES, ON_FAILURE, QUIET_ACTION, REENTRY
from app.core.text import Text, joined, same
from app.core.words import duration_dative, window_words

HAS_QUIET, HAS_HOLDOUT = "has_quiet", "has_holdout"
"""Not settings, but whether there are quiet hours and a holdout, for fields that matter only then."""
NIGHTS = Window(weekdays=tuple(range(7)), start="21:00", end="08:00").model_dump(mode="json")
_NOTHING = Text("nichts eingestellt", "nothing set")


@dataclass(frozen=True)
class Section:
    """Fields that belong together; `summary` says in a few words what is set."""

    title: Text
    fields: tuple[FormField, ...]
    summary: Callable[[Surroundings], Text]
    opened: bool = False


def _field(name: str, form: Form) -> FormField:
    return FormField(name, form, getattr(Settings(), name, None))


_ENTRY = (
    _field("reentry", Form(Text("Wiedereintritt", "Re-entry"), "choice", choices=REENTRY)),
    _field(
        "reentry_lock",
        Form(
            Text("Frühestens nach", "At the earliest after"),
            "duration",
            placeholder=Text("ohne Sperrfrist", "no lock period"),
            shown_if=("reentry", ("after_exit",)),
        ),
    ),
    _field("entry_from", Form(Text("Eintritt erst ab", "Entry not before"), "moment")),
    _field(
        "entry_until",
        Form(
            Text("Eintritt nur bis", "Entry only until"),
            "moment",
            help=Text(
                "Wer dann schon unterwegs ist, geht seinen Weg zu Ende.",
                "Those already under way then go on to the end.",
            ),
        ),
    ),
)
_GOAL = (
    _field(
        "goal",
        Form(
            Text("Ziel erreicht, sobald", "Goal reached as soon as"),
            "rule",
            help=Text(
                "Wer das erfüllt, verlässt die Journey als Erfolg, wo auch immer er steht.",
                "Whoever meets this leaves the journey as a success, wherever they stand.",
            ),
        ),
    ),
    _field(
        "exit",
        Form(
            Text("Ausstieg, sobald", "Exit as soon as"),
            "rule",
            help=Text(
                "Wer das erfüllt, verlässt die Journey ohne Erfolg.",
                "Whoever meets this leaves the journey without success.",
            ),
        ),
    ),
)
_MESSAGES = (
    FormField(
        "language",
        Form(
            Text("Sprache der Mails", "Language of the mails"),
            "choice",
            choices=LANGUAGE_NAMES,
        ),
        "de",
    ),
    _field(
        "purpose",
        Form(
            Text("Zweck der Einwilligung", "Purpose of consent"),
            "purpose",
            help=Text(
                "Nachrichten gehen nur an Kontakte, die dafür eingewilligt haben.",
                "Messages go only to contacts who have consented to this.",
            ),
        ),
    ),
    _field("cap", Form(Text("Kontaktobergrenze", "Frequency cap"), "cap")),
    _field(
        "sales_lock",
        Form(
            Text("Vertriebssperre beachten", "Respect the sales lock"),
            "switch",
            help=Text(
                "Wer gerade mit dem Vertrieb spricht, bekommt solange keine Nachrichten.",
                "Whoever is talking to sales gets no messages meanwhile.",
            ),
        ),
    ),
)
_HOURS = (
    _field(
        "time_zone",
        Form(
            Text("Zeitzone", "Time zone"),
            "line",
            help=Text(
                "Gilt für Kontakte, deren Zeitzone nicht bekannt ist.",
                "Used for contacts whose time zone is not known.",
            ),
        ),
    ),
    _field(
        "send_window",
        Form(
            Text("Versandzeiten", "Send hours"),
            "window",
            placeholder=Text("nur zu bestimmten Zeiten senden", "send only at certain times"),
        ),
    ),
    _field(
        "quiet",
        Form(
            Text("Ruhezeiten", "Quiet hours"),
            "window",
            placeholder=Text("in diesen Stunden nicht stören", "do not disturb in these hours"),
            begins_with=NIGHTS,
        ),
    ),
    _field(
        "quiet_action",
        Form(
            Text("Nachrichten zur falschen Zeit", "Messages at the wrong time"),
            "choice",
            choices=QUIET_ACTION,
            shown_if=(HAS_QUIET, (True,)),
        ),
    ),
)
_TROUBLE = (
    _field(
        "catch_up",
        Form(
            Text("Wenn das Programm aus war", "If the program was off"),
            "choice",
            help=Text(
                "Was mit Nachrichten geschieht, die dadurch zu spät kämen. „Verschieben“ rechnet alles "
                "Weitere ab jetzt.",
                "What becomes of messages that would be late because of it. “Move” counts everything that "
                "follows from now on.",
            ),
            choices=CATCH_UP,
        ),
    ),
    _field(
        "catch_up_hours",
        Form(
            Text("Noch rechtzeitig sind", "Still in time are"),
            "number",
            minimum=0,
            maximum=8_760,
            suffix=Text("Stunden", "hours"),
        ),
    ),
    _field(
        "on_failure",
        Form(
            Text("Wenn eine Nachricht scheitert", "If a message fails"),
            "choice",
            help=Text(
                "Gilt, wo der Ausgang „fehlgeschlagen“ nicht verbunden ist.",
                "Holds where the way “failed” is not connected.",
            ),
            choices=ON_FAILURE,
        ),
    ),
)
_EFFECT = (
    _field(
        "holdout",
        Form(
            Text("Kontrollgruppe", "Holdout"),
            "number",
            help=Text(
                "Dieser Anteil erlebt die Journey nicht. Der Vergleich zeigt, was sie bewirkt.",
                "This share does not go through the journey. The comparison shows what it brings about.",
            ),
            minimum=0,
            maximum=90,
            suffix=Text("%", "%"),
        ),
    ),
    _field(
        "holdout_days",
        Form(
            Text("So lange beobachten", "Watch them for"),
            "number",
            minimum=1,
            maximum=730,
            suffix=Text("Tage", "days"),
            shown_if=(HAS_HOLDOUT, (True,)),
        ),
    ),
)


def _entry_words(around: Surroundings) -> Text:
    return REENTRY[around.journey.settings.reentry]


def _goal_words(around: Surroundings) -> Text:
    rules = (
        (Text("Ziel: ", "goal: "), around.journey.settings.goal),
        (Text("Ausstieg: ", "exit: "), around.journey.settings.exit),
    )
    return _said([words + describe(rule, around) for words, rule in rules if rule is not None])


def _message_words(around: Surroundings) -> Text:
    settings = around.journey.settings
    parts = [Text("Zweck „{p}“", "purpose “{p}”").fill(p=settings.purpose or "…")]
    if settings.cap is not None:
        words = Text("höchstens {n} in {period}", "at most {n} in {period}")
        parts.append(words.fill(n=settings.cap.count, period=duration_dative(settings.cap.per)))
    return _said(parts)


def _hour_words(around: Surroundings) -> Text:
    settings = around.journey.settings
    parts = [same(settings.time_zone)]
    if settings.send_window is not None:
        parts.append(window_words(settings.send_window))
    if settings.quiet is not None:
        parts.append(Text("Ruhe: ", "quiet: ") + window_words(settings.quiet))
    return _said(parts)


def _trouble_words(around: Surroundings) -> Text:
    late = Text("Zu spät: {what}", "Late: {what}")
    return late.fill(what=CATCH_UP[around.journey.settings.catch_up])


def _effect_words(around: Surroundings) -> Text:
    share = around.journey.settings.holdout
    if not share:
        return Text("ohne Kontrollgruppe", "no holdout")
    return Text("{n} % Kontrollgruppe", "{n} % holdout").fill(n=number_words(share))


def _said(parts: list[Text]) -> Text:
    return joined(parts, same(" · ")) if parts else _NOTHING


SECTIONS = (
    Section(Text("Eintritt", "Entry"), _ENTRY, _entry_words, opened=True),
    Section(Text("Ziel und Ausstieg", "Goal and exit"), _GOAL, _goal_words, opened=True),
    Section(Text("Nachrichten", "Messages"), _MESSAGES, _message_words),
    Section(Text("Uhrzeiten", "Hours"), _HOURS, _hour_words),
    Section(Text("Wenn etwas dazwischenkommt", "If something gets in the way"), _TROUBLE, _trouble_words),
    Section(Text("Wirkung messen", "Measure the effect"), _EFFECT, _effect_words),
)
OPTIONAL = frozenset({"reentry_lock", "goal", "exit", "cap", "quiet", "send_window"})
