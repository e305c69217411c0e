"""Rules are made by menus, lists and typing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.editors.combo import ValueCombo
from app.ui.editors.event_type import EventTypeCombo
from app.ui.editors.rule.editor import RuleEditor
from app.ui.widgets.spin import WholeNumber
from tests.support.patience import soon
from tests.ui.conftest import MakeSetting
from tests.ui.hand import button, choose, click, named, pick, set_number, type_into

GENRE = {"kind": "attribute", "field": "genre", "op": "eq", "value": ""}


@pytest.fixture
def editor(qtbot: QtBot, setting: MakeSetting) -> RuleEditor:
    """An editor of an optional rule, without a condition yet."""
    made = RuleEditor(setting("rule", optional=True))
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    return made


@pytest.fixture
def told(editor: RuleEditor) -> list[Any]:
    """What the editor tells."""
    values: list[Any] = []
    editor.edited.connect(values.append)
    return values


def test_a_condition_is_added_and_filled_in(editor: RuleEditor, told: list[Any]) -> None:
    pick(button(editor, "Condition"), "Attribute")
    assert told[-1] == GENRE
    choose(named(editor, ValueCombo, "Comparison"), "contains")
    type_into(named(editor, QLineEdit, "Value"), "crime")
    assert told[-1] == {**GENRE, "op": "contains", "value": "crime"}


def test_typing_keeps_the_focus_in_the_field(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value(GENRE)
    field = named(editor, QLineEdit, "Value")
    type_into(field, "a")
    type_into(named(editor, QLineEdit, "Value"), "b")
    assert named(editor, QLineEdit, "Value") is field


def test_comparisons_suit_the_type_of_the_field(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value(GENRE)
    choose(named(editor, ValueCombo, "Attribute"), "Score")
    assert told[-1] == {"kind": "attribute", "field": "score", "op": "eq", "value": 0}
    choose(named(editor, ValueCombo, "Comparison"), "is at least")
    type_into(named(editor, QLineEdit, "Value"), "20")
    assert told[-1] == {"kind": "attribute", "field": "score", "op": "ge", "value": 20}


def test_an_emptiness_test_has_no_value(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value({**GENRE, "value": "crime"})
    choose(named(editor, ValueCombo, "Comparison"), "is empty")
    assert told[-1] == {**GENRE, "op": "is_empty", "value": None}


def test_several_values_are_typed_with_commas(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value(GENRE)
    choose(named(editor, ValueCombo, "Comparison"), "is one of")
    type_into(named(editor, QLineEdit, "Value"), "crime, travel")
    assert told[-1]["value"] == ["crime", "travel"]


def test_a_second_condition_makes_a_group_of_which_any_may_hold(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value({"kind": "tag", "tag": "reader"})
    pick(button(editor, "Condition"), "Reaction to an email")
    opened = {"kind": "engagement", "step": "mail", "what": "opened"}
    assert told[-1] == {"kind": "all", "rules": [{"kind": "tag", "tag": "reader"}, opened]}
    choose(named(editor, ValueCombo, "Joined by"), "At least one of these holds:")
    assert told[-1]["kind"] == "any"


def test_a_condition_is_inverted_and_back(editor: RuleEditor, told: list[Any]) -> None:
    tag = {"kind": "tag", "tag": "reader"}
    editor.show_value(tag)
    click(button(editor, "Invert condition"))
    assert told[-1] == {"kind": "not", "rule": tag}
    click(button(editor, "not:"))
    assert told[-1] == tag


def test_the_last_condition_removed_leaves_no_rule(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value({"kind": "tag", "tag": "reader"})
    click(button(editor, "Remove condition"))
    assert told == [None]
    assert editor.rule is None


def test_a_rule_that_must_be_is_an_empty_group_without_conditions(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = RuleEditor(setting("rule"))
    qtbot.addWidget(editor)
    editor.show()
    values: list[Any] = []
    editor.edited.connect(values.append)
    editor.show_value({"kind": "tag", "tag": "reader"})
    click(button(editor, "Remove condition"))
    assert values == [{"kind": "all", "rules": []}]


def test_events_are_counted_within_a_period(editor: RuleEditor, told: list[Any]) -> None:
    pick(button(editor, "Condition"), "Event")
    choose(named(editor, ValueCombo, "Period"), "within the last")
    set_number(named(editor, WholeNumber, "Duration"), 14)
    set_number(named(editor, WholeNumber, "Count"), 3)
    assert told[-1]["within"] == {"amount": 14, "unit": "days"}
    assert told[-1]["count"] == 3


def test_properties_of_an_event_are_tested(editor: RuleEditor, told: list[Any]) -> None:
    pick(button(editor, "Condition"), "Event")
    click(button(editor, "Test a property"))
    type_into(named(editor, QLineEdit, "Property"), "total")
    choose(named(editor, ValueCombo, "Comparison"), "at least")
    for combo in editor.findChildren(ValueCombo):
        if combo.objectName().endswith("op0"):
            choose(combo, "is greater than")
    type_into(named(editor, QLineEdit, "Value"), "20")
    assert told[-1]["event"]["where"] == [{"property": "total", "op": "gt", "value": 20}]


def test_a_nested_group_can_be_added_and_removed(editor: RuleEditor, told: list[Any]) -> None:
    editor.show_value({"kind": "tag", "tag": "reader"})
    pick(button(editor, "Condition"), "Group of conditions")
    assert told[-1]["rules"][1]["kind"] == "all"
    click(button(editor, "Remove group"))
    assert told[-1] == {"kind": "all", "rules": [{"kind": "tag", "tag": "reader"}]}


def test_a_condition_just_added_has_the_keyboard(editor: RuleEditor, told: list[Any]) -> None:
    pick(button(editor, "Condition"), "Tag")
    pick(button(editor, "Condition"), "Attribute")
    assert soon(lambda: QApplication.focusWidget() is named(editor, ValueCombo, "Attribute"))


@pytest.mark.parametrize("typed", ["Form submitted", "Reading by the river booked"])
def test_the_name_of_an_event_is_never_cut(editor: RuleEditor, told: list[Any], typed: str) -> None:
    pick(button(editor, "Condition"), "Event")
    chip = named(editor, EventTypeCombo, "Event")
    field = chip.lineEdit()
    assert field is not None
    type_into(field, typed)
    QApplication.processEvents()
    assert field.fontMetrics().horizontalAdvance(typed) <= field.width()
    assert chip.mapTo(editor, chip.rect().topRight()).x() < editor.width()


def test_lists_points_and_sales_are_asked_about(editor: RuleEditor, told: list[Any]) -> None:
    pick(button(editor, "Condition"), "List")
    assert told[-1] == {"kind": "list", "list": "l1"}
    pick(button(editor, "Condition"), "Loyalty points")
    type_into(named(editor, QLineEdit, "Points"), "250")
    pick(button(editor, "Condition"), "Sales lock")
    assert told[-1]["rules"] == [
        {"kind": "list", "list": "l1"},
        {"kind": "points", "op": "ge", "value": 250},
        {"kind": "sales_lock"},
    ]
