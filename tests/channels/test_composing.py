from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from app.channels.accounts import AccountSettings
from app.channels.composing import MailComposer
from app.core.errors import AccountStopped, ComposeError
from app.core.program import MailContent
from app.core.protocols import ContentRecord, Decided
from app.core.tickets import MessageName, Tickets
from tests.support.post import LETTER, NOON, frame

ACCOUNT = AccountSettings(
    from_name="Buchhandlung Krümel",
    from_address="shop@example.org",
    reply_to="info@example.org",
    imprint="Gasse 1",
    unsubscribe="abmelden+kruemel@example.org",
)
TICKETS = Tickets("workspace")


def decided(mail: MailContent = LETTER, **changes: Any) -> Decided:
    content = ContentRecord("crime_novels", "de", mail)
    parts: dict[str, Any] = {
        "key": 7,
        "enrollment": 41,
        "step": "n12ab34#1",
        "visit": 2,
        "address": "anna@example.org",
        "variables": {"contact": {"first_name": "Anna", "last_name": "Berg"}},
        "at": NOON,
        "decided": NOON - 1,
        "content": content,
    }
    return Decided(**{**parts, **changes})


def compose(message: Decided):
    return MailComposer(ACCOUNT, TICKETS, frame).compose(message)


def test_a_decided_message_becomes_a_mail() -> None:
    outgoing = compose(decided())
    mail = message_from_bytes(outgoing.data, policy=default)
    assert (outgoing.key, outgoing.sender, outgoing.address) == (7, "shop@example.org", "anna@example.org")
    assert mail["Subject"] == "Hallo Anna"
    assert mail["To"] == "Anna Berg <anna@example.org>"
    assert mail["Reply-To"] == "info@example.org"
    assert mail["Message-ID"] == outgoing.message_id
    assert mail["List-Id"] == "<crime-novels.example.org>"


def test_the_message_id_is_stable_and_names_the_message() -> None:
    first, second, other = compose(decided()), compose(decided(key=8, at=NOON + 1)), compose(decided(visit=3))
    assert first.message_id == second.message_id != other.message_id
    assert TICKETS.read(first.message_id[1:].partition("@")[0]) == MessageName(41, "n12ab34#1", 2, NOON - 1)


def test_an_enrollment_that_has_the_number_of_an_erased_one_has_other_message_ids() -> None:
    assert compose(decided()).message_id != compose(decided(decided=NOON)).message_id


def test_the_way_to_unsubscribe_is_a_raw_mailto_with_the_ticket() -> None:
    data = compose(decided()).data
    line = next(line for line in data.split(b"\r\n") if line.startswith(b"List-Unsubscribe:"))
    url = line.decode("ascii").removeprefix("List-Unsubscribe: <").removesuffix(">")
    parts = urlsplit(url)
    assert (parts.scheme, parts.path) == ("mailto", "abmelden+kruemel@example.org")
    words, ticket = parse_qs(parts.query)["subject"][0].split()
    assert words == "unsubscribe"
    assert TICKETS.read(ticket) == MessageName(41, "n12ab34#1", 2, NOON - 1)
    assert b"List-Unsubscribe-Post" not in data


def test_the_same_message_gives_the_same_bytes() -> None:
    assert compose(decided()) == compose(decided())


def test_a_message_with_a_missing_value_is_not_written() -> None:
    with pytest.raises(ComposeError) as caught:
        compose(decided(variables={"contact": {"first_name": ""}}))
    assert caught.value.reason == "missing_value: contact.first_name"


def test_a_ticket_of_another_workspace_or_a_forged_one_is_none() -> None:
    ticket = TICKETS.write(MessageName(1, "hello", 0, NOON))
    assert TICKETS.read(ticket) == MessageName(1, "hello", 0, NOON)
    assert Tickets("another").read(ticket) is None
    assert TICKETS.read(ticket.replace("1.", "2.", 1)) is None
    assert TICKETS.read("nonsense") is None


@pytest.mark.parametrize("field", ["from_address", "reply_to", "unsubscribe"])
def test_a_bad_address_of_the_account_stops_the_account_instead_of_refusing_messages(field: str) -> None:
    composer = MailComposer(ACCOUNT.model_copy(update={field: "shop@"}), TICKETS, frame)
    with pytest.raises(AccountStopped, match="“shop@” is not a valid email address"):
        composer.compose(decided())
