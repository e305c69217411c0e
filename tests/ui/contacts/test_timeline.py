"""What happened, in words."""

from __future__ import annotations

import pytest

from app.core.records import TimelineEntry
from app.core.text import Text, same
from app.ui.contacts.timeline import entry_words

CASES = [
    (TimelineEntry(0, "event", "purchase"), "Purchase"),
    (TimelineEntry(0, "message", "n1", "accepted", "j"), "Mail “Hello”: sent"),
    (TimelineEntry(0, "consent", "newsletter", "withdrawn"), "Consent to “newsletter” withdrawn"),
    (TimelineEntry(0, "entered", "j", "", "j"), "Entered “Journey”"),
    (TimelineEntry(0, "ended", "j", "goal", "j"), "Left “Journey”: goal reached"),
    (TimelineEntry(0, "step", "n1", "next", "j"), "Step “Hello”"),
]


@pytest.mark.parametrize(("entry", "words"), CASES)
def test_each_kind_reads_as_a_sentence(entry: TimelineEntry, words: str) -> None:
    def title(_journey: str, _step: str) -> Text:
        return same("“Hello”")

    assert entry_words(entry, title, lambda _: same("“Journey”")).en == words
