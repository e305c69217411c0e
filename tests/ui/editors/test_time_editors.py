"""Days, schedules, windows with holidays, moments: set by mouse and keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from app.ui.editors.base import Editor
from app.ui.editors.combo import ValueCombo
from app.ui.editors.moment import MomentEditor
from app.ui.editors.recurrence import RecurrenceEditor
from app.ui.editors.times import ClockField, DayField
from app.ui.editors.until_date import FieldDayEditor, UntilDateEditor
from app.ui.editors.window import WindowEditor
from app.ui.widgets.spin import WholeNumber
from tests.ui.conftest import MakeSetting
from tests.ui.hand import choose, click, named, set_number


def shown(qtbot: QtBot, editor: Editor) -> list[Any]:
    """What an editor on the screen tells from now on."""
    qtbot.addWidget(editor)
    editor.resize(288, 400)
    editor.show()
    values: list[Any] = []
    editor.edited.connect(values.append)
    return values


def type_clock(field: ClockField, hour: str) -> None:
    """Type the hour."""
    field.setFocus()
    field.setSelectedSection(ClockField.Section.HourSection)
    QTest.keyClicks(field, hour)


def test_a_window_may_leave_out_the_holidays_of_a_region(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = WindowEditor(setting("window"))
    told = shown(qtbot, editor)
    editor.show_value({"weekdays": [0], "start": "09:00", "end": "17:00", "holidays": ""})
    choose(named(editor, ValueCombo, "Public holidays"), "except in Germany")
    assert told[-1]["holidays"] == "DE"
    choose(named(editor, ValueCombo, "Region of the holidays"), "Bavaria")
    assert told[-1] == {"weekdays": [0], "start": "09:00", "end": "17:00", "holidays": "DE-BY"}
    choose(named(editor, ValueCombo, "Public holidays"), "except in Austria")
    assert told[-1]["holidays"] == "AT"


def test_a_place_that_is_not_offered_is_kept(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = WindowEditor(setting("window"))
    told = shown(qtbot, editor)
    editor.show_value({"weekdays": [0], "start": "09:00", "end": "17:00", "holidays": "ES-MD"})
    click(editor.window_field.days[1])
    assert told[-1]["holidays"] == "ES-MD"


def test_a_window_past_midnight_says_so(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = WindowEditor(setting("window"))
    told = shown(qtbot, editor)
    editor.show_value({"weekdays": [0], "start": "09:00", "end": "17:00", "holidays": ""})
    type_clock(editor.window_field.end, "06")
    assert told[-1]["end"] == "06:00"
    assert "next morning" in " ".join(part.text() for part in words_of(editor))


def words_of(editor: Editor) -> list[Any]:
    """The labels that are to be seen."""
    return [each for each in editor.findChildren(QLabel) if each.isVisible()]


def test_an_optional_window_comes_and_goes(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = WindowEditor(setting("window", optional=True))
    told = shown(qtbot, editor)
    editor.show_value(None)
    assert editor.window_field.isHidden()
    click(editor.switch)
    assert told[-1]["weekdays"] == [0, 1, 2, 3, 4]
    click(editor.switch)
    assert told[-1] is None


def test_a_day_of_a_field_some_days_before_and_every_year(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = FieldDayEditor(setting("field_day"))
    told = shown(qtbot, editor)
    editor.show_value({"field": ""})
    choose(named(editor, ValueCombo, "Field"), "Birthday")
    choose(named(editor, ValueCombo, "Before or after"), "days before")
    set_number(named(editor, WholeNumber, "Number of days"), 14)
    click(named(editor, QCheckBox, "every year on this day"))
    type_clock(editor.at, "08")
    assert told[-1] == {"date": "", "field": "birthday", "days": -14, "at": "08:00", "yearly": True}


def test_a_fixed_day_is_told_as_a_date_and_never_yearly(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = UntilDateEditor(setting("until_date"))
    told = shown(qtbot, editor)
    editor.show_value({"field": "birthday", "yearly": True})
    choose(named(editor, ValueCombo, "Field"), "a fixed day")
    assert told[-1]["yearly"] is False
    day = named(editor, DayField, "Fixed day")
    day.setSelectedSection(DayField.Section.YearSection)
    QTest.keyClicks(day, "2031")
    assert told[-1]["date"].startswith("2031-")
    assert told[-1]["field"] == ""


def test_the_offset_turns_from_before_to_after_with_its_number(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = UntilDateEditor(setting("until_date"))
    told = shown(qtbot, editor)
    editor.show_value({"field": "birthday", "days": -5})
    choose(named(editor, ValueCombo, "Before or after"), "days after")
    assert told[-1]["days"] == 5
    choose(named(editor, ValueCombo, "Before or after"), "on the day itself")
    assert told[-1]["days"] == 0
    assert editor.offset.isHidden()


def test_a_schedule_shows_what_it_needs(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = RecurrenceEditor(setting("recurrence"))
    told = shown(qtbot, editor)
    editor.show_value({"every": "week", "weekdays": [0]})
    click(editor.days.buttons[4])
    assert told[-1]["weekdays"] == [0, 4]
    choose(editor.every, "every month")
    set_number(editor.day, 31)
    assert (told[-1]["every"], told[-1]["day"]) == ("month", 31)
    assert editor.days.isHidden()


def test_a_moment_comes_and_goes_with_its_check_box(qtbot: QtBot, setting: MakeSetting) -> None:
    editor = MomentEditor(setting("moment"))
    told = shown(qtbot, editor)
    editor.show_value("2026-12-24T18:00")
    type_clock(editor.at, "07")
    assert told[-1] == "2026-12-24T07:00"
    click(editor.switch)
    assert told[-1] == ""
    QTest.keyClick(editor.switch, Qt.Key.Key_Space)
    assert told[-1].startswith("2026-12-24T")
