"""Lists, attributes and voucher codes are made where a step needs them."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from app.core.edits import add_node
from app.core.journey import Node, Point
from app.core.text import same
from app.ui.application import WindowProgram
from app.ui.desk import Desk
from app.ui.editors.kept import FieldEditor, ListEditor, PoolEditor
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.step_form import StepForm
from tests.ui.hand import button, click, type_into
from tests.ui.journeys import welcome


def form_of(page: DeskJourneyPage, kind: str) -> StepForm:
    """The form of a step of a kind, added for it."""
    page.document.apply(
        lambda journey: add_node(journey, Node(id="kept", type=kind), Point(0, 900)), same("x")
    )
    page.selection.select(["kept"])
    form = page.inspector.form
    assert isinstance(form, StepForm)
    return form


def told(form: StepForm) -> str:
    """All words that are to be seen."""
    return "\n".join(each.text() for each in form.findChildren(QLabel) if each.isVisibleTo(form))


def test_a_list_is_made_and_chosen(page: DeskJourneyPage, desk: Desk) -> None:
    form = form_of(page, "change_list")
    editor = form.fields.editor("list")
    assert isinstance(editor, ListEditor)
    assert "There is no list yet." in told(form)
    click(button(form, "New list"))
    type_into(editor.line, "Book club")
    click(button(form, "Create"))
    (made,) = desk.workspace.lists.all()
    assert page.document.journey.by_id["kept"].config["list"] == made.id
    assert editor.findChildren(QComboBox)[0].currentText() == "Book club"
    assert "onto the list “Book club”" in told(form)


def test_a_name_that_is_taken_is_said_below(page: DeskJourneyPage, desk: Desk) -> None:
    desk.workspace.lists.add("Book club")
    form = form_of(page, "change_list")
    editor = form.fields.editor("list")
    assert isinstance(editor, ListEditor)
    click(button(form, "New list"))
    type_into(editor.line, "book club")
    click(button(form, "Create"))
    assert "already something named" in told(form)
    assert len(desk.workspace.lists.all()) == 1


def test_codes_are_put_into_a_stock(page: DeskJourneyPage, desk: Desk) -> None:
    form = form_of(page, "give_voucher")
    editor = form.fields.editor("pool")
    assert isinstance(editor, PoolEditor)
    click(button(form, "New pool"))
    type_into(editor.line, "Autumn")
    click(button(form, "Create"))
    assert "0 codes are free." in told(form)
    click(button(form, "Insert codes"))
    editor.codes.insertPlainText("A-1\nA-2\n")
    click(button(form, "Add codes"))
    assert "2 codes are free." in told(form)
    assert desk.workspace.vouchers.pools()[0].free == 2


def test_without_a_stock_no_codes_can_be_put_in(page: DeskJourneyPage) -> None:
    form = form_of(page, "give_voucher")
    visible = [each.text().strip() for each in form.findChildren(QPushButton) if each.isVisibleTo(form)]
    assert "Insert codes" not in visible
    assert "New pool" in visible


def test_an_attribute_for_the_code_is_made_where_it_is_chosen(page: DeskJourneyPage) -> None:
    form = form_of(page, "give_voucher")
    before = page.document.journey
    editor = form.fields.editor("field")
    assert isinstance(editor, FieldEditor)
    click(button(form, "New attribute"))
    type_into(editor.line, "Voucher code")
    click(button(editor, "Create"))
    (made,) = page.document.journey.fields
    assert (made.key, made.label, made.type) == ("voucher_code", "Voucher code", "text")
    assert page.document.journey.by_id["kept"].config["field"] == "voucher_code"
    assert editor.findChildren(QComboBox)[0].currentText() == "Voucher code"
    assert page.document.undo_text == ("Merkmal anlegen: Voucher code", "Create attribute: Voucher code")
    page.document.undo()
    assert page.document.journey is before


def test_an_attribute_made_for_a_result_holds_numbers(page: DeskJourneyPage) -> None:
    form = form_of(page, "compute_attribute")
    editor = form.fields.editor("field")
    assert isinstance(editor, FieldEditor)
    click(button(editor, "New attribute"))
    type_into(editor.line, "City")
    click(button(editor, "Create"))
    assert "already something named" in told(form)
    assert page.document.journey.fields == ()
    type_into(editor.line, "Turnover")
    click(button(editor, "Create"))
    assert [(each.key, each.type) for each in page.document.journey.fields] == [("turnover", "number")]
    assert page.document.journey.by_id["kept"].config["field"] == "turnover"


def test_what_is_made_on_another_page_can_be_chosen_on_the_way_back(program: WindowProgram) -> None:
    window = program.window
    window.open_journey(welcome())
    page = window.page
    assert isinstance(page, DeskJourneyPage)
    form_of(page, "change_list")
    window.show_page("contacts")
    program.desk.workspace.lists.add("Book club")
    window.show_page("journeys")
    assert isinstance(page.inspector.form, StepForm)
    assert "There is no list yet." not in told(page.inspector.form)
