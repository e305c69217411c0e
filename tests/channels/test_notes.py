"""Mails to the team about a contact."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from app.channels.accounts import AccountSettings
from app.channels.notes import NoteComposer
from app.core.errors import ComposeError
from app.core.program import NoteContent
from app.core.protocols import ContentRecord, Decided
from app.core.tickets import MessageName, Tickets
from tests.support.post import NOON

TICKETS = Tickets("workspace")
ACCOUNT = AccountSettings(from_name="Wintergrün", from_address="shop@example.org", imprint="Gasse 1")


def note(to: str = "team@example.org", subject: str = "Neu: {{ contact.email }}"):
    content = NoteContent(to, subject, "**{{ contact.first_name }}** & Co.")
    variables = {"contact": {"first_name": "Anna", "email": "anna@example.org"}}
    record = ContentRecord("crime", "de", content)
    return NoteComposer(ACCOUNT, TICKETS).compose(
        Decided(7, 41, "n1", 0, "anna@example.org", variables, NOON, NOON, record)
    )


def test_a_note_goes_to_the_team_and_not_to_the_contact() -> None:
    outgoing = note()
    mail = message_from_bytes(outgoing.data, policy=default)
    assert (outgoing.address, mail["To"]) == ("team@example.org", "team@example.org")
    assert mail["Subject"] == "Neu: anna@example.org"
    assert TICKETS.read(mail["Message-ID"][1:].partition("@")[0]) == MessageName(41, "n1", 0, NOON)
    text, html = mail.iter_parts()
    assert text.get_content().strip() == "Anna & Co."
    assert "<strong>Anna</strong> &amp; Co." in html.get_content()


def test_it_has_nothing_that_a_mail_to_a_contact_needs() -> None:
    data = note().data.decode()
    for words in ("List-Unsubscribe", "List-Id", "Gasse 1", "Abmelden"):
        assert words not in data
    assert "Auto-Submitted: auto-generated" in data


def test_a_bad_address_of_the_team_is_named() -> None:
    with pytest.raises(ComposeError) as caught:
        note("team")
    assert caught.value.reason == "bad_address: team"


def test_the_same_note_gives_the_same_bytes() -> None:
    assert note() == note()
