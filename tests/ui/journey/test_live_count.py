"""The rule editor counts while one works on the rule."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from app.services import counting
from app.ui.desk import Desk
from app.ui.editors.cases import CasesEditor
from app.ui.editors.rule.editor import RuleEditor
from app.ui.journey.desk_page import DeskJourneyPage
from tests.support.patience import soon
from tests.ui.hand import button, click, named, pick, type_into


@pytest.fixture
def rule(page: DeskJourneyPage, desk: Desk) -> RuleEditor:
    """The rule of the branch, empty, and three contacts, two of whom live in York."""
    for name, city in (("Anna", "York"), ("Ben", "York"), ("Cleo", "Bath")):
        desk.workspace.contacts.add({"email": f"{name}@example.org", "first_name": name, "city": city})
    page.selection.select(["fork"])
    cases = page.inspector.form.findChild(CasesEditor)
    assert cases is not None
    editor = cases.findChild(RuleEditor)
    assert editor is not None
    return editor


def shown(editor: RuleEditor, words: str) -> bool:
    return soon(lambda: editor.count.words == words)


def test_what_only_the_way_can_tell_is_said_in_words(rule: RuleEditor) -> None:
    assert "only shows on the way" in rule.count.words


def test_the_number_follows_each_edit(page: DeskJourneyPage, rule: RuleEditor) -> None:
    before = page.document.journey
    click(button(rule, "Remove condition"))
    assert rule.count.isHidden()
    pick(button(rule, "Condition"), "Attribute")
    assert "Once everything is filled in" in rule.count.words
    type_into(named(rule, QLineEdit, "Value"), "York")
    assert shown(rule, "Matches 2 of 3 contacts")
    click(button(rule, "Invert condition"))
    assert shown(rule, "Matches 1 of 3 contacts")
    while page.document.undo():
        pass
    assert page.document.journey is before
    again = page.inspector.form.findChildren(RuleEditor)[-1]
    assert "only shows on the way" in again.count.words


def test_each_condition_has_its_own_number(rule: RuleEditor) -> None:
    pick(button(rule, "Condition"), "Attribute")
    type_into(named(rule, QLineEdit, "Value"), "Bath")
    assert soon(lambda: [row.count_words for row, _ in rule.rows] == ["", "· 1 contact"])
    assert "only shows on the way" in rule.count.words


def test_some_names_are_shown_on_demand(rule: RuleEditor) -> None:
    click(button(rule, "Remove condition"))
    pick(button(rule, "Condition"), "Attribute")
    type_into(named(rule, QLineEdit, "Value"), "York")
    assert shown(rule, "Matches 2 of 3 contacts")
    click(button(rule, "Show some"))
    assert soon(lambda: rule.count.names == "Anna, Ben")
    click(button(rule, "Hide names"))
    type_into(named(rule, QLineEdit, "Value"), "Leeds")
    assert shown(rule, "Matches nobody (3 contacts)")


def test_only_the_latest_question_is_answered(rule: RuleEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "STRETCH", 1)
    click(button(rule, "Remove condition"))
    pick(button(rule, "Condition"), "Attribute")
    for words in ("Bath", "York", "Leeds"):
        type_into(named(rule, QLineEdit, "Value"), words)
    assert shown(rule, "Matches nobody (3 contacts)")
