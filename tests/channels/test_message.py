from __future__ import annotations

import re
import string
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.channels.headers import folded, mailbox, raw, words
from app.channels.message import Letter, build
from app.channels.rendering import Rendered, one_line
from app.core.errors import ComposeError
from tests.support.post import NOON

LONG = "<mailto:abmelden@buchhandlung.example?subject=" + "unsubscribe%20" * 40 + "x>"


def letter(**changes: Any) -> Letter:
    words = Rendered(
        changes.pop("subject", "Hallo"), changes.pop("html", "<p>Hallo</p>"), changes.pop("text", "Hallo\n")
    )
    parts = {
        "from_name": "Buchhandlung Krümel",
        "from_address": "shop@example.org",
        "to_name": "Jörg Müller",
        "to_address": "joerg@example.org",
        "date": NOON,
        "message_id": "<1.0.hello.0123456789abcdef@example.org>",
        "words": words,
    }
    return Letter(**{**parts, **changes})


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_a_long_list_unsubscribe_stays_raw_ascii_on_one_line() -> None:
    data = build(letter(raw={"List-Unsubscribe": LONG, "List-Id": "<journey.example.org>"}))
    assert f"\r\nList-Unsubscribe: {LONG}\r\n".encode() in data
    assert b"\r\nList-Id: <journey.example.org>\r\n" in data


def test_a_long_message_id_stays_raw_ascii_on_one_line() -> None:
    message_id = f"<{'step-' * 40}@example.org>"
    assert f"\r\nMessage-ID: {message_id}\r\n".encode() in build(letter(message_id=message_id))


def test_headers_say_who_when_and_what() -> None:
    message = parsed(build(letter(subject="Grüße aus Köln", reply_to="info@example.org")))
    assert message["From"] == "Buchhandlung Krümel <shop@example.org>"
    assert message["To"] == "Jörg Müller <joerg@example.org>"
    assert message["Reply-To"] == "info@example.org"
    assert message["Subject"] == "Grüße aus Köln"
    assert message["Date"] == "Mon, 01 Dec 2025 12:00:00 +0000"
    assert len(message["From"].addresses) == 1
    assert "Auto-Submitted" not in message


def test_the_text_comes_first_and_the_html_as_its_alternative() -> None:
    message = parsed(build(letter(text="Grüße\n", html="<p>Grüße</p>")))
    assert message.get_content_type() == "multipart/alternative"
    parts = [
        (part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in message.iter_parts()
    ]
    assert parts == [("text/plain", "Grüße\n"), ("text/html", "<p>Grüße</p>")]


def test_the_bytes_are_ascii_with_crlf_and_lines_within_the_limit() -> None:
    data = build(letter(subject="Ü" * 500, text="ä" * 5_000 + "\n" + "x" * 5_000, html="<p>" + "ß " * 9_000))
    assert data.isascii()
    assert all(line.endswith(b"\r") for line in data.split(b"\n")[:-1])
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    message = parsed(data)
    assert message["Subject"] == "Ü" * 500
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "ä" * 5_000 + "\n" + "x" * 5_000


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert build(letter()) == build(letter())
    assert build(letter()) != build(letter(message_id="<2.0.hello.0123456789abcdef@example.org>"))


@pytest.mark.parametrize("bad", ["\r\nBcc: x@example.org", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028"])
def test_no_value_can_add_a_header(bad: str) -> None:
    data = build(letter(subject=f"A{bad}B", to_name=f"C{bad}D", from_name=f"E{bad}F"))
    head = data.partition(b"\r\n\r\n")[0]
    names = re.findall(rb"(?m)^([A-Za-z-]+):", head)
    assert names == [b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type"]
    assert b"\x00" not in data
    with pytest.raises(ComposeError):
        build(letter(to_address=f"a{bad}b@example.org"))
    with pytest.raises(ValueError, match="raw header"):
        raw("List-Unsubscribe", f"<mailto:x{bad}>")


@pytest.mark.parametrize(
    "address",
    ["", "anna", "anna@", "@example.org", "a@b", "a@example.org, b@example.org", "a b@example.org",
     "<a@example.org>", "jörg@example.org", "a@exa mple.org", "a@example..org"],
)  # fmt: skip
def test_an_address_no_server_takes_is_refused(address: str) -> None:
    with pytest.raises(ComposeError) as caught:
        build(letter(to_address=address))
    assert caught.value.reason.startswith("bad_address: ")


def test_a_domain_with_umlauts_is_written_in_ascii() -> None:
    assert (
        parsed(build(letter(to_address="info@bücher.example")))["To"].addresses[0].domain
        == "xn--bcher-kva.example"
    )


@settings(max_examples=60, deadline=None)
@given(subject=st.text(max_size=200), name=st.text(max_size=80), text=st.text(max_size=400))
def test_any_words_survive_in_headers_and_body(subject: str, name: str, text: str) -> None:
    data = build(letter(subject=subject, to_name=name, text=text))
    assert data.isascii()
    message = message_from_bytes(data, policy=default)
    assert [each.addr_spec for each in message["To"].addresses] == ["joerg@example.org"]
    body = message.get_body(("plain",))
    assert body is not None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert body.get_payload(decode=True) == lines.replace("\n", "\r\n").encode("utf-8", "replace")
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}  # fmt: skip


PLAIN = st.text(string.ascii_letters + string.digits + " ,.:;!?()'&+/-=_\"@<>", max_size=90)
MIXED = st.lists(
    st.one_of(PLAIN, st.text("äöüßÄéñçłŻабвαβγ中文–„“’ あ€", max_size=9), st.text(max_size=6)), max_size=9
).map(" ".join)
ADDRESS = st.from_regex(r"[a-zA-Z0-9_+.-]{1,30}@[a-z0-9-]{1,20}\.[a-z]{2,5}", fullmatch=True)


@settings(max_examples=300, deadline=None)
@given(value=PLAIN | MIXED)
def test_words_written_straight_are_the_bytes_of_the_standard_library(value: str) -> None:
    assert words("Subject", value) == folded("Subject", one_line(value))


@settings(max_examples=300, deadline=None)
@given(name=PLAIN | MIXED, address=ADDRESS)
def test_an_address_written_straight_is_the_bytes_of_the_standard_library(name: str, address: str) -> None:
    try:
        written = mailbox("To", name, address)
    except ComposeError:
        return
    assert written == folded("To", Address(one_line(name), addr_spec=address))
