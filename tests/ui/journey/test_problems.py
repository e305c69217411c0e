"""Problems are listed, shown on a click, and mended where they can be."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.core.edits import set_config
from app.core.problems import Problem, Remedy
from app.core.text import Text, same
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.step_form import StepForm, not_merely_empty
from tests.ui.hand import button, click


def test_the_tab_counts_what_was_found(page: DeskJourneyPage) -> None:
    page.document.apply(lambda journey: journey.replace(nodes=(), edges=(), layout={}), same("x"))
    found = page.watch.look()
    assert found
    assert page.problems_tab.text() == f"Problems ({len(found)})"


def test_checking_waits_until_typing_has_come_to_rest(page: DeskJourneyPage, qtbot: QtBot) -> None:
    seen: list[object] = []
    page.watch.found.connect(seen.append)
    page.document.apply(lambda journey: journey.replace(name="A"), same("x"))
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 1)


def test_a_click_on_a_problem_selects_its_step(page: DeskJourneyPage) -> None:
    page.drawer.open(0)
    page.show_problems((Problem("x", "error", same("No subject."), node="mail", field="subject"),))
    click(button(page.problems, "Show “Welcome mail”"))
    assert page.selection.current == "mail"
    assert isinstance(page.inspector.form, StepForm)


def test_a_remedy_is_one_click_and_one_undo(page: DeskJourneyPage) -> None:
    name = Text("Umbenennen", "Rename it")
    remedy = Remedy(name, lambda journey: journey.replace(name="Mended"))
    page.drawer.open(0)
    page.show_problems((Problem("x", "warning", same("Bad name."), remedy=remedy),))
    click(button(page.problems, "Rename it"))
    assert page.document.journey.name == "Mended"
    assert page.document.undo_text == name


def test_a_good_journey_is_called_good(page: DeskJourneyPage) -> None:
    page.show_problems(())
    texts = [found.text() for found in page.problems.findChildren(type(page.header.state))]
    assert "All is well: this journey can be published." in texts


def test_a_fresh_step_is_not_met_with_red_before_publishing(page: DeskJourneyPage) -> None:
    page.document.apply(lambda journey: set_config(journey, "fork", {}, ["yes", "else"]), same("x"))
    shown: list[int] = []
    page.canvas.set_problems = lambda problems: shown.append(len(problems))
    found = page.watch.look()
    assert [problem.code for problem in found if problem.node == "fork"] == ["branch.no_rule"]
    click(page.header.publish)
    assert shown == [len(found) - 1, len(found)]


def test_a_first_step_is_not_met_with_red_before_somebody_wants_to_publish() -> None:
    lone = Problem("port.unconnected", "error", Text("", ""), node="start")
    loop = Problem("journey.endless", "error", Text("", ""), node="start")
    assert not_merely_empty((lone, loop)) == (loop,)
