"""Cases of a branch and arms of a split."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.editors.arms import ArmsEditor
from app.ui.editors.cases import CasesEditor
from app.ui.widgets.spin import WholeNumber
from tests.ui.conftest import MakeSetting
from tests.ui.hand import button, click, named, pick, set_number, type_into

CASE = {"id": "yes", "name": "", "rule": None}
ARMS = [{"id": "a", "name": "A", "weight": 50}, {"id": "b", "name": "B", "weight": 50}]


def test_a_case_gets_a_name_and_a_rule(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = CasesEditor(setting("cases"))
    qtbot.addWidget(editor)
    editor.show()
    editor.show_value([CASE])
    told: list[Any] = []
    editor.edited.connect(told.append)
    type_into(named(editor, QLineEdit, "Name of way out 1"), "Fans")
    pick(button(editor, "Condition"), "Tag")
    assert told[-1] == [{"id": "yes", "name": "Fans", "rule": {"kind": "tag", "tag": ""}}]


def test_cases_are_added_moved_and_removed_and_keep_their_ids(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = CasesEditor(setting("cases"))
    qtbot.addWidget(editor)
    editor.show()
    editor.show_value([CASE])
    told: list[Any] = []
    editor.edited.connect(told.append)
    click(button(editor, "Add way out"))
    new = told[-1][1]["id"]
    click(button(editor, "Move up"))
    assert [case["id"] for case in told[-1]] == [new, "yes"]
    click(button(editor, "Remove way out"))
    assert [case["id"] for case in told[-1]] == ["yes"]


def test_weights_show_their_share(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = ArmsEditor(setting("arms"))
    qtbot.addWidget(editor)
    editor.show()
    editor.show_value(ARMS)
    told: list[Any] = []
    editor.edited.connect(told.append)
    set_number(named(editor, WholeNumber, "Weight 1"), 150)
    assert told[-1][0]["weight"] == 150
    assert [share.text() for share in editor._shares] == ["75\u202f%", "25\u202f%"]
