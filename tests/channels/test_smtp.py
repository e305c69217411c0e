from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from app.channels.smtp import SmtpChannel
from app.core.errors import AccountStopped, DeliveryError, WorkspaceError
from app.core.protocols import Outgoing, Receipt
from app.core.text import same
from tests.support.certificates import Authority
from tests.support.post import NOON
from tests.support.smtp_server import DROP, Server, smtp_server

ANNA, BERT, CLEO = (f"{name}@example.org" for name in ("anna", "bert", "cleo"))


def mail(key: int, address: str, body: str = "Hallo") -> Outgoing:
    text = f"From: shop@example.org\r\nTo: {address}\r\nSubject: Hallo\r\n\r\n{body}\r\n"
    return Outgoing(key, "shop@example.org", address, f"<{key}@example.org>", text.encode(), NOON)


def send(
    channel: SmtpChannel, *addresses: str, at_wire: Callable[[int], bool] = lambda key: True
) -> list[Receipt]:
    messages = [mail(key, each) for key, each in enumerate(addresses, 1)]
    return list(channel.send(messages, lambda key, *following: at_wire(key)))


def outcomes(receipts: list[Receipt]) -> list[str]:
    return [each.outcome if each.scope == "recipient" else f"{each.outcome} account" for each in receipts]


def test_sends_all_messages_over_one_connection(server: Server) -> None:
    receipts = send(server.channel(), ANNA, BERT, CLEO)
    assert outcomes(receipts) == ["accepted"] * 3
    assert receipts[0].response.startswith("250")
    assert server.mailbox.recipients == [ANNA, BERT, CLEO]
    assert server.mailbox.connections == 1


def test_sends_over_implicit_tls(authority: Authority) -> None:
    with smtp_server(authority.issue(), "tls") as server:
        assert outcomes(send(server.channel(), ANNA)) == ["accepted"]


def test_keeps_lines_that_begin_with_a_dot(server: Server) -> None:
    message = mail(1, ANNA, ".\r\n..two\r\n.three\r\nend.")
    list(server.channel().send([message], lambda key, *following: True))
    assert server.mailbox.raw(0) == message.data


def test_asks_for_the_last_word_before_a_message_has_arrived(server: Server) -> None:
    seen: list[tuple[int, int]] = []

    def at_wire(key: int) -> bool:
        seen.append((key, len(server.mailbox.arrived)))
        return True

    send(server.channel(), ANNA, BERT, at_wire=at_wire)
    assert seen == [(1, 0), (2, 1)]


def test_a_message_withheld_at_the_last_moment_does_not_arrive(server: Server) -> None:
    receipts = send(server.channel(), ANNA, BERT, CLEO, at_wire=lambda key: key != 2)
    assert outcomes(receipts) == ["accepted", "withheld", "accepted"]
    assert server.mailbox.recipients == [ANNA, CLEO]


@pytest.mark.parametrize(
    ("stage", "answer", "outcome"),
    [
        ("recipient", "450 mailbox busy", "deferred"),
        ("recipient", "451 try again", "deferred"),
        ("recipient", "452 mailbox full", "deferred"),
        ("recipient", "550 no such user", "refused"),
        ("recipient", "552 mailbox full", "refused"),
        ("recipient", "554 no", "refused"),
        ("sender", "552 message too large", "refused"),
        ("final", "451 try again", "deferred"),
        ("final", "452 no space", "deferred"),
        ("final", "550 spam", "refused"),
        ("final", "552 message too large", "refused"),
        ("final", "554 rejected, rate 7.2", "refused"),
    ],
)
def test_an_answer_about_one_message_stops_no_other(
    server: Server, stage: str, answer: str, outcome: str
) -> None:
    address = BERT if stage != "sender" else "*"
    server.mailbox.answers[stage, address] = [answer] if stage != "sender" else ["250 ok", answer, "250 ok"]
    receipts = send(server.channel(), ANNA, BERT, CLEO)
    assert outcomes(receipts) == ["accepted", outcome, "accepted"]
    assert receipts[1].response == answer
    assert server.mailbox.recipients == [ANNA, CLEO]


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("sender", "421 closing"),
        ("sender", "451 try again"),
        ("recipient", "421 closing"),
        ("recipient", "454 temporary failure"),
        ("recipient", "450 you send at too high a rate"),
        ("recipient", "550 too many messages today"),
        ("final", "421 closing"),
        ("final", "450 Too many messages"),
    ],
)
def test_an_answer_about_the_account_ends_the_batch(server: Server, stage: str, answer: str) -> None:
    server.mailbox.answers[stage, "*"] = [answer]
    assert outcomes(send(server.channel(), ANNA, BERT)) == ["deferred account"]
    assert server.mailbox.recipients == []


@pytest.mark.parametrize("answer", ["553 sender not allowed", "530 sign in first"])
def test_a_sender_who_is_not_allowed_stops_the_account(server: Server, answer: str) -> None:
    server.mailbox.answers["sender", "*"] = [answer]
    with pytest.raises(AccountStopped, match=answer):
        send(server.channel(), ANNA)


def test_a_connection_dropped_after_the_last_dot_leaves_it_uncertain(server: Server) -> None:
    server.mailbox.answers["final", BERT] = [DROP]
    receipts = send(server.channel(), ANNA, BERT, CLEO)
    assert outcomes(receipts) == ["accepted", "uncertain", "accepted"]
    assert server.mailbox.recipients == [ANNA, BERT, CLEO]


def test_a_slow_answer_is_waited_for(server: Server) -> None:
    server.mailbox.slow = 0.3
    assert outcomes(send(server.channel(), ANNA)) == ["accepted"]


def test_an_answer_that_does_not_come_leaves_it_uncertain(server: Server) -> None:
    server.mailbox.slow = 0.5
    assert outcomes(send(server.channel(final_seconds=0.1), ANNA)) == ["uncertain"]


def test_a_connection_dropped_before_the_last_dot_is_made_anew(server: Server) -> None:
    server.mailbox.answers["recipient", BERT] = [DROP, "250 ok"]
    asked: list[int] = []
    receipts = send(server.channel(), ANNA, BERT, CLEO, at_wire=lambda key: not asked.append(key))
    assert server.mailbox.connections == 2
    assert [each.key for each in receipts] == [1, 2, 3]
    assert "uncertain" not in outcomes(receipts)


def test_a_recipient_on_whom_the_server_always_drops_stops_no_other(server: Server) -> None:
    server.mailbox.answers["recipient", BERT] = [DROP]
    assert outcomes(send(server.channel(), ANNA, BERT, CLEO)) == ["accepted", "deferred", "accepted"]


def test_a_server_that_always_drops_pauses_the_account(server: Server) -> None:
    server.mailbox.answers["recipient", "*"] = [DROP]
    receipts = send(server.channel(), *[ANNA] * 5)
    assert outcomes(receipts) == ["deferred", "deferred", "deferred account"]


def refusal(channel: SmtpChannel) -> DeliveryError:
    taken: list[int] = []

    def messages():
        taken.append(1)
        yield mail(1, ANNA)

    with pytest.raises(DeliveryError) as caught:
        list(channel.send(messages(), lambda key, *following: True))
    assert taken == []
    assert caught.value.message.de != caught.value.message.en
    return caught.value


def test_a_wrong_password_stops_the_account(server: Server) -> None:
    error = refusal(server.channel("wrong password"))
    assert isinstance(error, AccountStopped)
    assert "Kennwort" in error.message.de
    assert "wrong password" not in str(error)


def test_a_missing_password_stops_the_account(server: Server) -> None:
    error = refusal(server.channel(password=None))
    assert isinstance(error, AccountStopped)
    assert "kein Kennwort" in error.message.de


def test_an_account_without_a_server_stops(server: Server) -> None:
    assert isinstance(refusal(server.channel(host="")), AccountStopped)


def test_a_refused_connection_is_told(server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        error = refusal(server.channel(port=free.getsockname()[1]))
    assert not isinstance(error, AccountStopped)
    assert "nimmt niemand Verbindungen an" in error.message.de


def test_a_name_that_is_not_found_is_told(server: Server) -> None:
    assert "nicht gefunden" in refusal(server.channel(host="mail.invalid")).message.de


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_told(authority: Authority, security) -> None:
    with smtp_server(authority.issue(), security) as server:
        assert "Zertifikat" in refusal(server.channel(ca_file="")).message.de
        assert server.mailbox.asked == {}


def test_a_certificate_for_another_name_is_told(authority: Authority) -> None:
    with smtp_server(authority.issue("mail.example.org")) as server:
        assert "Zertifikat" in refusal(server.channel()).message.de


def test_an_expired_certificate_is_told(authority: Authority) -> None:
    with smtp_server(authority.issue(expired=True)) as server:
        assert "expired" in refusal(server.channel()).message.en


def test_a_server_without_starttls_gets_nothing(authority: Authority) -> None:
    with smtp_server(authority.issue(), None) as server:
        assert "keine Verschlüsselung" in refusal(server.channel()).message.de
        assert server.mailbox.asked == {}


def test_tls_on_a_port_that_speaks_plainly_is_told(server: Server) -> None:
    assert "verschlüsselte Verbindung" in refusal(server.channel(security="tls")).message.de


def test_an_empty_batch_signs_in_and_sends_nothing(server: Server) -> None:
    assert send(server.channel()) == []
    assert (server.mailbox.connections, server.mailbox.recipients) == (1, [])


def test_a_failure_at_the_last_moment_drops_the_message_at_once(server: Server) -> None:
    def full(key: int) -> bool:
        raise WorkspaceError(same("disk full"))

    with pytest.raises(WorkspaceError):
        send(server.channel(), ANNA, at_wire=full)
    assert server.mailbox.recipients == []
