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
from app.core.journey import Journey, Settings
from app.core.problems import Problem
from app.core.schedule import is_zone
from app.core.text import Language, Text
from app.ui.context import Context
from app.ui.editors.base import Editor
from app.ui.editors.line import LineEditor
from app.ui.journey.draft import Draft
from app.ui.journey.field_list import FieldList
from app.ui.journey.journey_settings import HAS_HOLDOUT, HAS_QUIET, OPTIONAL, SECTIONS, Section
from app.ui.vocabulary import around_of
from app.ui.widgets.boxes import column
from app.ui.widgets.fold import Fold
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

CHANGE = Text("Einstellungen der Journey ändern: {field}", "Change journey settings: {field}")
NO_ZONE = Text(
    "Diese Zeitzone gibt es nicht. Schreiben Sie zum Beispiel Europe/Berlin.",
    "There is no such time zone. Write, for example, Europe/Berlin.",
)


class JourneyForm(QWidget):
    """Shows and edits the settings of the journey, in sections that fold."""

    def __init__(self, context: Context, document: Draft) -> None:
        super().__init__()
        self._context, self._document, self._vocabulary = context, document, document.vocabulary
        self._problems: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        layout = column(self, gap=10, margins=(16, 14, 16, 20))
        layout.addWidget(label(context.say(Text("Diese Journey", "This journey")), "heading"))
        hint = Text(
            "Wählen Sie einen Schritt, um ihn einzurichten. Hier steht, was für alle gilt.",
            "Select a step to set it up. This is what holds for all of them.",
        )
        layout.addWidget(label(context.say(hint), "muted", wrap=True))
        self.folds: list[Fold] = []
        self._lists: list[FieldList] = []
        for section in SECTIONS:
            layout.addWidget(self._fold(section))
        self._complete_zones()
        layout.addStretch(1)
        self.refresh()

    def editor(self, name: str) -> Editor:
        """The editor of a setting."""
        return next(
            fields.editor(name)
            for fields, section in zip(self._lists, SECTIONS, strict=True)
            if any(field.name == name for field in section.fields)
        )

    def refresh(self) -> None:
        """Show the settings as they stand."""
        journey = self._document.journey
        settings = journey.settings
        values = {
            **settings.model_dump(mode="json"),
            "language": journey.language,
            HAS_QUIET: settings.quiet is not None or settings.send_window is not None,
            HAS_HOLDOUT: settings.holdout > 0,
        }
        around = around_of(journey, self._vocabulary())
        for fields, fold, section in zip(self._lists, self.folds, SECTIONS, strict=True):
            fields.show_values(values)
            fold.summarize(self._context.say(section.summary(around)))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems of the journey as a whole next to the settings they concern."""
        self._problems = {
            problem.field: self._context.say(problem.message)
            for problem in reversed(problems)
            if problem.node is None and problem.field and problem.severity != "hint"
        }
        self._show_errors()

    def _fold(self, section: Section) -> Fold:
        fields = FieldList(self._context, section.fields, OPTIONAL, self._vocabulary)
        fields.edited.connect(self._edited)
        fold = Fold(self._context, section.title, fields, opened=section.opened)
        self._lists.append(fields)
        self.folds.append(fold)
        return fold

    def _complete_zones(self) -> None:
        zone = self.editor("time_zone")
        assert isinstance(zone, LineEditor)  # as the section declares
        completer = QCompleter(sorted(available_timezones()), zone)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(takes(str, lambda name: self._edited("time_zone", name)))
        zone.field.setCompleter(completer)

    def _edited(self, name: str, value: Any) -> None:
        self._refused = {}
        if name == "time_zone" and not is_zone(value):
            self._refused = {name: self._context.say(NO_ZONE)}
        self._show_errors()
        if self._refused:
            return
        if name == "language":
            self._apply(name, lambda journey: set_language(journey, value))
            return
        old = self._document.journey.settings.model_dump(mode="json")
        try:
            settings = Settings.model_validate_json(json.dumps({**old, name: value}))
        except ValidationError:
            return  # the editors only give what fits, except a text too long to be one
        self._apply(name, lambda journey: set_settings(journey, settings))

    def _apply(self, name: str, edit: Callable[[Journey], Journey]) -> None:
        fields = (field for section in SECTIONS for field in section.fields)
        words = next(field.form.label for field in fields if field.name == name)
        self._document.apply(edit, CHANGE.fill(field=words), merge=("settings", name))

    def _show_errors(self) -> None:
        errors = {**self._problems, **self._refused}
        for fields, fold, section in zip(self._lists, self.folds, SECTIONS, strict=True):
            fields.show_errors(errors)
            if any(field.name in errors for field in section.fields):
                fold.open()


def set_language(journey: Journey, language: Language) -> Journey:
    """The journey with its mails in a language."""
    return journey if journey.language == language else journey.replace(language=language)
