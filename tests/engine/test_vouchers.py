"""Vouchers: whose turn it is, and what becomes of those who get none."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select

from app.core.clock import DAY
from app.core.fields import FieldSpec
from app.core.journey import Journey, Settings
from app.core.rules.tree import Attribute
from app.store import tables as t
from app.store.incidents import IncidentQuery, incident_page
from app.store.vouchers import add_codes, add_pool
from tests.support.world import World, berlin, days, journey, shown, step

CODE = FieldSpec(key="code", label="Code")
IN = step("in", "manual_trigger")
TWICE = step("again", "give_voucher", pool="summer", field="code")
GIVE = step("give", "give_voucher", pool="summer", field="code")


@pytest.fixture
def world() -> World:
    return World(CODE)


def fill(world: World, codes: str, pool: str = "summer") -> None:
    with world.database.write() as conn:
        add_pool(conn, pool, pool.title())
        add_codes(conn, pool, codes.split())


def enter(world: World, name: str, at: str, document: str = "probe") -> None:
    with world.database.read() as conn:
        found = conn.execute(select(t.contacts.c.id).where(t.contacts.c.first_name == name)).scalar_one()
    world.engine.enroll(document, [found], berlin(at))


def given(world: World) -> dict[str, tuple[str, str]]:
    """Who got each code, and when."""
    v = t.vouchers.c
    asked = (
        select(v.code, t.contacts.c.first_name, v.given_at)
        .join_from(t.vouchers, t.contacts, t.contacts.c.id == v.contact_id)
        .order_by(v.id)
    )
    with world.database.read() as conn:
        return {row.code: (row.first_name, shown(row.given_at)[5:]) for row in conn.execute(asked)}


def fields(world: World) -> dict[str, Any]:
    with world.database.read() as conn:
        rows = conn.exec_driver_sql("SELECT first_name, x_code FROM contacts")
        return dict(tuple(row) for row in rows)


def incidents(world: World) -> list[tuple[str, str | None]]:
    with world.database.read() as conn:
        return [(one.code, one.step) for one in incident_page(conn, IncidentQuery(), 0, 9)]


def test_codes_go_out_in_the_order_of_instants_whatever_the_order_of_entry(world: World) -> None:
    fill(world, "A B C")
    world.publish(journey(IN, GIVE), at="2026-03-01 00:00")
    for name, at in (
        ("Anna", "2026-03-02 12:00"),
        ("Bert", "2026-03-02 11:00"),
        ("Cleo", "2026-03-02 13:00"),
    ):
        world.contact(name)
        enter(world, name, at)
    world.run("2026-03-05 10:00")
    assert given(world) == {
        "A": ("Bert", "03-02 11:00"),
        "B": ("Anna", "03-02 12:00"),
        "C": ("Cleo", "03-02 13:00"),
    }
    assert fields(world) == {"Anna": "B", "Bert": "A", "Cleo": "C"}
    assert world.path("Bert") == ["in.next 2026-03-02 11:00", "give.next 2026-03-02 11:00"]


def test_whoever_comes_too_late_leaves_by_the_way_for_that_and_a_person_is_told(world: World) -> None:
    fill(world, "A")
    out = step("out", "exit", reason="removed")
    world.publish(journey(IN, GIVE, out, step("fine", "goal"), edges="in>give give>fine give.empty>out"))
    for name in ("Anna", "Bert"):
        world.contact(name)
        enter(world, name, "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    assert (world.reason("Anna"), world.reason("Bert")) == ("goal", "removed")
    assert fields(world) == {"Anna": "A", "Bert": None}
    assert incidents(world) == [("pool_empty", "give")]


@pytest.mark.parametrize("field", ["code", "gone", "score"])
def test_a_pool_or_field_that_is_gone_stops_nobody(world: World, field: str) -> None:
    give = step("give", "give_voucher", pool="gone", field=field)
    world.publish(journey(IN, give, step("on", "change_score", amount=1)))
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    assert world.reason("Anna") == "completed"
    assert ("pool_gone", "give") in incidents(world)


def test_a_code_that_no_field_takes_is_given_all_the_same(world: World) -> None:
    fill(world, "A")
    world.publish(journey(IN, step("give", "give_voucher", pool="summer", field="score")))
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    assert given(world) == {"A": ("Anna", "03-02 10:00")}
    assert incidents(world) == [("field_unsuited", "give")]


def test_the_next_mail_names_the_code(world: World) -> None:
    fill(world, "A B")
    mail = {"subject": "{{ contact.code }}", "body": "…", "purpose": "newsletter"}
    world.publish(journey(IN, GIVE, step("mail", "send_mail", **mail)))
    for name in ("Anna", "Bert"):
        world.contact(name)
        enter(world, name, "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    with world.database.read() as conn:
        told = list(conn.execute(select(t.outbox.c.variables).order_by(t.outbox.c.contact_id)).scalars())
    assert told == ['{"contact":{"code":"A"}}', '{"contact":{"code":"B"}}']


def test_a_goal_that_looks_at_the_code_is_asked_before_the_next_step(world: World) -> None:
    fill(world, "A")
    goal = Attribute(field="code", op="is_not_empty")
    world.publish(journey(IN, GIVE, step("on", "change_score", amount=1), settings=Settings(goal=goal)))
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    assert world.reason("Anna") == "goal"
    assert world.path("Anna")[-1] == "give.next 2026-03-02 10:00"


def test_whoever_meets_the_goal_at_the_step_takes_no_code(world: World) -> None:
    fill(world, "A")
    document = journey(IN, step("wait", "wait", until=days(1)), GIVE)
    world.publish(document.replace(settings=Settings(exit=Attribute(field="city", value="Bonn"))))
    for name in ("Anna", "Bert"):
        world.contact(name)
        enter(world, name, "2026-03-02 10:00")
    world.change("Anna", "2026-03-03 09:00", city="Bonn")
    world.run("2026-03-04 10:00")
    assert given(world) == {"A": ("Bert", "03-03 10:00")}


def lap(pool: str = "summer") -> Journey:
    """A code, two days, a code, and so on."""
    return journey(
        IN,
        step("give", "give_voucher", pool=pool, field="code"),
        step("wait", "wait", until=days(2)),
        step("back", "jump", step="give", at_most=2),
        edges="in>give give>wait wait>back",
    )


def test_whoever_comes_back_stands_in_line_among_those_who_came_meanwhile(world: World) -> None:
    fill(world, "A B C D E F")
    world.publish(lap())
    for name, day in (("Anna", 2), ("Bert", 3)):
        world.contact(name)
        enter(world, name, f"2026-03-0{day} 10:00")
    world.run("2026-03-20 10:00")
    assert [(who, at[:5]) for who, at in given(world).values()] == [
        ("Anna", "03-02"),
        ("Bert", "03-03"),
        ("Anna", "03-04"),
        ("Bert", "03-05"),
        ("Anna", "03-06"),
        ("Bert", "03-07"),
    ]


def test_two_journeys_share_a_pool_in_the_order_of_instants(world: World) -> None:
    fill(world, "A B C D")
    world.publish(lap())
    world.publish(journey(IN, GIVE).replace(id="other", name="Other"))
    for name, at, document in (
        ("Anna", "2026-03-02 10:00", "probe"),
        ("Bert", "2026-03-03 10:00", "other"),
        ("Cleo", "2026-03-05 10:00", "other"),
    ):
        world.contact(name)
        enter(world, name, at, document)
    world.run("2026-03-05 10:00")
    assert [who for who, _ in given(world).values()] == ["Anna", "Bert", "Anna", "Cleo"]


def test_those_of_one_instant_have_their_turn_before_anybody_has_a_second(world: World) -> None:
    fill(world, "A B C D E F")
    world.publish(journey(IN, GIVE, TWICE))
    for name in ("Anna", "Bert", "Cleo"):
        world.contact(name)
    for name in ("Cleo", "Bert", "Anna"):
        enter(world, name, "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    assert [who for who, _ in given(world).values()] == ["Anna", "Bert", "Cleo"] * 2


def test_a_code_given_starts_another_journey_which_gives_one_too(world: World) -> None:
    fill(world, "A B C D")
    other = journey(
        step("in", "segment_trigger", rule={"kind": "attribute", "field": "code", "op": "eq", "value": "A"}),
        GIVE,
    )
    world.publish(other.replace(id="other", name="Other"))
    world.publish(journey(IN, GIVE))
    for name, at in (("Anna", "2026-03-02 10:00"), ("Bert", "2026-03-03 10:00")):
        world.contact(name)
        enter(world, name, at)
    world.run("2026-03-05 10:00")
    assert [who for who, _ in given(world).values()] == ["Anna", "Anna", "Bert"]


WAYS = ((4_000, 1), (1, 1), (3, 7))
"""How many may have their turn at once, and in how many slices time passes."""


def test_many_at_once_get_what_they_would_get_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    for chunk, slices in WAYS:
        monkeypatch.setattr("app.engine.motion.CHUNK", chunk)
        monkeypatch.setattr("app.engine.motion.FEW", 1)
        told.append(busy_world(slices))
    assert told[1:] == told[:-1]


def busy_world(slices: int) -> dict[str, tuple[str, str]]:
    """Contacts in three journeys that share a pool, too small for all of them; who got what in ten days."""
    world, dice = World(CODE), random.Random(5)
    fill(world, " ".join(f"C{number}" for number in range(40)))
    world.publish(lap(), at="2026-03-01 00:00")
    bought = step("in", "event_trigger", event={"type": "bought"})
    again = journey(bought, GIVE, settings=Settings(reentry="after_exit"))
    world.publish(again.replace(id="again", name="Again"), at="2026-03-01 00:00")
    late = journey(
        bought, step("wait", "wait", until=days(1)), GIVE, step("more", "wait", until=days(1)), TWICE
    )
    world.publish(late.replace(id="late", name="Late"), at="2026-03-01 00:00")
    for number in range(12):
        world.contact(f"K{number}")
        enter(world, f"K{number}", f"2026-03-0{dice.randint(2, 5)} {dice.randint(10, 13)}:00")
        for _ in range(2):
            world.event(f"K{number}", "bought", f"2026-03-0{dice.randint(2, 6)} {dice.randint(10, 13)}:00")
    for part in range(1, slices + 1):
        world.run(shown(berlin("2026-03-02 00:00") + (10 * DAY) * part // slices))
    return given(world)
