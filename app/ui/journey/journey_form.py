"""What holds for the journey as a whole; stands in the inspector while nothing is selected."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from app.core.edits import set_settings
from app.core.form import Form, FormField
from app.core.journey import Journey, Settings
from app.core.schedule import is_zone
from app.core.text import Language, Text, same
from app.ui.context import Context
from app.ui.editors.line import LineEditor
from app.ui.journey.field_list import FieldList
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label
from canvas.document import DocumentModel

FIELDS = (
    FormField(
        "reentry",
        Form(
            Text("Wiedereintritt", "Re-entry"),
            "choice",
            choices={
                "never": Text("nie: jeder Kontakt nur einmal", "never: each contact only once"),
                "after_exit": Text("nach dem Ausstieg wieder", "again after exit"),
                "always": Text("jederzeit, auch mehrfach", "at any time, several at once"),
            },
        ),
        "after_exit",
    ),
    FormField(
        "reentry_lock",
        Form(
            Text("Frühestens nach", "Not before"),
            "duration",
            placeholder=Text("ohne Sperrfrist", "no lock period"),
            shown_if=("reentry", ("after_exit",)),
        ),
        None,
    ),
    FormField(
        "goal",
        Form(
            Text("Ziel erreicht, sobald", "Goal reached as soon as"),
            "rule",
            help=Text(
                "Wer das erfüllt, verlässt die Journey als Erfolg, wo auch immer er steht.",
                "Whoever meets this leaves the journey as a success, wherever they stand.",
            ),
        ),
        None,
    ),
    FormField(
        "exit",
        Form(
            Text("Ausstieg, sobald", "Exit as soon as"),
            "rule",
            help=Text(
                "Wer das erfüllt, verlässt die Journey ohne Erfolg.",
                "Whoever meets this leaves the journey without success.",
            ),
        ),
        None,
    ),
    FormField(
        "language",
        Form(
            Text("Sprache der Mails", "Language of the mails"),
            "choice",
            choices={"de": same("Deutsch"), "en": same("English")},
        ),
        "de",
    ),
    FormField(
        "purpose",
        Form(
            Text("Zweck der Einwilligung", "Purpose of consent"),
            "line",
            help=Text(
                "E-Mails gehen nur an Kontakte, die dafür eingewilligt haben.",
                "Emails go only to contacts who have consented to this.",
            ),
        ),
        "newsletter",
    ),
    FormField(
        "time_zone",
        Form(
            Text("Zeitzone", "Time zone"),
            "line",
            help=Text(
                "Gilt für Kontakte, deren Zeitzone nicht bekannt ist.",
                "Used for contacts whose time zone is not known.",
            ),
        ),
        "Europe/Berlin",
    ),
)
CHANGE = Text("Einstellungen der Journey ändern: {field}", "Change journey settings: {field}")
NO_ZONE = Text(
    "Diese Zeitzone gibt es nicht. Schreiben Sie zum Beispiel Europe/Berlin.",
    "There is no such time zone. Write, for example, Europe/Berlin.",
)


class JourneyForm(QWidget):
    """Shows and edits the settings of the journey."""

    def __init__(
        self, context: Context, document: DocumentModel, vocabulary: Callable[[], Vocabulary]
    ) -> None:
        super().__init__()
        self._context, self._document = context, document
        layout = column(self, gap=14, margins=(16, 14, 16, 20))
        head = column(gap=2)
        head.addWidget(label(context.say(Text("Diese Journey", "This journey")), "heading"))
        hint = Text(
            "Wählen Sie einen Schritt, um ihn einzurichten. Hier steht, was für alle gilt.",
            "Select a step to set it up. This is what holds for all of them.",
        )
        head.addWidget(label(context.say(hint), "muted", wrap=True))
        layout.addLayout(head)
        self.fields = FieldList(context, FIELDS, {"reentry_lock", "goal", "exit"}, vocabulary)
        self.fields.edited.connect(self._edited)
        zone = self.fields.editor("time_zone")
        assert isinstance(zone, LineEditor)  # as declared above
        completer = QCompleter(sorted(available_timezones()), zone)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(takes(str, lambda name: self._edited("time_zone", name)))
        zone.field.setCompleter(completer)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings as they stand."""
        journey = self._document.journey
        self.fields.show_values({**journey.settings.model_dump(mode="json"), "language": journey.language})

    def _edited(self, name: str, value: Any) -> None:
        if name == "time_zone" and not is_zone(value):
            self.fields.show_errors({name: self._context.say(NO_ZONE)})
            return
        if name == "language":
            self._apply(name, lambda journey: set_language(journey, value))
            return
        old = self._document.journey.settings.model_dump(mode="json")
        try:
            settings = Settings.model_validate_json(json.dumps({**old, name: value}))
        except ValidationError:
            return  # the editors only give what fits, except a text too long to be one
        self.fields.show_errors({})
        self._apply(name, lambda journey: set_settings(journey, settings))

    def _apply(self, name: str, edit: Callable[[Journey], Journey]) -> None:
        words = next(field.form.label for field in FIELDS if field.name == name)
        self._document.apply(edit, CHANGE.fill(field=words), merge=("settings", name))


def set_language(journey: Journey, language: Language) -> Journey:
    """The journey with its mails in a language."""
    return journey if journey.language == language else journey.replace(language=language)
