"""The window says that something waits for a person's word: on start, and when it comes up later."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.core.clock import DAY
from app.core.records import EventRecord
from app.core.text import same
from app.services.workspace import Workspace
from app.ui.activity.page import ActivityPage
from app.ui.application import WindowProgram
from tests.support.trouble import ids, put
from tests.ui.hand import button, click
from tests.ui.journeys import welcome


def late(workspace: Workspace) -> None:
    """One mail that was held because the program was off."""
    workspace.journeys.publish(welcome())
    workspace.contacts.add({"email": "anna@example.org", "first_name": "Anna"})
    workspace.contacts.set_consent(1, "newsletter", "granted")
    workspace.contacts.record(EventRecord("purchase", workspace.activity.now(), "anna@example.org"))
    workspace.runner.run_until_idle()
    put(workspace, ids(workspace, 1), "held", late=3 * DAY, due=None)


def badge(program: WindowProgram) -> str:
    shown = [
        each for each in program.window._rail.buttons["activity"].findChildren(QLabel) if each.isVisible()
    ]
    return shown[0].text() if shown else ""


def test_late_mails_are_told_wherever_one_is_and_lead_to_the_decision(
    program: WindowProgram, workspace: Workspace
) -> None:
    assert program.window.banner.isHidden()
    late(workspace)
    program.window.look_for_decisions()
    assert program.window.banner.words == "One late mail waits for your word."
    assert badge(program) == "1"
    click(button(program.window.banner, "Show"))
    page = program.window.page
    assert isinstance(page, ActivityPage)
    assert page.tab == "decide"
    assert program.window.banner.isHidden()


def test_what_is_known_is_not_told_again(program: WindowProgram, workspace: Workspace) -> None:
    late(workspace)
    program.window.look_for_decisions()
    program.window.banner.hide()
    program.window.look_for_decisions()
    assert program.window.banner.isHidden()
    put(workspace, ids(workspace, 1), "accepted")
    program.window.look_for_decisions()
    assert badge(program) == ""


def test_an_error_is_not_covered_by_it(program: WindowProgram, workspace: Workspace) -> None:
    program.window.show_error(same("Something is wrong."))
    late(workspace)
    program.window.look_for_decisions()
    assert program.window.banner.words == "Something is wrong."
