"""The mail step shows its mail as a contact reads it, small and large, and takes over other mails."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.core.edits import rename
from app.ui.desk import Desk
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.mail_picture import mail_picture, seen
from app.ui.journey.mail_sheet import MailSheet
from app.ui.journey.mail_thumb import SIZE, MailThumb
from app.ui.journey.step_form import StepForm
from tests.support.patience import soon
from tests.ui.hand import button, click, named, pick, type_into


@pytest.fixture
def thumb(page: DeskJourneyPage, desk: Desk) -> MailThumb:
    """The picture of the welcome mail, and two contacts."""
    for name in ("Anna", "Ben"):
        desk.workspace.contacts.add({"email": f"{name}@example.org", "first_name": name})
    page.selection.select(["mail"])
    form = page.inspector.form
    assert isinstance(form, StepForm)
    assert form.mail is not None
    return form.mail


def test_the_mail_is_shown_as_the_latest_contact_reads_it(thumb: MailThumb) -> None:
    assert soon(lambda: thumb.picture.isVisible())
    assert thumb.words == "As Ben reads it."
    assert thumb.picture.accessibleName() == "Show the mail large: Hello Ben"
    click(thumb.another)
    assert soon(lambda: thumb.words == "As Anna reads it.")


def test_the_picture_follows_what_is_written(page: DeskJourneyPage, thumb: MailThumb) -> None:
    assert soon(lambda: thumb.picture.isVisible())
    before = page.document.journey
    type_into(named(page.inspector.form, QLineEdit, "Subject"), "News from {{ contact.city }}")
    assert soon(lambda: thumb.words.startswith("Ben: ") and "city" in thumb.words)
    assert thumb.picture.isHidden()
    type_into(named(page.inspector.form, QLineEdit, "Subject"), "News")
    assert soon(lambda: thumb.picture.accessibleName() == "Show the mail large: News")
    page.document.undo()
    assert page.document.journey is before


def test_the_mail_opens_large_and_esc_closes_it(page: DeskJourneyPage, thumb: MailThumb) -> None:
    assert soon(lambda: thumb.picture.isVisible())
    click(thumb.picture)
    sheet = page.window().findChild(MailSheet)
    assert sheet is not None
    assert "Nice to meet you." in sheet.text.toPlainText()
    QTest.keyClick(sheet.text, Qt.Key.Key_Escape)
    assert soon(lambda: page.window().findChild(MailSheet) is None)


def test_another_mail_is_taken_over_as_one_step_of_undo(
    page: DeskJourneyPage, desk: Desk, thumb: MailThumb
) -> None:
    other = rename(page.document.journey.replace(id="autumn"), "Autumn")
    mail = other.by_id["mail"].model_copy(
        update={"title": "Fair", "config": {"subject": "Book fair", "body": "Come!", "layout": "bookshop"}}
    )
    nodes = tuple(mail if node.id == "mail" else node for node in other.nodes)
    desk.workspace.journeys.save_draft(other.replace(nodes=nodes))
    before = page.document.journey
    pick(button(page.inspector.form, "Take over a mail"), "Autumn: Fair")
    config = page.document.journey.by_id["mail"].config
    assert (config["subject"], config["body"], config["layout"]) == ("Book fair", "Come!", "bookshop")
    assert page.document.undo_text == ("Mail übernehmen: Autumn: Fair", "Take over mail: Autumn: Fair")
    page.document.undo()
    assert page.document.journey is before


def test_a_mail_without_words_says_what_is_missing(page: DeskJourneyPage, thumb: MailThumb) -> None:
    field = named(page.inspector.form, QLineEdit, "Subject")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert thumb.words.startswith("Once subject and content are written")
    assert thumb.picture.isHidden()


def test_the_picture_has_the_colors_of_the_mail(thumb: MailThumb) -> None:
    html = '<html><body bgcolor="#1f2a44"><p style="color:#ffffff">Hello</p></body></html>'
    image = mail_picture(html, thumb.font(), SIZE, 2.0)
    assert (image.width(), image.height()) == (SIZE.width() * 2, SIZE.height() * 2)
    assert image.pixelColor(image.width() // 2, image.height() // 2).name() in ("#1f2a44", "#ffffff")
    assert seen("<style>a{}</style><!-- x --><p>Hi</p>") == "<p>Hi</p>"
