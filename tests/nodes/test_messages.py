"""Short messages, calls of web addresses, notes to the team, and when the program was off."""

from __future__ import annotations

import pytest

from app.core.journey import Node
from app.core.program import CallContent, MailContent, NoteContent, Send, ServiceContent
from nodes.actions.call_address import CallAddress, CallAddressConfig, host_of
from nodes.actions.notify_team import NotifyTeam, NotifyTeamConfig
from nodes.actions.send_mail import SendMail, SendMailConfig
from nodes.actions.service_message import ServiceMessage, ServiceMessageConfig
from tests.nodes.around import around, codes

NODE = Node(id="n1", type="any")


def test_a_mail_may_have_its_own_way_of_catching_up() -> None:
    content = MailContent("S", "", "B", "letter")
    own = SendMailConfig(subject="S", body="B", catch_up="ask")
    assert SendMail().compile(own, around()) == (Send(content, "newsletter", catch_up="ask"),)
    usual = SendMailConfig(subject="S", body="B")
    assert SendMail().compile(usual, around()) == (Send(content, "newsletter", catch_up=None),)


def test_a_short_message_says_its_service_and_its_text() -> None:
    config = ServiceMessageConfig(service="sms", text="Hallo {{ contact.first_name }}", purpose="sms")
    assert ServiceMessage().line(config, around()) == (
        "SMS-Dienst: „Hallo {Vorname}“",
        "SMS-Dienst: “Hallo {First name}”",
    )
    content = ServiceContent("sms", config.text, "phone")
    assert ServiceMessage().compile(config, around()) == (Send(content, "sms"),)


def test_the_recipient_of_a_short_message_must_be_an_attribute_or_none() -> None:
    check = ServiceMessage().check
    assert codes(check(NODE, ServiceMessageConfig(recipient="fax"), around())) == ["attribute.unknown"]
    assert codes(check(NODE, ServiceMessageConfig(recipient=""), around())) == []


def test_a_call_names_the_server_and_asks_for_no_consent() -> None:
    config = CallAddressConfig(
        url=" https://till.example/x?id={{ contact.email }} ", fields=("email", "city")
    )
    assert CallAddress().line(config, around()).de == "till.example aufrufen"
    content = CallContent("https://till.example/x?id={{ contact.email }}", "POST", ("email", "city"))
    assert CallAddress().compile(config, around()) == (Send(content, ""),)


def test_a_call_that_only_reads_sends_no_content() -> None:
    config = CallAddressConfig(url="https://till.example/", method="GET", body="{}")
    assert CallAddress().compile(config, around()) == (Send(CallContent("https://till.example/", "GET"), ""),)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("till.example/x", ["call.no_address"]),
        ("ftp://till.example", ["call.no_address"]),
        ("https://", ["call.no_address"]),
        ("https://[::1", ["call.no_address"]),
        ("https://{{ contact.city }}.example/", ["call.open_host"]),
        ("https://till.example@{{ contact.city }}/", ["call.open_host"]),
        ("http://till.example/", ["call.not_encrypted"]),
        ("https://till.example/{{ contact.city }}", []),
        ("", []),
    ],
)
def test_the_server_of_a_call_must_be_named(url: str, found: list[str]) -> None:
    assert codes(CallAddress().check(NODE, CallAddressConfig(url=url), around())) == found


def test_the_server_is_the_one_that_is_called() -> None:
    assert host_of("https://harmless.example@till.example:8080/x") == "till.example"


def test_an_attribute_that_is_sent_along_must_exist() -> None:
    config = CallAddressConfig(url="https://till.example/", fields=("email", "fax"))
    assert codes(CallAddress().check(NODE, config, around())) == ["attribute.unknown"]


def test_a_note_says_to_whom_and_what_about() -> None:
    config = NotifyTeamConfig(to="team@example.org", subject="{{ contact.last_name }} anrufen", body="x")
    assert NotifyTeam().line(config, around()).de == "an team@example.org: „{Nachname} anrufen“"
    content = NoteContent("team@example.org", "{{ contact.last_name }} anrufen", "x")
    assert NotifyTeam().compile(config, around()) == (Send(content, ""),)


@pytest.mark.parametrize(
    ("to", "found"),
    [("team@example.org", []), ("a@b.de, c@d.de", ["note.no_address"]), ("Bea", ["note.no_address"])],
)
def test_a_note_goes_to_one_address(to: str, found: list[str]) -> None:
    assert codes(NotifyTeam().check(NODE, NotifyTeamConfig(to=to), around())) == found
