"""The bookshop from end to end without a window: the same people take the same way, on trial and for real."""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from app.bootstrap import make_services
from app.cli.bookshop import Bookshop
from app.core.text import Language
from app.engine.trace import trace
from app.store.consistency import check
from app.store.journeys import live_version
from app.store.outbox_rows import MessageQuery


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_bookshop_from_table_to_mail(tmp_path: Path, language: Language) -> None:
    shop = Bookshop(make_services(), tmp_path, language)
    preview = shop.simulate()
    with shop.open() as space:
        assert shop.import_contacts(space).created == 500
        assert shop.import_events(space).rejected == 0
        space.journeys.publish(shop.journey())
        shop.run(space)
        counts = space.journeys.counts(shop.journey().id)
        with space.database.read() as conn:
            version = live_version(conn, shop.journey().id)
            assert version is not None
            assert check(conn) == ()
            way = list(trace(conn, version.id))
        states = space.reports.message_states()
        messages = space.reports.messages(MessageQuery(states=("accepted",)), 0, 10_000)
        files = list(space.settings.mail_folder().glob("*.eml"))
    assert way == list(preview.trace)
    assert counts == preview.counts
    assert counts.entered > 150
    assert counts.entered == counts.active + sum(counts.ended.values())
    assert len(files) == states["accepted"]
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    sent = Counter(str(mail["To"].addresses[0].addr_spec).lower() for mail in mails)
    assert sent == Counter(message.email.lower() for message in messages)
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    assert not any("None" in str(mail["Subject"]) or "{{" in str(mail["Subject"]) for mail in mails)
    assert all("unsubscribe" in mail["List-Unsubscribe"] for mail in mails)
