"""A form: labels, editors, help and errors for some config fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.core.form import FormField
from app.ui.context import Context
from app.ui.editors.base import Editor
from app.ui.editors.factory import editor_for
from app.ui.editors.value import ValueEditor
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

SELF_LABELLED = ("switch", "cases", "arms", "moment", "cap")
"""Editors that carry their label themselves."""


@dataclass(frozen=True)
class _Row:
    block: QWidget
    editor: Editor
    error: QLabel


class FieldList(QWidget):
    """Editors one below the other; `edited(name, value)` with the value in JSON form."""

    edited = Signal(str, object)

    def __init__(
        self,
        context: Context,
        fields: tuple[FormField, ...],
        optional: Collection[str],
        vocabulary: Callable[[], Vocabulary],
    ) -> None:
        super().__init__()
        self._context, self._fields, self._vocabulary = context, fields, vocabulary
        self._rows: dict[str, _Row] = {}
        layout = column(self, gap=14)
        for field in fields:
            row = self._row(field, optional=field.name in optional)
            self._rows[field.name] = row
            layout.addWidget(row.block)

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._rows[name].editor

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the values of all fields, and hide the fields that do not matter for them."""
        chosen = next((field.name for field in self._fields if field.form.widget == "field"), None)
        for field in self._fields:
            row = self._rows[field.name]
            if isinstance(row.editor, ValueEditor) and chosen is not None:
                row.editor.suit(self._vocabulary().fields.type_of(values.get(chosen) or "") or "text")
            row.editor.show_value(values.get(field.name, field.default))
            if field.form.shown_if is not None:
                name, wanted = field.form.shown_if
                row.block.setVisible(values.get(name) in wanted)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show what is wrong next to where it is."""
        for name, row in self._rows.items():
            words = errors.get(name, "")
            row.error.setText(words)
            row.error.setVisible(bool(words))
            row.editor.mark(invalid=bool(words))

    def _row(self, field: FormField, *, optional: bool) -> _Row:
        context, form = self._context, field.form
        block = QWidget()
        layout = column(block, gap=5)
        editor = editor_for(field, context, self._vocabulary, optional=optional)
        if form.widget not in SELF_LABELLED:
            title = label(context.say(form.label), "label")
            title.setBuddy(editor)
            layout.addWidget(title)
        layout.addWidget(editor)
        if form.help is not None:
            layout.addWidget(label(context.say(form.help), "muted", wrap=True))
        error = label("", "error", wrap=True)
        error.hide()
        layout.addWidget(error)
        editor.edited.connect(takes(object, lambda value, name=field.name: self.edited.emit(name, value)))
        return _Row(block, editor, error)
