"""A form: labels, editors, help and errors for some config fields."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.core.form import FormField
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.base import Editor
from app.ui.editors.factory import editor_for
from app.ui.editors.value import ValueEditor
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label, pill

SELF_LABELLED = ("switch", "cases", "arms", "moment", "cap")
"""Editors that carry their label themselves."""
RESET = Text("{field} auf die Vorgabe zurücksetzen", "Reset {field} to the default")
DIFFERENT = Text("verschieden", "different")
TAKE = Text("Für alle wie bei „{step}“", "For all as in “{step}”")
NO_DEFAULT: tuple[Any, ...] = ("", None, [], {})
"""Nothing to go back to: who wants these values empties the field."""
RESET_SIZE = 24
LONGEST = 18
"""Characters of the name of a step in a link."""


class _Mixed(QWidget):
    """Below the label where several steps differ: that they do, and a way to make them equal."""

    def __init__(self, context: Context, take: Callable[[], None]) -> None:
        super().__init__()
        self.pill = pill(context.say(DIFFERENT))
        self.take = push_button(context, DIFFERENT, take, kind="link")
        layout = FlowLayout(self, 8)
        layout.addWidget(self.pill)
        layout.addWidget(self.take)
        self.hide()


@dataclass(frozen=True)
class _Row:
    block: QWidget
    editor: Editor
    error: QLabel
    reset: QToolButton
    mixed: _Mixed
    default: Any


class FieldList(QWidget):
    """Editors one below the other; `edited(name, value)` with the value in JSON form.

    `taken_from_first(name)`: where several steps differ, all are to be as the first one is.
    """

    edited = Signal(str, object)
    taken_from_first = Signal(str)

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
            made = self._row(field, optional=field.name in optional)
            self._rows[field.name] = made
            layout.addWidget(made.block)

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._rows[name].editor

    def show_values(
        self, values: Mapping[str, Any], different: Collection[str] = (), first: str = ""
    ) -> None:
        """Show the values of all fields, and hide the fields that do not matter for them.

        `different` are fields whose values are those of the `first` of several steps only.
        """
        chosen = next((field.name for field in self._fields if field.form.widget == "field"), None)
        for field in self._fields:
            shown = self._rows[field.name]
            if isinstance(shown.editor, ValueEditor) and chosen is not None:
                shown.editor.suit(self._vocabulary().fields.type_of(values.get(chosen) or "") or "text")
            value = values.get(field.name, field.default)
            if field.name in different:
                self._show_different(shown, value, first)
            else:
                shown.editor.show_value(value)
                shown.editor.show()
                shown.mixed.hide()
            can_reset = shown.default not in NO_DEFAULT and field.form.widget not in SELF_LABELLED
            shown.reset.setVisible(can_reset and (field.name in different or value != shown.default))
            if field.form.shown_if is not None:
                name, wanted = field.form.shown_if
                shown.block.setVisible(values.get(name) in wanted or name in different)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show what is wrong next to where it is."""
        for name, shown in self._rows.items():
            words = errors.get(name, "")
            shown.error.setText(words)
            shown.error.setVisible(bool(words))
            shown.editor.mark(invalid=bool(words))

    def _show_different(self, shown: _Row, value: Any, first: str) -> None:
        say = self._context.say
        in_the_field = shown.editor.show_different(say(DIFFERENT))
        if not in_the_field:
            shown.editor.show_value(value)
        shown.editor.setVisible(in_the_field)
        shown.mixed.pill.setVisible(not in_the_field)
        words = say(TAKE.fill(step=first))
        short = first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…"
        shown.mixed.take.setText(say(TAKE.fill(step=short)))
        shown.mixed.take.setToolTip(words)
        shown.mixed.take.setAccessibleName(f"{shown.editor.setting.name}: {say(DIFFERENT)}. {words}")
        shown.mixed.show()

    def _row(self, field: FormField, *, optional: bool) -> _Row:
        context, form = self._context, field.form
        block = QWidget()
        layout = column(block, gap=5)
        editor = editor_for(field, context, self._vocabulary, optional=optional)
        reset = self._reset_button(field, editor)
        if form.widget not in SELF_LABELLED:
            title = label(context.say(form.label), "label")
            title.setBuddy(editor)
            head = row(gap=4)
            head.addWidget(title, 1)
            head.addWidget(reset)
            layout.addLayout(head)
        layout.addWidget(editor)
        mixed = _Mixed(context, lambda: self.taken_from_first.emit(field.name))
        layout.addWidget(mixed)
        if form.help is not None:
            layout.addWidget(label(context.say(form.help), "muted", wrap=True))
        error = label("", "error", wrap=True)
        error.hide()
        layout.addWidget(error)
        editor.edited.connect(takes(object, lambda value, name=field.name: self.edited.emit(name, value)))
        return _Row(block, editor, error, reset, mixed, to_jsonable_python(field.default))

    def _reset_button(self, field: FormField, editor: Editor) -> QToolButton:
        """Stands beside the label; with Tab it comes after the editor."""
        words = RESET.fill(field=field.form.label)
        found = icon_button(self._context, "arrow-back-up", words, lambda: self._reset(field.name))
        found.setProperty("kind", "reset")
        found.setIconSize(QSize(18, 18))
        found.setFixedSize(RESET_SIZE, RESET_SIZE)
        found.setParent(editor)  # until it is laid out, so that it is never a window of its own
        found.hide()
        return found

    def _reset(self, name: str) -> None:
        shown = self._rows[name]
        shown.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(name, shown.default)


def optional_fields(config_type: type[BaseModel]) -> frozenset[str]:
    """The fields of a config that may be None."""
    return frozenset(name for name, info in config_type.model_fields.items() if _may_be_none(info.annotation))


def _may_be_none(annotation: Any) -> bool:
    if typing.get_origin(annotation) is typing.Annotated:
        return _may_be_none(typing.get_args(annotation)[0])
    union = typing.get_origin(annotation) in (typing.Union, types.UnionType)
    return union and types.NoneType in typing.get_args(annotation)
