"""Rules are counted: about, exactly, and part by part."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.core.rules.tree import AllOf, Attribute, Engagement, EventFilter, EventHappened, HasTag, Not, Rule
from app.services import counting
from app.services.counting import RuleCount, obstacle
from app.services.jobs import Cancelled, CancelSwitch
from tests.support.shop import Shop

VIENNA = Attribute(field="city", value="Wien")


def fill(shop: Shop, contacts: int) -> None:
    """Every third contact lives in Vienna, every other is tagged."""
    with shop.space.database.write() as conn:
        conn.execute(
            text(
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < :most) "
                "insert into contacts (email, email_key, city, share, created_at, updated_at) "
                "select 'c' || i || '@example.org', 'c' || i || '@example.org', "
                "iif(i % 3 = 0, 'Wien', 'Graz'), i, 0, 0 from n"
            ),
            {"most": contacts},
        )
        conn.execute(text("insert into tags select id, 'reader' from contacts where id % 2 = 0"))


def test_a_rule_and_its_parts_are_counted_at_once(shop: Shop) -> None:
    fill(shop, 60)
    told: list[RuleCount] = []
    parts = (VIENNA, Not(rule=HasTag(tag="reader")))
    found = shop.space.counting.count(AllOf(rules=parts), parts, "Europe/Vienna", told.append)
    assert found == RuleCount(total=60, matches=10, parts=(20, 30), exact=True)
    assert told == []


def test_of_many_contacts_an_estimate_comes_first(shop: Shop) -> None:
    fill(shop, 30_000)
    told: list[RuleCount] = []
    found = shop.space.counting.count(VIENNA, (VIENNA,), "UTC", told.append)
    assert [(each.total, each.exact, each.matches, each.parts) for each in told] == [
        (30_000, False, 10_000, (10_000,))
    ]
    assert (found.matches, found.exact) == (10_000, True)


def test_counting_ends_between_two_stretches_once_nobody_wants_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "STRETCH", 10)
    fill(shop, 60)
    switch = CancelSwitch(lambda done, _: switch.cancel() if done else None)
    with pytest.raises(Cancelled):
        shop.space.counting.count(VIENNA, (), "UTC", lambda _: None, switch)


def test_nobody_is_counted_where_nobody_is(shop: Shop) -> None:
    assert shop.space.counting.count(VIENNA, (), "UTC", lambda _: None) == RuleCount(0, 0, (), exact=True)


def test_some_who_meet_a_rule_are_found(shop: Shop) -> None:
    fill(shop, 60)
    some = shop.space.counting.some(VIENNA, "UTC", 2)
    assert [each.email for each in some] == ["c3@example.org", "c6@example.org"]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (VIENNA, None),
        (HasTag(tag=""), "incomplete"),
        (AllOf(rules=(Engagement(step="mail"), VIENNA)), "journey"),
        (EventHappened(event=EventFilter(type="purchase"), since_entry=True), "journey"),
        (AllOf(rules=(Engagement(step="mail"), HasTag(tag=""))), "incomplete"),
    ],
)
def test_why_a_rule_cannot_be_counted(rule: Rule, found: str | None) -> None:
    assert obstacle(rule) == found
