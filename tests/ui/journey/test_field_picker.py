"""Fields are searched, picked by key and mouse, and made where one is needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.core.fields import FieldSpec
from app.core.records import EventRecord
from app.ui.desk import Desk
from app.ui.editors.cases import CasesEditor
from app.ui.editors.field_combo import FieldCombo
from app.ui.editors.field_popup import FieldPopup
from app.ui.editors.rule.editor import RuleEditor
from app.ui.journey.desk_page import DeskJourneyPage
from nodes.conditions.branch import BranchStep
from tests.support.patience import soon
from tests.ui.hand import button, choose, click, named, pick, type_into


def rule_of(page: DeskJourneyPage) -> RuleEditor:
    page.selection.select(["fork"])
    cases = page.inspector.form.findChild(CasesEditor)
    assert cases is not None
    editor = cases.findChild(RuleEditor)
    assert editor is not None
    return editor


@pytest.fixture
def rule(page: DeskJourneyPage, desk: Desk) -> RuleEditor:
    """A rule about an attribute, and contacts with a genre of their own."""
    contacts = desk.workspace.contacts
    contacts.add_field(FieldSpec(key="genre", label="Genre"))
    for city in ("Bath", "York"):
        contacts.add({"email": f"{city}@example.org", "city": city, "genre": "Crime"})
    contacts.record(EventRecord("purchase", 0, "bath@example.org", {"total": 12.5, "title": "Emma"}))
    page.refresh()
    editor = rule_of(page)
    click(button(editor, "Remove condition"))
    pick(button(editor, "Condition"), "Attribute")
    return editor


def opened(page: DeskJourneyPage, combo: FieldCombo) -> FieldPopup:
    QTest.mouseClick(combo, Qt.MouseButton.LeftButton)
    popups = [each for each in page.window().findChildren(FieldPopup) if each.isVisible()]
    assert len(popups) == 1
    return popups[0]


def rows(popup: FieldPopup) -> list[tuple[str, str]]:
    items = (popup.tree.topLevelItem(index) for index in range(popup.tree.topLevelItemCount()))
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def config(page: DeskJourneyPage) -> object:
    """The rule of the branch's only case."""
    node = page.document.journey.by_id["fork"]
    (case,) = BranchStep().parse(node.config).cases
    return case.rule.model_dump() if case.rule is not None else None


def test_fields_stand_in_groups_with_values_that_contacts_have(
    page: DeskJourneyPage, rule: RuleEditor
) -> None:
    found = rows(opened(page, named(rule, FieldCombo, "Attribute")))
    assert found[0] == ("Contact", "")
    assert ("City", "York · Bath") in found
    assert found[-2:] == [("Attributes of your own", ""), ("Genre", "Crime")]


def test_a_search_also_finds_what_contacts_have_and_enter_picks(
    page: DeskJourneyPage, rule: RuleEditor
) -> None:
    popup = opened(page, named(rule, FieldCombo, "Attribute"))
    QTest.keyClicks(popup.search, "york")
    assert [name for name, _ in rows(popup)] == ["Contact", "Email address", "City"]
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert config(page) == {"kind": "attribute", "field": "city", "op": "eq", "value": ""}
    assert named(rule_of(page), FieldCombo, "Attribute").currentText() == "City"


def test_esc_and_a_click_elsewhere_close_the_list(page: DeskJourneyPage, rule: RuleEditor) -> None:
    before = page.document.journey
    combo = named(rule, FieldCombo, "Attribute")
    QTest.keyClick(opened(page, combo).search, Qt.Key.Key_Escape)
    assert soon(lambda: not page.window().findChildren(FieldPopup))
    assert page.window().focusWidget() is combo
    opened(page, combo)
    click(page.inspector.form)
    assert soon(lambda: not page.window().findChildren(FieldPopup))
    assert page.document.journey is before


def test_arrows_go_through_the_fields_and_the_mouse_picks(page: DeskJourneyPage, rule: RuleEditor) -> None:
    popup = opened(page, named(rule, FieldCombo, "Attribute"))
    for _ in range(20):
        QTest.keyClick(popup.search, Qt.Key.Key_Up)
    current = popup.tree.currentItem()
    assert current is not None
    assert current.text(0) == "Email address"
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    current = popup.tree.currentItem()
    assert current is not None
    at = popup.tree.visualItemRect(current).center()
    QTest.mouseClick(popup.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert "'salutation'" in str(config(page))


def test_a_field_made_in_a_rule_is_the_journeys_and_one_step_of_undo(
    page: DeskJourneyPage, rule: RuleEditor
) -> None:
    before = page.document.journey
    popup = opened(page, named(rule, FieldCombo, "Attribute"))
    QTest.keyClicks(popup.search, "Visits")
    click(button(popup, "New attribute"))
    assert popup.name.text() == "Visits"
    choose(popup.kind, "Number")
    click(button(popup, "Create"))
    (made,) = page.document.journey.fields
    assert (made.key, made.label, made.type) == ("visits", "Visits", "number")
    assert config(page) == {"kind": "attribute", "field": "visits", "op": "eq", "value": 0}
    found = rows(opened(page, named(rule_of(page), FieldCombo, "Attribute")))
    assert found[-2:] == [("New in this journey", ""), ("Visits", "")]
    page.document.undo()
    assert page.document.journey is before


def test_a_name_that_is_taken_is_told_in_the_list(page: DeskJourneyPage, rule: RuleEditor) -> None:
    before = page.document.journey
    popup = opened(page, named(rule, FieldCombo, "Attribute"))
    click(button(popup, "New attribute"))
    type_into(popup.name, "genre")
    click(button(popup, "Create"))
    told = [each.text() for each in popup.findChildren(QLabel) if each.isVisible()]
    assert any("already something named" in words for words in told)
    assert page.document.journey is before


def test_placeholders_offer_the_properties_of_events(page: DeskJourneyPage, rule: RuleEditor) -> None:
    page.selection.select(["mail"])
    before = page.document.journey
    click(button(page.inspector.form, "Insert placeholder"))
    popup = next(each for each in page.window().findChildren(FieldPopup) if each.isVisible())
    assert ("total", "12.5") in rows(popup)
    QTest.keyClicks(popup.search, "total")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert "{{ event.total }}" in str(page.document.journey.by_id["mail"].config["subject"])
    page.document.undo()
    assert page.document.journey is before
