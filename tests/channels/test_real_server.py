"""The whole way over a real server; skipped where Exim and Dovecot are not installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.channels.composing import MailComposer
from app.channels.smtp import SmtpChannel
from app.core.clock import VirtualClock
from app.core.errors import AccountStopped
from app.core.tickets import Tickets
from app.engine.delivery.delivery import Delivery
from tests.support.exim import PASSWORD, RealServer, missing, real_server
from tests.support.post import NOON, column, frame, ready, states

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def server() -> Iterator[RealServer]:
    with real_server() as running:
        yield running


def delivery(server: RealServer, database) -> Delivery:
    composer = MailComposer(server.account, Tickets("workspace"), frame)
    channel = SmtpChannel(server.account, lambda: PASSWORD)
    return Delivery(database, channel, composer, VirtualClock(NOON))


def test_each_contact_gets_each_mail_exactly_once_and_personally(server: RealServer) -> None:
    names = [f"Leser{number}" for number in range(40)]
    database = ready(names)
    post = delivery(server, database)
    post.deliver_due(NOON)
    post.deliver_due(NOON)
    assert states(database) == ["accepted"] * len(names)
    seen = set()
    for name in names:
        mails = server.wait_for(1, f"{name.lower()}@example.org")
        assert [mail["Subject"] for mail in mails] == [f"Hallo {name}"]
        assert mails[0]["From"] == "Buchhandlung Krümel <shop@example.org>"
        body = mails[0].get_body(("html",))
        assert body is not None
        assert f">{name}</strong>" in body.get_content()
        seen.add(mails[0]["Message-ID"])
    assert len(seen) == len(names)


def test_list_unsubscribe_arrives_as_raw_ascii_on_one_line(server: RealServer) -> None:
    delivery(server, ready(["Roh"])).deliver_due(NOON)
    server.wait_for(1, "roh@example.org")
    lines = [
        line
        for line in server.raw_mails("roh@example.org")[0].splitlines()
        if line.startswith(b"List-Unsubscribe:")
    ]
    assert len(lines) == 1
    assert lines[0].startswith(b"List-Unsubscribe: <mailto:shop@example.org?subject=unsubscribe%20")
    assert lines[0].endswith(b">")


def test_one_bad_recipient_never_stops_the_batch(server: RealServer) -> None:
    database = ready(["Erste", "nobody", "later", "Letzte"])
    delivery(server, database).deliver_due(NOON)
    assert states(database) == ["accepted", "refused", "deferred", "accepted"]
    assert column(database, "response")[1:3] == ["550 no such user", "451 try again later"]
    assert len(server.wait_for(1, "letzte@example.org")) == 1


def test_a_bounce_is_accepted_first_and_comes_back(server: RealServer) -> None:
    database = ready(["bounces"])
    delivery(server, database).deliver_due(NOON)
    assert states(database) == ["accepted"]
    reports = [
        mail
        for mail in server.wait_for(1, "shop@example.org")
        if mail.get_content_type() == "multipart/report"
    ]
    assert len(reports) == 1


def test_a_wrong_password_is_refused(server: RealServer) -> None:
    with pytest.raises(AccountStopped):
        list(SmtpChannel(server.account, lambda: "wrong").send([], lambda key, *following: True))
