"""All journeys of the bookshop at once: samples, welcome, win-back, birthdays and loyalty points."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.bootstrap import make_services
from app.cli.bookshop import Bookshop, sample
from app.core.text import Language
from app.store import tables as t
from app.store.consistency import check
from tests.resources.bookshop import TWINS

_SENT = (
    select(t.outbox.c.state_at)
    .join(t.enrollments, t.enrollments.c.id == t.outbox.c.enrollment_id)
    .where(t.outbox.c.state == "accepted")
)


@pytest.mark.parametrize("language", ["de", "en"])
def test_two_months_of_the_whole_bookshop(tmp_path: Path, language: Language) -> None:
    shop = Bookshop(make_services(), tmp_path, language)
    journeys = [shop.services.files.load(sample(f"{pair[language == 'en']}.journey")) for pair in TWINS]
    careful = [journey.id for journey in journeys if journey.settings.quiet]
    with shop.open() as space:
        shop.import_contacts(space)
        shop.import_events(space)
        for journey in journeys:
            space.journeys.publish(journey)
        shop.run(space)
        with space.database.read() as conn:
            assert check(conn) == ()
            given = conn.execute(select(t.vouchers).where(t.vouchers.c.given_at.is_not(None))).all()
            tasks = conn.execute(select(t.tasks)).all()
            left_at = conn.execute(_SENT.where(t.enrollments.c.journey_id.in_(careful))).scalars().all()
        texts = [_text(file) for file in space.settings.mail_folder().glob("*.eml")]
    codes = Counter((row.pool_id, row.code) for row in given)
    assert {pool for pool, _ in codes} == {"geburtstag", "treue"}
    assert max(codes.values()) == 1
    in_mails = Counter(code for _, code in codes for text in texts if code in text)
    assert set(in_mails.values()) == {1}
    assert tasks
    assert {row.lock_until - row.created_at > 0 for row in tasks} == {True}
    assert left_at
    assert all(8 <= _hour(at) < 21 for at in left_at)


def _hour(at: int) -> int:
    """The hour in Germany, Austria and Switzerland, where all sample contacts live."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo("Europe/Berlin")).hour


def _text(file: Path) -> str:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    part = mail.get_body(("plain",))
    assert part is not None
    return part.get_content()
