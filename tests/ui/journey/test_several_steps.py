"""Several steps are set up at once: what they share is shown, and one edit changes all of them."""

from __future__ import annotations

import pytest
from pydantic import JsonValue
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.core.edits import add_node, set_config
from app.core.journey import Journey, Node, Point
from app.core.text import same
from app.ui.editors.combo import ValueCombo
from app.ui.editors.until import UntilEditor
from app.ui.journey.areas import reading_order
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.multi_form import MultiForm
from app.ui.journey.step_form import StepForm
from tests.ui.hand import button, choose, click, named, set_number, type_into


def more(page: DeskJourneyPage, step_id: str, kind: str, **config: object) -> None:
    """One more step, not connected."""
    node = Node.model_validate({"id": step_id, "type": kind, "title": step_id.title(), "config": config})

    def edit(journey: Journey) -> Journey:
        return add_node(journey, node, Point(400, 100 * len(journey.nodes)))

    page.document.apply(edit, same("x"))


def chosen(page: DeskJourneyPage, *steps: str) -> MultiForm:
    page.selection.select(steps)
    form = page.inspector.form
    assert isinstance(form, MultiForm)
    return form


def until(page: DeskJourneyPage, step: str) -> object:
    return page.document.journey.by_id[step].config.get("until")


def days(amount: int) -> dict[str, JsonValue]:
    return {"after": {"amount": amount, "unit": "days"}, "window": None}


@pytest.fixture
def three_waits(page: DeskJourneyPage) -> DeskJourneyPage:
    """Two that wait for two days, one for five."""
    more(page, "later", "wait", until=days(5))
    more(page, "other", "wait", until=days(2))
    page.document.apply(
        lambda journey: set_config(journey, "wait", {"until": days(2)}, {"next"}), same("set up")
    )
    return page


def test_one_edit_of_equal_steps_is_one_step_of_undo_with_a_name(three_waits: DeskJourneyPage) -> None:
    page = three_waits
    before = page.document.journey
    form = chosen(page, "wait", "other")
    editor = form.fields.editor("until")
    assert isinstance(editor, UntilEditor)
    assert editor.after.amount.value() == 2
    set_number(editor.after.amount, 3)
    assert [until(page, each) for each in ("wait", "other", "later")] == [days(3), days(3), days(5)]
    assert page.document.undo_text == ("Warten ändern für 2 Schritte", "Change Wait for 2 steps")
    page.document.undo()
    assert page.document.journey is before


def test_different_values_are_told_and_made_equal_by_a_click(three_waits: DeskJourneyPage) -> None:
    page = three_waits
    before = page.document.journey
    form = chosen(page, "wait", "later", "other")
    editor = form.fields.editor("until")
    assert editor.isHidden()
    take = button(form, "For all as in “Two days”")
    assert take.accessibleName() == "Wait: different. For all as in “Two days”"
    click(take)
    assert [until(page, each) for each in ("wait", "later", "other")] == [days(2)] * 3
    assert not editor.isHidden()
    page.document.undo()
    assert page.document.journey is before
    assert editor.isHidden()


def test_steps_of_different_types_share_what_is_equal(page: DeskJourneyPage) -> None:
    more(page, "note", "service_message")
    form = chosen(page, "mail", "note")
    names = [field.name for field in form.shared]
    assert "purpose" in names
    assert "subject" not in names
    before = page.document.journey
    type_into(named(form, QLineEdit, "Purpose of consent"), "events")
    purposes = [page.document.journey.by_id[each].config["purpose"] for each in ("mail", "note")]
    assert purposes == ["events", "events"]
    assert page.document.journey.by_id["wait"] is before.by_id["wait"]
    page.document.undo()
    assert page.document.journey is before


def test_lines_and_choices_that_differ_stay_empty_until_one_is_given_for_all(page: DeskJourneyPage) -> None:
    more(page, "second", "send_mail", subject="Bye", body="See you.", layout="plain")
    form = chosen(page, "mail", "second")
    subject, layout = named(form, QLineEdit, "Subject"), named(form, ValueCombo, "Layout")
    assert (subject.text(), subject.placeholderText()) == ("", "different")
    assert (layout.currentIndex(), layout.placeholderText()) == (-1, "different")
    before = page.document.journey
    QTest.keyClicks(subject, "News")
    choose(layout, "Bookshop")
    for step in ("mail", "second"):
        config = page.document.journey.by_id[step].config
        assert (config["subject"], config["layout"]) == ("News", "bookshop")
    assert page.document.journey.by_id["second"].config["body"] == "See you."
    page.document.undo()
    page.document.undo()
    assert page.document.journey is before
    assert subject.text() == ""


def test_steps_without_anything_in_common_say_so(page: DeskJourneyPage) -> None:
    form = chosen(page, "wait", "fork")
    assert form.shared == ()


def test_the_form_follows_the_selection_and_gives_way_to_one_step(three_waits: DeskJourneyPage) -> None:
    page = three_waits
    form = chosen(page, "wait", "other")
    assert chosen(page, "wait", "other", "later") is form
    page.selection.toggle("later")
    page.selection.toggle("other")
    assert isinstance(page.inspector.form, StepForm)


def test_a_field_that_has_been_changed_can_be_reset(page: DeskJourneyPage) -> None:
    page.selection.select(["mail"])
    form = page.inspector.form
    assert isinstance(form, StepForm)
    before = page.document.journey
    choose(named(form, ValueCombo, "Layout"), "Plain")
    reset = button(form, "Reset Layout to the default")
    click(reset)
    assert page.document.journey.by_id["mail"].config["layout"] == "letter"
    assert reset.isHidden()
    page.document.undo()
    page.document.undo()
    assert page.document.journey is before


def test_tab_goes_from_the_label_line_down(page: DeskJourneyPage) -> None:
    page.selection.select(["mail"])
    form = page.inspector.form
    assert isinstance(form, StepForm)
    layout = named(form, ValueCombo, "Layout")
    choose(layout, "Plain")
    names = [each.accessibleName() for each in reading_order(page.inspector)]
    assert names.index("Layout") == names.index("Reset Layout to the default") + 1
