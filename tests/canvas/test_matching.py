"""How well typed words fit, and in which order the step search offers."""

from __future__ import annotations

from itertools import pairwise

import pytest

import nodes
from app.core.habits import Habits
from canvas.overlays.matching import folded, quality, spans
from canvas.overlays.offers import offers_of
from canvas.overlays.ranking import FIRST_SHOWN, OFTEN, RECENTLY, USUAL, Before, rank

TITLES = [folded("Mail geöffnet?"), folded("Mail opened?")]


def worth(words: str) -> int:
    """How well words fit the titles above, with one synonym and some explanation."""
    return quality(folded(words), TITLES, frozenset({"klick"}), "reaktion auf eine nachricht")


def test_the_better_the_hit_the_higher_its_worth() -> None:
    hits = ["mail opened?", "mail", "geöffnet", "klick", "pene", "klic", "geffnet", "nachricht", "mlo"]
    found = [worth(words) for words in hits]
    assert all(one > other for one, other in pairwise(found)), found
    assert found[-1] > 0


@pytest.mark.parametrize("words", ["", "   ", "xyz", "mail xyz"])
def test_every_word_must_fit(words: str) -> None:
    assert worth(words) == 0


@pytest.mark.parametrize("words", ["opnened", "openned", "poened", "opemed"])
def test_one_slip_is_forgiven(words: str) -> None:
    assert worth(words) > 0


def test_hits_are_shown_where_they_are() -> None:
    assert spans("offn mail", "Mail geöffnet?") == [(0, 4), (7, 11)]
    assert spans("ml", "Mail") == []
    assert spans("mgf", "Mail geöffnet?") == [(0, 1), (5, 6), (8, 9)]


def test_folding_keeps_places() -> None:
    for words in ("Größe", "İstanbul", "ﬁn", "Ärger"):
        assert len(folded(words)) == len(words)


def test_before_typing_come_the_likely_the_recent_and_then_all() -> None:
    offers = offers_of(nodes.catalog())
    habits = Habits(recent=("goal", "wait"))
    found = rank(offers, "", "en", Before("send_mail", "action"), habits)
    assert [each.heading for each in found[: FIRST_SHOWN + 1]] == [OFTEN] * FIRST_SHOWN + [RECENTLY]
    assert found[0].offer.key == "wait"
    assert found[FIRST_SHOWN].offer.key == "goal"
    keys = [each.offer.key for each in found]
    assert len(keys) == len(set(keys))


def test_own_habits_come_before_what_is_usual() -> None:
    offers = offers_of(nodes.catalog())
    habits = Habits().noted("send_mail", "create_task")
    found = rank(offers, "", "en", Before("send_mail", "action"), habits)
    assert found[0].offer.key == "create_task"


def test_what_is_usual_is_there() -> None:
    keys = {offer.key for offer in offers_of(nodes.catalog())}
    assert {key for usual in USUAL.values() for key in usual} <= keys
