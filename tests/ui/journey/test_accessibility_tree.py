"""The tree that a screen reader walks: every control of every page has a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.rail import Rail
from canvas.accessible import voice
from tests.ui.hand import click

Role = QAccessible.Role
NAMED = {
    Role.Button, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.SpinBox, Role.List,
    Role.ListItem, Role.Link, Role.Table, Role.Tree, Role.TreeItem, Role.Slider, Role.PageTab, Role.MenuItem,
}  # fmt: skip
"""Roles that mean nothing without a name."""


class Line(NamedTuple):
    """One entry of the tree."""

    depth: int
    role: QAccessible.Role
    name: str
    states: tuple[str, ...]
    path: str


def tree_of(interface: QAccessibleInterface, depth: int = 0, path: str = "") -> Iterator[Line]:
    """The visible part of the tree, from the top."""
    state = interface.state()
    if state.invisible and depth:
        return
    name = interface.text(QAccessible.Text.Name)
    states = tuple(each for each in ("focusable", "focused", "selected", "checked") if getattr(state, each))
    here = f"{path} / {interface.role().name} {name!r}"
    yield Line(depth, interface.role(), name, states, here)
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None and child.isValid():
            yield from tree_of(child, depth + 1, here)


def nameless(lines: list[Line]) -> list[str]:
    """Where controls without a name are."""
    return [line.path for line in lines if line.role in NAMED and not line.name.strip()]


def dump(page: DeskJourneyPage) -> list[Line]:
    """The tree of a page."""
    return list(tree_of(QAccessible.queryAccessibleInterface(page)))


def test_every_control_of_the_journey_page_has_a_name(page: DeskJourneyPage) -> None:
    voice.install()
    steps = [node.id for node in page.document.journey.nodes]
    for step in steps:
        page.selection.select([step])
        assert nameless(dump(page)) == []


def test_the_canvas_and_the_outline_are_part_of_the_tree(page: DeskJourneyPage) -> None:
    voice.install()
    page.canvas.outline.show()
    page.selection.select([page.document.journey.nodes[0].id])
    lines = dump(page)
    assert nameless(lines) == []
    lists = [line.name for line in lines if line.role == Role.List]
    assert "Outline" in lists
    assert any(name.startswith("Journey") for name in lists)
    items = [line for line in lines if line.role == Role.ListItem and "selected" in line.states]
    assert len(items) == 2  # the step on the canvas, and its row in the outline


def test_the_search_and_its_buttons_have_names(page: DeskJourneyPage, qtbot: QtBot) -> None:
    page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(page.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    lines = dump(page)
    assert nameless(lines) == []
    assert "Find in the journey" in [line.name for line in lines if line.role == Role.EditableText]


def test_every_control_of_every_page_has_a_name(program: WindowProgram) -> None:
    window = program.window
    rail = window.findChild(Rail)
    assert isinstance(rail, Rail)
    for name in rail.buttons:
        click(rail.buttons[name])
        lines = list(tree_of(QAccessible.queryAccessibleInterface(window)))
        assert nameless(lines) == [], name
        assert len(lines) > 10
