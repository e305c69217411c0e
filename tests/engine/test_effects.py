"""What steps do to a contact: fields, lists, points, consent, tasks; in order, and only what suits."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Row, Table, select

from app.core.fields import FieldSpec
from app.core.journey import Node, Settings
from app.core.program import Apply, EarnPoints, SpendPoints
from app.core.rules.tree import Attribute, HasConsent, InList, Points, WithSales
from app.engine.engine import Engine
from app.store import tables as t
from app.store.contacts import contact_by_email
from app.store.incidents import IncidentQuery, incident_page
from app.store.lists import add_list
from tests.support.raw_steps import catalog_with
from tests.support.world import World, berlin, days, journey, shown, step

FIELDS = (
    FieldSpec(key="size", label="Size", type="number"),
    FieldSpec(key="price", label="Price", type="number"),
    FieldSpec(key="genre", label="Genre"),
    FieldSpec(key="birthday", label="Birthday", type="date"),
    FieldSpec(key="last_call", label="Last call", type="instant"),
    FieldSpec(key="vip", label="VIP", type="boolean"),
)


@pytest.fixture
def world() -> World:
    made = World(*FIELDS)
    with made.database.write() as conn:
        add_list(conn, "readers", "Readers")
    return made


def go(world: World, *steps: Node, until: str = "2026-03-02 10:00", **parts: Any) -> None:
    """Let everybody in by hand and through some steps."""
    world.publish(journey(step("in", "manual_trigger"), *steps, **parts))
    with world.database.read() as conn:
        everybody = list(conn.execute(select(t.contacts.c.id)).scalars())
    world.engine.enroll("probe", everybody, berlin("2026-03-02 10:00"))
    world.run(until)


def values(world: World, name: str = "anna") -> Any:
    with world.database.read() as conn:
        found = contact_by_email(conn, world.database.fields, f"{name}@example.org")
    assert found is not None
    return found.values


def rows(world: World, table: Table) -> list[Row[Any]]:
    with world.database.read() as conn:
        return list(conn.execute(select(table).order_by(*table.primary_key.columns)))


def incidents(world: World) -> list[tuple[str, str | None, Any]]:
    with world.database.read() as conn:
        return [(one.code, one.step, dict(one.detail)) for one in incident_page(conn, IncidentQuery(), 0, 9)]


def test_a_field_copied_after_it_was_set_has_the_new_value(world: World) -> None:
    world.contact("anna", genre="Krimi")
    go(
        world,
        step("a", "set_attribute", field="genre", value="Lyrik"),
        step("b", "copy_attribute", source="genre", field="city"),
        step("c", "set_attribute", field="genre", value="Roman"),
        step("d", "copy_attribute", source="size", field="stage"),
    )
    told = values(world)
    assert (told["city"], told["genre"], told["stage"]) == ("Lyrik", "Roman", None)


def test_sums_are_worked_out_one_after_the_other(world: World) -> None:
    world.contact("anna", size=7)
    go(
        world,
        step("a", "compute_attribute", field="price", left="size", op="/", right=2),
        step("b", "compute_attribute", field="size", left="price", op="*", right="price"),
        step("c", "compute_attribute", field="score", left="size", op="-", right=2.25),
    )
    told = values(world)
    assert (told["price"], told["size"], told["score"]) == (3.5, 12.25, 10)


@pytest.mark.parametrize(
    ("left", "op", "right"),
    [("price", "+", 1), (1, "/", 0), ("size", "/", "score"), ("genre", "+", 1), (1e12, "*", "huge")],
)
def test_a_sum_without_an_answer_empties_the_field(world: World, left: Any, op: str, right: Any) -> None:
    world.contact("anna", size=3, genre="5")
    go(world, step("a", "compute_attribute", field="size", left=left, op=op, right=right))
    assert values(world)["size"] is None


def test_a_number_too_large_is_none(world: World) -> None:
    world.contact("anna", size=1e200)
    squares = [
        step(f"s{n}", "compute_attribute", field="size", left="size", op="*", right="size") for n in (1, 2)
    ]
    go(world, *squares)
    assert values(world)["size"] is None


def test_the_score_is_never_empty(world: World) -> None:
    world.contact("anna", score=5)
    go(world, step("a", "copy_attribute", source="size", field="score"))
    assert values(world)["score"] == 0


def test_a_day_is_the_contacts_own_and_an_instant_counts_from_its_own(world: World) -> None:
    world.contact("anna", time_zone="Pacific/Auckland")
    world.contact("bert")
    go(
        world,
        step("wait", "wait", until=days(1)),
        step("a", "set_day", field="birthday", days=-1),
        step("b", "set_day", field="last_call", days=2),
        until="2026-03-04 00:00",
    )
    # 10:00 in Berlin is 22:00 of the same day in Auckland; a day's wait ends there at its own clock.
    assert values(world)["birthday"] == "2026-03-02"
    assert shown(values(world, "bert")["last_call"]) == "2026-03-05 10:00"


def test_late_in_the_evening_it_is_tomorrow_elsewhere(world: World) -> None:
    world.contact("anna", time_zone="Pacific/Auckland")
    world.contact("bert")
    hours = {"after": {"amount": 4, "unit": "hours"}}
    go(
        world,
        step("wait", "wait", until=hours),
        step("a", "set_day", field="birthday"),
        until="2026-03-02 20:00",
    )
    assert (values(world)["birthday"], values(world, "bert")["birthday"]) == ("2026-03-03", "2026-03-02")


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("set_attribute", {"field": "size", "value": "large"}),
        ("set_attribute", {"field": "birthday", "value": "soon"}),
        ("set_attribute", {"field": "genre", "value": 5}),
        ("set_day", {"field": "genre"}),
        ("compute_attribute", {"field": "genre", "left": 1, "right": 2}),
        ("set_attribute", {"field": "email", "value": "other@example.org"}),
    ],
)
def test_a_field_that_does_not_suit_is_left_alone_and_a_person_is_told(
    world: World, kind: str, config: Any
) -> None:
    world.contact("anna", size=1, genre="Krimi", birthday="1980-01-01")
    before = dict(values(world))
    go(world, step("a", kind, **config), step("b", "change_score", amount=1))
    after = values(world)
    assert {**after, "score": 0} == before
    assert after["score"] == 1
    assert incidents(world) == [("field_unsuited", "a", {"field": config["field"]})]


def test_a_field_that_is_gone_is_told_once_and_the_others_go_on(world: World) -> None:
    for name in ("anna", "bert"):
        world.contact(name)
        go(world, step("a", "set_attribute", field="gone", value="x"), step("b", "change_score", amount=1))
    assert values(world, "bert")["score"] == 1
    assert incidents(world) == [("field_gone", "a", {"field": "gone"})]


def test_lists_gain_and_lose_contacts(world: World) -> None:
    world.contact("anna")
    go(world, step("a", "change_list", list="readers"))
    assert [(row.list_id, shown(row.at)) for row in rows(world, t.list_members)] == [
        ("readers", "2026-03-02 10:00")
    ]
    world.contact("bert")
    go(world, step("a", "change_list", list="readers", change="remove"), settings=Settings(reentry="always"))
    assert rows(world, t.list_members) == []


def test_nobody_comes_on_a_list_that_is_gone(world: World) -> None:
    world.contact("anna")
    go(world, step("a", "change_list", list="old"), step("b", "change_score", amount=1))
    assert rows(world, t.list_members) == []
    assert values(world)["score"] == 1
    assert incidents(world) == [("list_gone", "a", {"list": "old"})]


def test_points_are_spent_from_those_that_expire_first(world: World) -> None:
    world.contact("anna")
    go(
        world,
        step("a", "earn_points", amount=5),
        step("b", "earn_points", amount=5, expires={"amount": 1, "unit": "months"}, reason="Kauf"),
        step("c", "earn_points", amount=5, expires={"amount": 2, "unit": "days"}),
        step("d", "spend_points", amount=7),
    )
    ledger = [(row.amount, row.remaining, row.step) for row in rows(world, t.points)]
    assert ledger == [(5, 5, "a"), (5, 3, "b"), (5, 0, "c"), (-7, 0, "d")]
    assert shown(rows(world, t.points)[1].expires_at) == "2026-04-02 10:00"


def test_points_are_never_spent_below_nothing(world: World) -> None:
    pieces = {"spend": Apply((EarnPoints(5), SpendPoints(3), SpendPoints(100), SpendPoints(1)))}
    world.engine = Engine(world.database, catalog_with(pieces))
    world.contact("anna")
    go(world, step("raw", "raw", key="spend"))
    assert [(row.amount, row.remaining) for row in rows(world, t.points)] == [(5, 0), (-3, 0), (-2, 0)]


def test_points_that_have_expired_are_not_spent(world: World) -> None:
    world.contact("anna")
    go(
        world,
        step("a", "earn_points", amount=5, expires={"amount": 3, "unit": "days"}),
        step("wait", "wait", until=days(3)),
        step("b", "spend_points", amount=2),
        until="2026-03-05 10:00",
    )
    assert [(row.amount, row.remaining) for row in rows(world, t.points)] == [(5, 5)]


def test_points_of_many_contacts_are_kept_apart(world: World) -> None:
    for name in ("anna", "bert", "cleo"):
        world.contact(name)
    go(
        world,
        *(step(f"e{n}", "earn_points", amount=n) for n in (1, 2, 3)),
        step("s", "spend_points", amount=4),
    )
    left = [(row.contact_id, row.remaining) for row in rows(world, t.points) if row.amount > 0]
    assert sorted(left) == [(c, r) for c in (1, 2, 3) for r in (0, 0, 2)]


def test_a_word_of_consent_names_the_journey(world: World) -> None:
    world.contact("anna")
    go(world, step("a", "set_consent", purpose="newsletter", status="withdrawn", wording="Bitte nicht mehr"))
    word = rows(world, t.consents)[-1]
    assert (word.purpose, word.status, word.source) == ("newsletter", "withdrawn", "journey: Probe")
    assert (word.wording, shown(word.at)) == ("Bitte nicht mehr", "2026-03-02 10:00")


def test_a_task_is_made_once_for_each_visit(world: World) -> None:
    world.contact("anna")
    lap = "in>a a>wait wait>j j.over>out"
    go(
        world,
        step("a", "create_task", title="Anrufen", owner="Bea", lock={"amount": 1, "unit": "months"}),
        step("wait", "wait", until=days(1)),
        step("j", "jump", step="a", at_most=2),
        step("out", "exit"),
        until="2026-03-10 10:00",
        edges=lap,
    )
    told = [(row.title, row.owner, row.visit, shown(row.created_at)) for row in rows(world, t.tasks)]
    assert [visit for _, _, visit, _ in told] == [0, 1, 2]
    assert told[1] == ("Anrufen", "Bea", 1, "2026-03-03 10:00")
    task = rows(world, t.tasks)[0]
    assert (shown(task.due_at), shown(task.lock_until)) == ("2026-03-04 10:00", "2026-04-02 10:00")


GOALS = [
    (step("a", "change_list", list="readers"), InList(list="readers")),
    (step("a", "earn_points", amount=5), Points(value=5)),
    (step("a", "set_consent", purpose="post", status="granted"), HasConsent(purpose="post")),
    (step("a", "create_task", title="x", lock={"amount": 1, "unit": "days"}), WithSales()),
    (step("a", "compute_attribute", field="size", left=1, right=1), Attribute(field="size", value=2)),
    (step("a", "set_day", field="birthday"), Attribute(field="birthday", value="2026-03-02")),
]


@pytest.mark.parametrize(("acts", "goal"), GOALS, ids=lambda value: getattr(value, "kind", None))
def test_what_is_done_counts_as_a_change_before_the_next_step(world: World, acts: Node, goal: Any) -> None:
    world.contact("anna")
    go(world, acts, step("b", "change_score", amount=1), settings=Settings(goal=goal))
    assert (world.reason("anna"), values(world)["score"]) == ("goal", 0)
    assert world.path("anna") == ["in.next 2026-03-02 10:00", "a.next 2026-03-02 10:00"]


def test_a_mail_before_a_change_says_what_was_before_it(world: World) -> None:
    world.contact("Anna", city="Bonn")
    words = "{{ contact.first_name }} {{ contact.city }}"
    mail = {"subject": words, "body": "…", "purpose": "newsletter"}
    go(
        world,
        step("m1", "send_mail", **mail),
        step("a", "set_attribute", field="city", value="Köln"),
        step("m2", "send_mail", **mail),
    )
    assert [row.variables for row in rows(world, t.outbox)] == [
        '{"contact":{"city":"Bonn","first_name":"Anna"}}',
        '{"contact":{"city":"Köln","first_name":"Anna"}}',
    ]
