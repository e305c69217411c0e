"""The bookshop over a real mail server: every contact gets the mails that were decided, each exactly once."""

from __future__ import annotations

from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.bootstrap import make_services, open_workspace
from app.cli.bookshop import BEGIN, WORKSPACE, Bookshop
from app.core.clock import DAY, VirtualClock
from app.services.secrets import VARIABLE, Secrets
from app.store.outbox_rows import MessageQuery
from nodes import catalog
from tests.support.exim import PASSWORD, missing, real_server

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
DAYS = 2


def test_the_bookshop_sends_each_mail_exactly_once_over_a_real_server(tmp_path: Path) -> None:
    shop, clock = Bookshop(make_services(), tmp_path, "de"), VirtualClock(BEGIN)
    passwords = Secrets(NoKeyring(), {VARIABLE: PASSWORD})
    with real_server() as server, open_workspace(tmp_path / WORKSPACE, catalog(), passwords, clock) as space:
        shop.import_contacts(space)
        shop.import_events(space)
        settings = space.settings.get()
        space.settings.save(settings.model_copy(update={"account": server.account, "delivery": "smtp"}))
        space.journeys.publish(shop.journey())
        for day in range(DAYS + 1):
            clock.move_to(BEGIN + day * DAY)
            assert space.runner.run_until_idle().problem is None
        accepted = space.reports.messages(MessageQuery(states=("accepted",)), 0, 10_000)
        assert set(space.reports.message_states()) <= {"accepted", "skipped"}
        arrived = server.wait_for(len(accepted), seconds=30)
        raw = server.raw_mails()
    assert len(accepted) > 20
    assert Counter(mail["To"].addresses[0].addr_spec.lower() for mail in arrived) == Counter(
        row.email.lower() for row in accepted
    )
    assert len({mail["Message-ID"] for mail in arrived}) == len(arrived)
    for mail, data in zip(arrived, raw, strict=True):
        body = mail.get_body(("html",))
        assert body is not None
        assert "{{" not in body.get_content() + str(mail["Subject"])
        assert "None" not in body.get_content() + str(mail["Subject"])
        headers = [line for line in data.splitlines() if line.startswith(b"List-Unsubscribe:")]
        assert len(headers) == 1
        assert headers[0].isascii()
        assert headers[0].startswith(b"List-Unsubscribe: <mailto:shop@example.org?subject=unsubscribe%20")
        assert headers[0].endswith(b">")
    assert sum(_is_personal(mail) for mail in arrived) > len(arrived) / 2


def _is_personal(mail: EmailMessage) -> bool:
    """Whether a mail greets by the name that it is addressed to."""
    name, body = mail["To"].addresses[0].display_name, mail.get_body(("plain",))
    return bool(name) and body is not None and f"Guten Tag {name}," in body.get_content()
