"""Publishing, pausing and resuming, without any dialog."""

from __future__ import annotations

import pytest
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.journey import Edge, Node
from app.core.records import Counts
from app.core.text import Text
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.publish_sheet import present_words
from tests.ui.hand import button, click, named, type_into


def publish(page: DeskJourneyPage, qtbot: QtBot) -> None:
    """Press both buttons and wait."""
    click(page.header.publish)
    with qtbot.waitSignal(page.sheet.published, timeout=20_000):
        click(button(page.sheet, "Publish now"))


def test_errors_prevent_publishing_and_lead_to_the_list(page: DeskJourneyPage, desk: object) -> None:
    page.selection.select(["mail"])
    type_into(named(page.inspector.form, QLineEdit, "Subject"), " ")
    click(page.header.publish)
    click(button(page.sheet, "Show problems"))
    assert page.sheet.isHidden()
    assert page.drawer.current is page.problems
    assert page.header.publish.isEnabled()


def test_publishing_makes_the_journey_live_and_starts_the_scheduler(
    page: DeskJourneyPage, qtbot: QtBot
) -> None:
    publish(page, qtbot)
    assert "Live" in page.header.state.text()
    assert page.drawer.current is page.live
    qtbot.waitUntil(lambda: page._desk.workspace.runner.state.doing != "off")
    page._desk.workspace.runner.stop()


def test_a_live_journey_is_paused_and_resumed(page: DeskJourneyPage, qtbot: QtBot) -> None:
    publish(page, qtbot)
    click(button(page.live, "Pause"))
    assert "Paused" in page.header.state.text()
    assert page.banner.isHidden()  # it said that the journey is live
    click(button(page.live, "Resume"))
    qtbot.waitUntil(lambda: "Live" in page.header.state.text())  # nobody is inside: nothing to choose
    page._desk.workspace.runner.stop()


def test_an_edit_folds_the_sheet_away(page: DeskJourneyPage) -> None:
    click(page.header.publish)
    assert not page.sheet.isHidden()
    type_into(page.header.name, "Another name")
    assert page.sheet.isHidden()
    assert page.header.publish.isEnabled()


def test_the_sheet_says_how_mails_go_out(page: DeskJourneyPage) -> None:
    click(page.header.publish)
    texts = [found.text() for found in page.sheet.findChildren(type(page.header.state))]
    assert any("put as files into the folder" in text for text in texts)


def test_the_sheet_counts_who_meets_the_condition_already(page: DeskJourneyPage, qtbot: QtBot) -> None:
    contacts = page._desk.workspace.contacts
    for name, city in (("anna", "Wien"), ("bert", "Graz"), ("cora", "Wien")):
        contacts.add({"email": f"{name}@example.org", "city": city})
    rule = {"kind": "attribute", "field": "city", "op": "eq", "value": "Wien"}
    page.document.apply(
        lambda journey: journey.replace(
            nodes=tuple(
                node.model_copy(update={"type": "segment_trigger", "config": {"rule": rule}})
                if node.id == "start"
                else node
                for node in journey.nodes
            )
        ),
        Text("", ""),
    )
    page.watch.look()
    click(page.header.publish)

    def told() -> None:
        texts = [found.text() for found in page.sheet.findChildren(QLabel)]
        assert "2 contacts meet the condition already." in texts

    qtbot.waitUntil(told, timeout=5_000)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "nobody"), (1, "One contact meets"), (2, "{n} contacts meet")]
)
def test_the_count_is_told_in_a_sentence(count: int, words: str) -> None:
    assert words in present_words(count).en


@pytest.mark.parametrize(
    ("settings", "state", "entered"),
    [
        ((True,), Qt.CheckState.Checked, 1),
        ((False,), Qt.CheckState.Unchecked, 0),
        ((True, False), Qt.CheckState.PartiallyChecked, 1),
    ],
)
def test_the_tick_for_present_contacts_starts_as_the_triggers_are_set(
    page: DeskJourneyPage,
    qtbot: QtBot,
    settings: tuple[bool, ...],
    state: Qt.CheckState,
    entered: int,
) -> None:
    contacts, journeys = page._desk.workspace.contacts, page._desk.workspace.journeys
    contacts.add({"email": "anna@example.org", "city": "Wien"})
    rule: dict[str, JsonValue] = {"kind": "attribute", "field": "city", "op": "eq", "value": "Wien"}
    triggers = tuple(
        Node(id=f"in{n}", type="segment_trigger", config={"rule": rule, "enroll_present": present})
        for n, present in enumerate(settings)
    )
    page.document.apply(
        lambda journey: journey.replace(
            nodes=(*triggers, *(node for node in journey.nodes if node.id != "start")),
            edges=(
                *(Edge(source=each.id, port="next", target="mail") for each in triggers),
                *(edge for edge in journey.edges if edge.source != "start"),
            ),
        ),
        Text("", ""),
    )
    page.watch.look()
    click(page.header.publish)
    assert page.sheet.present is not None
    assert page.sheet.present.checkState() == state
    with qtbot.waitSignal(page.sheet.published, timeout=20_000):
        click(button(page.sheet, "Publish now"))
    page._desk.workspace.runner.stop()
    assert journeys.counts("welcome").entered == entered


def test_the_second_time_the_button_that_publishes_has_the_keyboard_too(
    page: DeskJourneyPage, qtbot: QtBot
) -> None:
    publish(page, qtbot)
    click(page.header.publish)
    go = button(page.sheet, "Publish now")
    qtbot.waitUntil(lambda: go.isEnabled() and go.hasFocus(), timeout=20_000)
    page._desk.workspace.runner.stop()


def test_those_kept_out_are_compared_with_the_others(page: DeskJourneyPage) -> None:
    page.live._show(Counts(entered=100, moved_in=10, goals=24, kept_out=10, kept_out_goals=1))
    assert (page.live.goals.value.text(), page.live.goals.more.text()) == ("23", "23 % of 100")
    assert (page.live.kept_out.value.text(), page.live.kept_out.more.text()) == ("1", "10 % of 10")
    assert page.live.along.value.text() == "10"
    page.live._show(Counts(entered=4))
    assert page.live.kept_out.isHidden()
    assert page.live.along.isHidden()
