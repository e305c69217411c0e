from __future__ import annotations

from typing import Any

import pytest

from app.core.clock import DAY, HOUR
from app.core.records import ConsentRecord
from app.core.rules.tree import (
    AllOf,
    AnyOf,
    Attribute,
    DateRelative,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    InSegment,
    Not,
    Points,
    PropertyTest,
    Rule,
    WithSales,
)
from app.core.schedule import Duration
from app.store.explain import explain
from app.store.rule_sql import value_seen
from tests.store.workspaces import answer, context, undone, with_fields, write_facts
from tests.support.rules import Facts, Happened, Lock, Lot

NOW = 1_700_000_000_000
DATABASE = pytest.fixture(scope="module", name="database")(with_fields)
BOUGHT = EventFilter(type="bought")


def says(database: Any, rule: Rule, **facts: Any) -> bool:
    with undone(database) as conn:
        known = Facts(**{"at": NOW, **facts})
        return bool(answer(conn, rule, context(known, write_facts(conn, known))))


def test_text_compares_without_regard_to_case_also_beyond_ascii(database) -> None:
    assert says(database, Attribute(field="city", value="zürich"), values={"city": "ZÜRICH"})
    assert says(database, Attribute(field="city", op="contains", value="ÜR"), values={"city": "Zürich"})


def test_percent_and_underscore_are_plain_letters(database) -> None:
    assert not says(database, Attribute(field="city", op="contains", value="%"), values={"city": "Bonn"})
    assert says(database, Attribute(field="city", op="starts_with", value="_%"), values={"city": "_%x"})


@pytest.mark.parametrize("op", ["eq", "ne", "lt", "ge", "not_contains", "one_of"])
def test_a_comparison_with_a_missing_value_is_false_and_its_negation_true(database, op: Any) -> None:
    rule = Attribute(field="city", op=op, value=("Bonn",) if op == "one_of" else "Bonn")
    assert not says(database, rule)
    assert says(database, Not(rule=rule))


def test_a_field_nobody_declared_is_empty(database) -> None:
    assert says(database, Attribute(field="shoe_size", op="is_empty"))
    assert not says(database, Attribute(field="shoe_size", op="ne", value=42))


def test_numbers_compare_as_numbers_and_not_with_text(database) -> None:
    assert says(database, Attribute(field="points", op="lt", value=10), values={"points": 9})
    assert not says(database, Attribute(field="points", op="lt", value="10"), values={"points": 9})
    assert says(database, Attribute(field="points", op="lt", value=10**400), values={"points": 9})


def test_an_empty_all_holds_and_an_empty_any_does_not(database) -> None:
    assert says(database, AllOf())
    assert not says(database, AnyOf())


def test_a_rule_with_hundreds_of_parts_can_be_asked(database) -> None:
    parts = tuple(Attribute(field="city", value=f"Ort {number}") for number in range(200))
    assert says(database, AnyOf(rules=parts), values={"city": "Ort 199"})
    many = tuple(f"Ort {number}" for number in range(5_000))
    assert says(database, Attribute(field="city", op="one_of", value=many), values={"city": "ort 4999"})


def test_of_two_consents_at_one_instant_the_later_written_counts(database) -> None:
    words = (ConsentRecord("news", "granted", NOW), ConsentRecord("news", "withdrawn", NOW))
    assert says(database, HasConsent(purpose="news", status="withdrawn"), consents=words)
    assert not says(database, HasConsent(purpose="news", status="granted"), consents=words)


def test_a_consent_from_the_future_does_not_count_yet(database) -> None:
    words = (ConsentRecord("news", "granted", NOW + 1),)
    assert not says(database, HasConsent(purpose="news"), consents=words)


def test_a_period_includes_its_first_and_its_last_instant(database) -> None:
    rule = EventHappened(event=BOUGHT, within=Duration(amount=1, unit="days"))
    for at, expected in ((NOW - DAY, True), (NOW - DAY - 1, False), (NOW, True), (NOW + 1, False)):
        assert says(database, rule, events=(Happened("bought", at),)) == expected


def test_since_entry_leaves_out_the_event_that_let_in_and_means_nothing_in_a_segment(database) -> None:
    rule = EventHappened(event=BOUGHT, since_entry=True)
    early, later = (Happened("bought", NOW - HOUR),), (Happened("bought", NOW - HOUR + 1),)
    assert not says(database, rule, events=early, entered_at=NOW - HOUR)
    assert says(database, rule, events=later, entered_at=NOW - HOUR)
    regulars = {"regulars": rule}
    segment = InSegment(segment="regulars")
    assert says(database, segment, events=early, entered_at=NOW - HOUR, segments=regulars)


def test_at_most_none_holds_if_nothing_happened(database) -> None:
    rule = EventHappened(event=BOUGHT, op="at_most", count=0)
    assert says(database, rule)
    assert not says(database, rule, events=(Happened("bought", NOW),))


def test_a_property_with_quotes_in_its_name_counts_as_missing(database) -> None:
    test = PropertyTest(property='a"b', op="is_empty")
    rule = EventHappened(event=EventFilter(type="bought", where=(test,)))
    assert says(database, rule, events=(Happened("bought", NOW, {'a"b': 1}),))


def test_a_date_is_seen_from_the_local_day_of_the_contact(database) -> None:
    # 14 November 2023, 22:13 UTC is the 15th in Auckland.
    rule = DateRelative(field="birthday", op="within_next", days=0)
    here = {"birthday": "2023-11-15", "time_zone": "Pacific/Auckland"}
    assert says(database, rule, values=here)
    assert not says(database, rule, values={**here, "time_zone": "America/New_York"})
    assert says(database, rule, values={**here, "time_zone": "Not/There"}, time_zone="Pacific/Auckland")


def test_points_count_from_being_earned_until_the_instant_at_which_they_expire(database) -> None:
    rule = Points(value=3)
    for lot, expected in (
        (Lot(NOW, 3), True),
        (Lot(NOW + 1, 3), False),
        (Lot(NOW - DAY, 3, NOW + 1), True),
        (Lot(NOW - DAY, 3, NOW), False),
    ):
        assert says(database, rule, points=(lot,)) == expected
    assert says(database, rule, points=(Lot(NOW, 1), Lot(NOW, 2)))
    assert says(database, Points(op="lt", value=1))


def test_sales_has_a_contact_until_the_lock_is_over_or_the_task_is_done(database) -> None:
    for lock, expected in (
        (Lock(NOW, NOW + 1), True),
        (Lock(NOW + 1, NOW + 2), False),
        (Lock(NOW - DAY, NOW), False),
        (Lock(NOW - DAY, None), False),
        (Lock(NOW - DAY, NOW + 1, done_at=NOW), False),
        (Lock(NOW - DAY, NOW + 1, done_at=NOW + 1), True),
    ):
        assert says(database, WithSales(), tasks=(lock,)) == expected


def test_an_explanation_tells_the_points_and_the_end_of_the_lock(database) -> None:
    rule = AllOf(rules=(Points(value=5), WithSales()))
    facts = Facts(NOW, points=(Lot(NOW, 4),), tasks=(Lock(NOW, NOW + DAY),))
    with undone(database) as conn:
        told = explain(conn, rule, context(facts, write_facts(conn, facts)), 1)
    assert told is not None
    assert [(part.holds, part.seen) for part in told.parts] == [(False, 4), (True, NOW + DAY)]


def test_segments_that_name_each_other_hold_for_nobody(database) -> None:
    segments = {"a": InSegment(segment="b"), "b": InSegment(segment="a")}
    assert not says(database, InSegment(segment="a"), segments=segments)
    assert not says(database, InSegment(segment="gone"))


def test_an_explanation_tells_what_each_leaf_saw(database) -> None:
    rule = AllOf(
        rules=(
            Attribute(field="city", value="Bonn"),
            Not(rule=HasTag(tag="vip")),
            EventHappened(event=BOUGHT, count=3),
        )
    )
    facts = Facts(NOW, {"city": "Köln"}, events=[Happened("bought", NOW)] * 2)
    with undone(database) as conn:
        told = explain(conn, rule, context(facts, write_facts(conn, facts)), 1)
        assert explain(conn, rule, context(facts), contact_id=99) is None
    assert told is not None
    assert [(part.holds, part.seen) for part in told.parts] == [(False, "Köln"), (True, None), (False, 2)]
    assert [(part.holds, part.seen) for part in told.parts[1].parts] == [(False, 0)]


def test_the_value_of_a_field_nobody_declared_is_nothing() -> None:
    assert str(value_seen(Attribute(field="shoe_size"), context(Facts(NOW)))) == "NULL"
