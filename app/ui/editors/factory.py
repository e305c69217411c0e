"""Chooses the editor for a config field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.form import FormField, Widget
from app.ui.context import Context
from app.ui.editors.arms import ArmsEditor
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.cap import CapEditor
from app.ui.editors.cases import CasesEditor
from app.ui.editors.choice import ChoiceEditor
from app.ui.editors.duration import DurationEditor
from app.ui.editors.event_filter import EventFilterEditor
from app.ui.editors.event_type import EventTypeEditor
from app.ui.editors.fields import FieldsEditor
from app.ui.editors.kept import FieldEditor, ListEditor, PoolEditor
from app.ui.editors.line import LineEditor
from app.ui.editors.moment import MomentEditor
from app.ui.editors.named import NamedEditor
from app.ui.editors.number import NumberEditor
from app.ui.editors.operand import OperandEditor
from app.ui.editors.optional_number import OptionalNumberEditor
from app.ui.editors.placeholders import TemplateLineEditor, TemplateTextEditor
from app.ui.editors.purpose import PurposeEditor
from app.ui.editors.recurrence import RecurrenceEditor
from app.ui.editors.rule.editor import RuleEditor
from app.ui.editors.switch import SwitchEditor
from app.ui.editors.tags import TagsEditor
from app.ui.editors.text import TextEditor
from app.ui.editors.until import UntilEditor
from app.ui.editors.until_date import FieldDayEditor, UntilDateEditor
from app.ui.editors.value import ValueEditor
from app.ui.editors.window import WindowEditor
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
    "number_field": FieldEditor,
    "date_field": FieldEditor,
    "any_field": NamedEditor,
    "fields": FieldsEditor,
    "operand": OperandEditor,
    "value": ValueEditor,
    "tags": TagsEditor,
    "window": WindowEditor,
    "until_date": UntilDateEditor,
    "field_day": FieldDayEditor,
    "recurrence": RecurrenceEditor,
    "purpose": PurposeEditor,
    "stage": NamedEditor,
    "list": ListEditor,
    "pool": PoolEditor,
    "journey": NamedEditor,
    "service": NamedEditor,
    "step": NamedEditor,
    "mail_step": NamedEditor,
    "optional_number": OptionalNumberEditor,
    "moment": MomentEditor,
    "cap": CapEditor,
}


def editor_for(
    field: FormField, context: Context, vocabulary: Callable[[], Vocabulary], *, optional: bool
) -> Editor:
    """The editor that the form of a field asks for; an `optional` one may say None."""
    setting = EditorSetting(context, field.form, optional, vocabulary)
    if field.form.widget == "number":
        return NumberEditor(setting, whole=not isinstance(field.default, float))
    return EDITORS[field.form.widget](setting)
