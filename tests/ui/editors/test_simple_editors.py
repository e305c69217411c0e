"""Each editor shows a value without telling, and tells what a person enters."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.text import Text
from app.ui.editors.base import Editor
from app.ui.editors.choice import ChoiceEditor
from app.ui.editors.duration import DurationEditor
from app.ui.editors.event_type import EventTypeEditor
from app.ui.editors.factory import EDITORS
from app.ui.editors.field_popup import FieldPopup
from app.ui.editors.line import LineEditor
from app.ui.editors.named import NamedEditor
from app.ui.editors.number import NumberEditor
from app.ui.editors.placeholders import TemplateTextEditor
from app.ui.editors.switch import SwitchEditor
from app.ui.editors.tags import TagsEditor
from app.ui.editors.text import TextEditor
from app.ui.editors.until import UntilEditor
from app.ui.editors.value import ValueEditor
from tests.ui.conftest import MakeSetting
from tests.ui.hand import button, choose, click, set_number, type_into

DAYS_2 = {"amount": 2, "unit": "days"}
SAMPLES: dict[str, Any] = {
    "line": "words",
    "text": "words",
    "template_line": "words",
    "template_text": "words",
    "number": 3,
    "switch": True,
    "choice": "a",
    "duration": DAYS_2,
    "until": {"after": DAYS_2, "window": {"weekdays": [0], "start": "08:00", "end": "09:00"}},
    "rule": {"kind": "tag", "tag": "reader"},
    "cases": [{"id": "yes", "name": "", "rule": {"kind": "tag", "tag": "reader"}}],
    "arms": [{"id": "a", "name": "A", "weight": 1}, {"id": "b", "name": "B", "weight": 1}],
    "event_filter": {"type": "purchase", "where": []},
    "event_type": "purchase",
    "field": "city",
    "value": "Vienna",
    "tags": ["reader"],
    "number_field": "score",
    "date_field": "birthday",
    "any_field": "email",
    "fields": ["email", "city"],
    "operand": "score",
    "window": {"weekdays": [0], "start": "22:00", "end": "06:00", "holidays": "DE-BY"},
    "until_date": {"date": "2026-12-24", "field": "", "days": -3, "at": "08:00", "yearly": False},
    "field_day": {"date": "", "field": "birthday", "days": 2, "at": "08:00", "yearly": True},
    "recurrence": {"every": "month", "weekdays": [0], "day": 31, "at": "10:00"},
    "purpose": "newsletter",
    "stage": "customer",
    "list": "l1",
    "pool": "p1",
    "journey": "j1",
    "service": "sms",
    "step": "mail",
    "mail_step": "mail",
    "optional_number": 5,
    "moment": "2026-12-24T18:00",
    "cap": {"count": 2, "per": DAYS_2, "action": "delay"},
}


def heard(editor: Editor) -> list[Any]:
    """What an editor tells from now on."""
    values: list[Any] = []
    editor.edited.connect(values.append)
    return values


@pytest.mark.parametrize("widget", list(EDITORS))
def test_showing_a_value_tells_nobody(qtbot: QtBot, setting: MakeSetting, widget: str) -> None:
    editor = EDITORS[widget](setting(widget, choices={"a": Text("A", "A")}))  # pyright: ignore[reportArgumentType]
    qtbot.addWidget(editor)
    values = heard(editor)
    editor.show_value(SAMPLES[widget])
    assert values == []


def test_typing_tells_each_letter(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = LineEditor(setting("line"))
    qtbot.addWidget(editor)
    values = heard(editor)
    type_into(editor.field, "Hi")
    assert values == ["H", "Hi"]


def test_the_same_text_again_leaves_the_cursor_alone(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = LineEditor(setting("line"))
    qtbot.addWidget(editor)
    editor.show_value("hello")
    editor.field.setCursorPosition(3)
    editor.show_value("hello")
    assert editor.field.cursorPosition() == 3


def test_several_lines_can_be_typed(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = TextEditor(setting("text"))
    qtbot.addWidget(editor)
    values = heard(editor)
    QTest.keyClicks(editor.field, "a")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert values[-1] == "a\n"


def test_a_placeholder_is_picked(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = TemplateTextEditor(setting("template_text"))
    qtbot.addWidget(editor)
    values = heard(editor)
    editor.show()
    click(button(editor, "Insert placeholder"))
    popup = editor.window().findChild(FieldPopup)
    assert popup is not None
    QTest.keyClicks(popup.search, "genr")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert values == ["{{ contact.genre }}"]


def test_numbers_choices_and_switches_tell_their_value(qtbot: QtBot, setting: MakeSetting) -> None:
    number = NumberEditor(setting("number", maximum=50))
    choice = ChoiceEditor(setting("choice", choices={"a": Text("A", "A"), "b": Text("B", "B")}))
    switch = SwitchEditor(setting("switch"))
    for editor in (number, choice, switch):
        qtbot.addWidget(editor)
        editor.show()
    choice.show_value("a")
    told = [heard(number), heard(choice), heard(switch)]
    set_number(number.field, 12)  # pyright: ignore[reportArgumentType]
    choose(choice.field, "B")
    click(switch.field)
    assert [values[-1] for values in told] == [12, "b", True]


def test_decimals_are_shown_only_where_there_are_some(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = NumberEditor(setting("number"), whole=False)
    qtbot.addWidget(editor)
    editor.show_value(50)
    assert editor.field.text() == "50"
    editor.show_value(2.5)
    assert editor.field.text().replace(",", ".") == "2.50"


def test_a_duration_has_amount_and_unit(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = DurationEditor(setting("duration"))
    qtbot.addWidget(editor)
    editor.show_value(DAYS_2)
    values = heard(editor)
    choose(editor.unit, "weeks")
    set_number(editor.amount, 3)
    assert values[-1] == {"amount": 3, "unit": "weeks"}


def test_an_optional_duration_can_be_taken_away_and_set_again(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = DurationEditor(setting("duration", optional=True))
    qtbot.addWidget(editor)
    editor.show_value(DAYS_2)
    values = heard(editor)
    choose(editor.unit, "not set")
    assert values[-1] is None
    choose(editor.unit, "days")
    assert values[-1] == {"amount": 1, "unit": "days"}


def test_a_window_opens_with_a_check_box(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = UntilEditor(setting("until"))
    qtbot.addWidget(editor)
    editor.show()
    editor.show_value({"after": DAYS_2, "window": None})
    values = heard(editor)
    click(editor.windowed)
    assert values[-1]["window"]["weekdays"] == [0, 1, 2, 3, 4]
    click(editor.window_field.days[5])
    assert values[-1]["window"]["weekdays"] == [0, 1, 2, 3, 4, 5]
    assert values[-1]["after"] == DAYS_2


def test_tags_are_added_by_enter_and_removed_by_a_click(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = TagsEditor(setting("tags"))
    qtbot.addWidget(editor)
    editor.show()
    values = heard(editor)
    type_into(editor.field, "crime")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert values == [["crime"]]
    click(button(editor, "Remove tag “crime”"))
    assert values[-1] == []


def test_fields_that_nobody_may_set_are_not_offered(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = NamedEditor(setting("field"))
    qtbot.addWidget(editor)
    names = [editor.field.itemText(index) for index in range(editor.field.count())]
    assert "Genre" in names
    assert "Email address" not in names


def test_a_value_suits_its_field(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = ValueEditor(setting("value"))
    qtbot.addWidget(editor)
    values = heard(editor)
    editor.suit("number")
    type_into(editor._field, "12.5")
    assert values[-1] == 12.5


def test_an_event_is_known_by_its_name_or_typed_in(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = EventTypeEditor(setting("event_type"))
    qtbot.addWidget(editor)
    values = heard(editor)
    editor.show_value("purchase")
    assert editor.field.currentText() == "Purchase"
    line = editor.field.lineEdit()
    assert line is not None
    type_into(line, "reading_night")
    assert values[-1] == "reading_night"
