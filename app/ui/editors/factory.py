"""Chooses the editor for a config field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.form import FormField, Widget
from app.ui.context import Context
from app.ui.editors.arms import ArmsEditor
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.cases import CasesEditor
from app.ui.editors.choice import ChoiceEditor
from app.ui.editors.duration import DurationEditor
from app.ui.editors.event_filter import EventFilterEditor
from app.ui.editors.event_type import EventTypeEditor
from app.ui.editors.field import FieldEditor
from app.ui.editors.line import LineEditor
from app.ui.editors.number import NumberEditor
from app.ui.editors.placeholders import TemplateLineEditor, TemplateTextEditor
from app.ui.editors.rule.editor import RuleEditor
from app.ui.editors.switch import SwitchEditor
from app.ui.editors.tags import TagsEditor
from app.ui.editors.text import TextEditor
from app.ui.editors.until import UntilEditor
from app.ui.editors.value import ValueEditor
from app.ui.vocabulary import Vocabulary

EDITORS: Mapping[Widget, Callable[[EditorSetting], Editor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "template_line": TemplateLineEditor,
    "template_text": TemplateTextEditor,
    "number": NumberEditor,
    "switch": SwitchEditor,
    "choice": ChoiceEditor,
    "duration": DurationEditor,
    "until": UntilEditor,
    "rule": RuleEditor,
    "cases": CasesEditor,
    "arms": ArmsEditor,
    "event_filter": EventFilterEditor,
    "event_type": EventTypeEditor,
    "field": FieldEditor,
    "value": ValueEditor,
    "tags": TagsEditor,
}


def editor_for(
    field: FormField, context: Context, vocabulary: Callable[[], Vocabulary], *, optional: bool
) -> Editor:
    """The editor that the form of a field asks for; an `optional` one may say None."""
    setting = EditorSetting(context, field.form, optional, vocabulary)
    if field.form.widget == "number":
        return NumberEditor(setting, whole=not isinstance(field.default, float))
    return EDITORS[field.form.widget](setting)
