from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Table, insert

from app.channels.recording import RecordingChannel
from app.core.clock import DAY, VirtualClock
from app.core.reasons import reason_text
from app.engine.delivery.delivery import Delivery
from app.store import tables as t
from tests.support.post import (
    LETTER,
    NOON,
    PlainComposer,
    ScriptedChannel,
    add_content,
    column,
    decide,
    ready,
)

CHANNELS = [pytest.param(RecordingChannel, id="set-based"), pytest.param(ScriptedChannel, id="one by one")]
CONSENT = {"contact_id": 1, "purpose": "newsletter"}
BLOCKED = {"address": "anna@example.org", "reason": "bounce"}


def judged(
    channel, *rows: tuple[Table, dict[str, Any]], purpose: str | None = None, virtual: bool = False
) -> str:
    """The reason stored for Anna's message at noon."""
    database = ready(["Anna"])
    with database.write() as conn:
        for table, values in rows:
            conn.execute(insert(table).values(**values))
        if purpose is not None:
            conn.execute(t.outbox.delete())
            decide(conn, add_content(conn, LETTER, purpose), ["Anna"])
    post = Delivery(database, channel(), PlainComposer(), VirtualClock(NOON), own_instants=virtual)
    report = post.deliver_due(NOON)
    reason = column(database, "reason")[0]
    assert column(database, "state") == ["skipped" if reason else "accepted"]
    assert sum(report.counts.values()) == 1
    return reason


@pytest.mark.parametrize("channel", CHANNELS)
class TestGate:
    def test_lets_through_whoever_consented(self, channel) -> None:
        assert judged(channel) == ""

    def test_keeps_a_suppressed_address_from_the_instant_on(self, channel) -> None:
        assert judged(channel, (t.suppressions, {**BLOCKED, "at": NOON})) == "suppressed"
        assert judged(channel, (t.suppressions, {**BLOCKED, "at": NOON + 1}), virtual=True) == ""

    def test_knows_in_real_time_what_was_noted_while_the_clock_was_ahead(self, channel) -> None:
        ahead = {"at": NOON + DAY}
        assert judged(channel, (t.suppressions, {**BLOCKED, **ahead})) == "suppressed"
        withdrawn = (t.consents, {**CONSENT, **ahead, "status": "withdrawn"})
        assert judged(channel, withdrawn) == "no_consent: newsletter"
        granted = (t.consents, {**CONSENT, **ahead, "status": "granted"})
        assert judged(channel, (t.consents, {**CONSENT, "status": "denied", "at": NOON}), granted) != ""

    def test_names_erasure_before_suppression(self, channel) -> None:
        assert judged(channel, (t.suppressions, {**BLOCKED, "reason": "erased", "at": NOON})) == "erased"

    def test_names_suppression_before_consent(self, channel) -> None:
        rows = (
            (t.suppressions, {**BLOCKED, "at": NOON}),
            (t.consents, {**CONSENT, "status": "denied", "at": NOON}),
        )
        assert judged(channel, *rows) == "suppressed"

    @pytest.mark.parametrize("status", ["withdrawn", "denied"])
    def test_heeds_a_withdrawal_from_its_instant_on(self, channel, status) -> None:
        assert (
            judged(channel, (t.consents, {**CONSENT, "status": status, "at": NOON}))
            == "no_consent: newsletter"
        )
        later = (t.consents, {**CONSENT, "status": status, "at": NOON + 1})
        assert judged(channel, later, virtual=True) == ""

    def test_takes_the_later_of_two_words_at_one_instant(self, channel) -> None:
        words = [(t.consents, {**CONSENT, "status": each, "at": NOON}) for each in ("withdrawn", "granted")]
        assert judged(channel, *words) == ""
        assert judged(channel, *reversed(words)) == "no_consent: newsletter"

    def test_asks_for_consent_to_this_purpose(self, channel) -> None:
        assert judged(channel, purpose="events") == "no_consent: events"

    @pytest.mark.parametrize("purpose", ["", "transactional"])
    def test_needs_no_consent_for_what_was_ordered(self, channel, purpose) -> None:
        withdrawn = (t.consents, {**CONSENT, "status": "withdrawn", "at": NOON})
        assert judged(channel, withdrawn, purpose=purpose) == ""


def test_the_gate_heeds_the_address_a_contact_has_now() -> None:
    database = ready(["Anna"])
    with database.write() as conn:
        conn.execute(t.contacts.update().values(email="new@example.org", email_key="new@example.org"))
        conn.execute(insert(t.suppressions).values(address="new@example.org", reason="manual", at=NOON))
    Delivery(database, RecordingChannel(), PlainComposer(), VirtualClock(NOON)).deliver_due(NOON)
    assert column(database, "reason") == ["suppressed"]


def test_a_contact_that_is_gone_counts_as_erased() -> None:
    database = ready(["Anna"])
    with database.write() as conn:
        conn.execute(t.contacts.delete())
    Delivery(database, RecordingChannel(), PlainComposer(), VirtualClock(NOON)).deliver_due(NOON)
    assert column(database, "reason") == ["erased"]


def test_every_reason_has_a_sentence_and_an_unknown_one_reads_as_itself() -> None:
    assert (
        reason_text("no_consent: newsletter").de
        == "Nicht gesendet: Es liegt keine Einwilligung für „newsletter“ vor."
    )
    assert reason_text("missing_value: contact.x").en.endswith('{{ contact.x|default("…") }}.')
    assert reason_text("something new").de == "something new"
