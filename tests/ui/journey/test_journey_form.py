"""The settings of a journey: sections that fold, say what is set, and open where something is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel

from app.core.journey import Cap
from app.core.schedule import Window
from app.ui.editors.combo import ValueCombo
from app.ui.editors.moment import MomentEditor
from app.ui.editors.window import WindowEditor
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.journey_form import JourneyForm
from app.ui.journey.journey_settings import SECTIONS
from app.ui.widgets.fold import Fold
from app.ui.widgets.spin import WholeNumber
from tests.support.patience import soon
from tests.ui.hand import choose, click, named, set_number


def opened(page: DeskJourneyPage, title: str = "") -> JourneyForm:
    """The form, with a section opened by a click."""
    page.selection.clear()
    form = page.inspector.form
    assert isinstance(form, JourneyForm)
    if title:
        click(fold_of(form, title).head)
    return form


def fold_of(form: JourneyForm, title: str) -> Fold:
    """A section."""
    return next(fold for fold in form.folds if fold.head.accessibleName() == title)


def told(form: JourneyForm) -> str:
    """All words that are to be seen."""
    return "\n".join(each.text() for each in form.findChildren(QLabel) if each.isVisibleTo(form))


def test_every_setting_has_a_place(page: DeskJourneyPage) -> None:
    form = opened(page)
    settings = set(type(page.document.journey.settings).model_fields)
    assert {field.name for section in SECTIONS for field in section.fields} == {*settings, "language"}
    assert form.editor("holdout") is not form.editor("cap")


def test_a_folded_section_says_what_is_set(page: DeskJourneyPage) -> None:
    form = opened(page, "Hours")
    editor = form.editor("quiet")
    assert isinstance(editor, WindowEditor)
    click(editor.switch)
    nights = Window(weekdays=tuple(range(7)), start="21:00", end="08:00")
    assert page.document.journey.settings.quiet == nights
    click(fold_of(form, "Hours").head)
    assert "Europe/Berlin · quiet: daily, 21:00–8:00" in told(form)


def test_what_happens_at_the_wrong_time_matters_only_with_hours(page: DeskJourneyPage) -> None:
    form = opened(page, "Hours")
    assert "Messages at the wrong time" not in told(form)
    editor = form.editor("send_window")
    assert isinstance(editor, WindowEditor)
    click(editor.switch)
    choose(named(form, ValueCombo, "Messages at the wrong time"), "leave out")
    assert page.document.journey.settings.quiet_action == "skip"


def test_messages_are_capped(page: DeskJourneyPage) -> None:
    form = opened(page, "Messages")
    click(named(form, QCheckBox, "Frequency cap"))
    set_number(named(form, WholeNumber, "Number of messages"), 2)
    assert page.document.journey.settings.cap == Cap(count=2)
    click(named(form, QCheckBox, "Respect the sales lock"))
    assert page.document.journey.settings.sales_lock is False


def test_a_holdout_is_watched_for_some_days(page: DeskJourneyPage) -> None:
    form = opened(page, "Measure the effect")
    set_number(named(form, WholeNumber, "Holdout"), 10)
    set_number(named(form, WholeNumber, "Watch them for"), 30)
    settings = page.document.journey.settings
    assert (settings.holdout, settings.holdout_days) == (10, 30)


def test_what_is_wrong_opens_its_section_and_stands_beside_the_setting(page: DeskJourneyPage) -> None:
    form = opened(page)
    for name in ("entry_from", "entry_until"):
        editor = form.editor(name)
        assert isinstance(editor, MomentEditor)
        click(editor.switch)
    assert soon(lambda: "Entry ends before it begins" in told(form), seconds=15)


def test_all_sections_fit_into_the_inspector(page: DeskJourneyPage) -> None:
    form = opened(page)
    for fold in form.folds:
        fold.open()
    assert form.minimumSizeHint().width() <= page.inspector.minimumWidth()
