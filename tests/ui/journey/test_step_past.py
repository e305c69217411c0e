"""The inspector tells what became of a step on each of the last days."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.core.clock import SystemClock
from app.core.records import EventRecord
from app.ui.desk import Desk
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.step_form import StepForm
from tests.support.patience import soon
from tests.ui.hand import button, click


def form_of(page: DeskJourneyPage, step: str) -> StepForm:
    page.selection.select([step])
    form = page.inspector.form
    assert isinstance(form, StepForm)
    return form


def live(page: DeskJourneyPage, desk: Desk) -> None:
    """Publish; two buy something, and both wait."""
    space = desk.workspace
    for name in ("anna", "ben"):
        number = space.contacts.add({"email": f"{name}@example.org", "first_name": name})
        space.contacts.set_consent(number, "newsletter", "granted")
    space.journeys.publish(page.document.journey)
    for name in ("anna", "ben"):
        space.contacts.record(EventRecord("purchase", SystemClock().now(), f"{name}@example.org"))
    space.runner.run_until_idle()


def test_a_journey_that_is_not_live_says_so(page: DeskJourneyPage) -> None:
    form = form_of(page, "wait")
    click(button(form, "The last 30 days"))
    assert soon(lambda: form.past.words.startswith("Once the journey is published"))
    assert form.past.chart.isHidden()


def test_numbers_stand_as_a_picture_and_as_a_table(page: DeskJourneyPage, desk: Desk) -> None:
    live(page, desk)
    before = page.document.journey
    form = form_of(page, "wait")
    click(button(form, "The last 30 days"))
    assert soon(lambda: form.past.words == "2 came, 0 went on, 0 failed; 2 wait now.")
    assert form.past.chart.isVisible()
    assert form.past.chart.accessibleDescription() == form.past.words
    click(button(form, "Show as a table"))
    assert form.past.chart.isHidden()
    first = [form.past.table.item(0, place) for place in range(5)]
    assert [cell.text() for cell in first if cell is not None][1:] == ["2", "0", "0", "2"]
    assert first[1] is not None
    assert first[1].data(Qt.ItemDataRole.AccessibleTextRole) == "came: 2"
    click(button(form, "Show as a picture"))
    assert form.past.chart.isVisible()
    assert page.document.journey is before


def test_the_section_stays_open_from_step_to_step(page: DeskJourneyPage, desk: Desk) -> None:
    live(page, desk)
    click(button(form_of(page, "wait"), "The last 30 days"))
    form = form_of(page, "mail")
    assert soon(lambda: form.past.words == "2 came, 2 went on, 0 failed; 0 wait now.")
