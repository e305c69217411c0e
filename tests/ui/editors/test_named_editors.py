"""Choosing what has a name: lists, steps, fields, stages; numbers and caps."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.cap import CapEditor
from app.ui.editors.fields import FieldsEditor
from app.ui.editors.named import NamedEditor
from app.ui.editors.operand import OperandEditor
from app.ui.editors.optional_number import OptionalNumberEditor
from app.ui.editors.purpose import PurposeEditor
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.spin import WholeNumber
from tests.ui.conftest import MakeSetting
from tests.ui.hand import button, choose, click, named, pick, set_number, type_into


def shown(qtbot: QtBot, editor: Editor) -> list[Any]:
    """What an editor on the screen tells from now on."""
    qtbot.addWidget(editor)
    editor.resize(288, 300)
    editor.show()
    values: list[Any] = []
    editor.edited.connect(values.append)
    return values


def offered(editor: NamedEditor) -> list[str]:
    """What can be chosen."""
    return [editor.field.itemText(index) for index in range(editor.field.count())]


def test_each_chooser_offers_its_own_things(qtbot: QtBot, setting: MakeSetting) -> None:
    expected = {
        "list": ["Book club"],
        "pool": ["Autumn"],
        "journey": ["Welcome"],
        "service": ["Text messages"],
        "mail_step": ["Welcome mail"],
        "step": ["Welcome mail", "Wait"],
        "number_field": ["Score"],
        "date_field": ["Birthday"],
    }
    for widget, names in expected.items():
        editor = NamedEditor(setting(widget))
        qtbot.addWidget(editor)
        assert offered(editor) == names
    assert "Email address" in offered(NamedEditor(setting("any_field")))
    assert "Email address" not in offered(NamedEditor(setting("field")))
    assert "Regular customer" in offered(NamedEditor(setting("stage")))


def test_a_choice_is_told_by_its_id(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = NamedEditor(setting("step"))
    told = shown(qtbot, editor)
    choose(editor.field, "Wait")
    assert told[-1] == "wait"


def test_where_there_is_nothing_to_choose_it_says_so(qtbot: QtBot, setting: MakeSetting) -> None:
    usual = setting("service")
    editor = NamedEditor(EditorSetting(usual.context, usual.form, False, Vocabulary))
    shown(qtbot, editor)
    words = [each.text() for each in editor.findChildren(QLabel) if each.isVisible()]
    assert words == ["No service has been set up yet."]


def test_fields_come_and_go_as_chips(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = FieldsEditor(setting("fields"))
    told = shown(qtbot, editor)
    editor.show_value(["email"])
    pick(editor.button, "City")
    assert told[-1] == ["email", "city"]
    click(button(editor, "Do not send “Email address”"))
    assert told[-1] == ["city"]


def test_an_operand_is_a_field_or_a_number(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = OperandEditor(setting("operand"))
    told = shown(qtbot, editor)
    editor.show_value("score")
    assert editor.number.isHidden()
    choose(editor.source, "fixed number")
    assert told[-1] == 0
    type_into(editor.number, "2.5")
    assert told[-1] == 2.5
    choose(editor.source, "Score")
    assert told[-1] == "score"


def test_typing_a_number_is_not_disturbed_by_its_echo(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = OperandEditor(setting("operand"))
    shown(qtbot, editor)
    editor.show_value(0)
    editor.edited.connect(editor.show_value)
    type_into(editor.number, "1.50")
    assert editor.number.text() == "1.50"


def test_no_number_is_said_in_words(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = OptionalNumberEditor(setting("optional_number", minimum=1, maximum=9))
    told = shown(qtbot, editor)
    editor.show_value(None)
    assert editor.field.text() == "not set"
    editor.show_value(3)
    set_number(editor.field, 5)
    editor.field.stepBy(-5)
    assert told[-2:] == [5, None]


def test_a_purpose_can_be_typed(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = PurposeEditor(setting("purpose"))
    told = shown(qtbot, editor)
    type_into(editor.field, "post")
    assert told[-1] == "post"


def test_a_cap_has_a_number_a_period_and_an_action(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = CapEditor(setting("cap", optional=True))
    told = shown(qtbot, editor)
    click(editor.switch)
    assert told[-1] == {"count": 3, "per": {"amount": 7, "unit": "days"}, "action": "skip"}
    set_number(named(editor, WholeNumber, "Number of messages"), 1)
    choose(editor.per.unit, "months")
    choose(editor.action, "put off more")
    assert told[-1] == {"count": 1, "per": {"amount": 7, "unit": "months"}, "action": "delay"}
    click(editor.switch)
    assert told[-1] is None
