"""Moving contacts that wait to another version (docs/semantics.md, rule 20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

import nodes
from app.core.impact import TAKE_OUT, Choice, Moved, Spot
from app.core.journey import Journey, Settings
from app.core.program import HOLDOUT
from app.engine.interventions.moving import carry_over
from app.engine.interventions.trial import draft_version
from app.engine.interventions.trial import waiting as waiting_at
from app.store import tables as t
from app.store.vouchers import add_codes, add_pool
from tests.support.world import World, berlin, days, journey, step

BOUGHT = {"type": "purchase"}
IN = step("in", "event_trigger", event={"type": "form_submitted"})
TAG = step("tag", "change_tags", add=["done"])
MAIL = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
END = step("end", "exit")


def waiting(amount: int) -> Journey:
    return journey(IN, step("wait", "wait", until=days(amount)), TAG)


def asking(**config: Any) -> Journey:
    return journey(
        IN,
        step("ask", "wait_for_event", event=BOUGHT, **config),
        step("yes", "exit"),
        step("no", "exit"),
        edges="in>ask ask.matched>yes ask.timed_out>no",
    )


def started(document: Journey, *names: str) -> World:
    """A world whose contacts came to the first wait of version 1 on 3 March at 10:00."""
    world = World()
    for name in names or ("Anna",):
        world.contact(name)
    world.publish(document)
    for name in names or ("Anna",):
        world.event(name, "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-03 10:00")
    return world


def republish(world: World, document: Journey, at: str, choices: Mapping[str, Choice]) -> Moved:
    """Publish version 2 at a wall time; the choices are for the steps of version 1."""
    world.publish(document, at)
    with world.engine.intervene() as hand:
        new = hand.newest(document.id)
        old = [each for each in hand.inhabited(document.id) if each.id != new.id]
        spots = {Spot(1, name): choice for name, choice in choices.items()}
        return carry_over(hand, old, new, spots, berlin(at))


def test_without_a_choice_contacts_stay_on_their_version() -> None:
    world = started(waiting(2))
    first = world.version
    assert republish(world, waiting(5), "2026-03-04 10:00", {}) == Moved(kept=1)
    world.run("2026-03-20 10:00")
    assert world.path("Anna") == []
    world.version = first
    assert world.path("Anna")[-2:] == ["wait.next 2026-03-05 10:00", "tag.next 2026-03-05 10:00"]


def test_a_longer_wait_counts_from_the_arrival_at_the_old_one() -> None:
    world = started(waiting(2))
    republish(world, waiting(5), "2026-03-04 10:00", {"wait": Choice("move", "wait")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna") == [
        "in.next 2026-03-03 10:00",
        "wait.@moved 2026-03-04 10:00",
        "wait.next 2026-03-08 10:00",
        "tag.next 2026-03-08 10:00",
    ]


def test_a_wait_that_would_be_over_by_now_is_over_at_once() -> None:
    world = started(waiting(9))
    republish(world, waiting(2), "2026-03-07 12:00", {"wait": Choice("move", "wait")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna")[-2:] == ["wait.next 2026-03-07 12:00", "tag.next 2026-03-07 12:00"]


def test_a_wait_becomes_a_wait_for_an_event_that_has_happened_since() -> None:
    world = started(waiting(9))
    world.event("Anna", "purchase", "2026-03-05 10:00")
    world.run("2026-03-06 10:00")
    republish(world, asking(timeout=days(30)), "2026-03-07 12:00", {"wait": Choice("move", "ask")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna")[-1] == "yes. 2026-03-07 12:00"


def test_an_event_before_the_arrival_does_not_count_after_a_move() -> None:
    world = World()
    world.contact("Anna")
    world.publish(waiting(9))
    world.event("Anna", "purchase", "2026-03-03 09:00")
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-06 10:00")
    republish(world, asking(timeout=days(8)), "2026-03-07 12:00", {"wait": Choice("move", "ask")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna")[-1] == "no. 2026-03-11 10:00"


def test_a_step_that_is_no_wait_is_run_at_the_instant_of_the_move() -> None:
    world = started(waiting(9))
    document = journey(IN, step("other", "wait", until=days(1)), TAG)
    republish(world, document, "2026-03-07 12:00", {"wait": Choice("move", "tag")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna")[-2:] == ["wait.@moved 2026-03-07 12:00", "tag.next 2026-03-07 12:00"]


def test_who_is_taken_out_leaves_because_the_step_was_removed() -> None:
    world = started(waiting(9), "Anna", "Ben")
    first = world.version
    done = republish(world, journey(IN, TAG), "2026-03-07 12:00", {"wait": TAKE_OUT})
    assert done == Moved(taken_out=2)
    assert world.reason("Anna") == "node_removed"
    world.run("2026-03-20 10:00")
    world.version = first
    assert world.counts().ended == {"node_removed": 2}
    assert world.counts().active == 0


def test_the_numbers_of_both_versions_stay_true() -> None:
    world = started(waiting(9), "Anna", "Ben", "Cleo")
    first = world.version
    republish(world, waiting(5), "2026-03-04 10:00", {"wait": Choice("move", "wait")})
    new = world.counts()
    assert (new.entered, new.moved_in, new.active, new.steps["wait"].here) == (0, 3, 3, 3)
    world.run("2026-03-20 10:00")
    new = world.counts()
    assert (new.ended, new.edges["wait", "next"]) == ({"completed": 3}, 3)
    world.version = first
    old = world.counts()
    assert (old.entered, old.moved_out, old.active, old.ended) == (3, 3, 0, {})


def test_a_moved_contact_gets_no_message_a_second_time() -> None:
    def mailed(amount: int) -> Journey:
        return journey(IN, MAIL, step("wait", "wait", until=days(amount)), END)

    world = started(mailed(9))
    republish(world, mailed(9), "2026-03-04 10:00", {"wait": Choice("move", "mail")})
    world.run("2026-03-30 10:00")
    assert world.reason("Anna") == "completed"
    with world.database.read() as conn:
        assert conn.execute(select(t.outbox.c.step)).scalars().all() == ["mail"]


def test_whoever_is_moved_back_to_a_message_that_went_out_goes_on_from_the_move() -> None:
    def mailed() -> Journey:
        wait, rest = step("wait", "wait", until=days(9)), step("no", "exit")
        return journey(IN, MAIL, wait, END, rest, edges="in>mail mail>wait mail.skipped>no wait>end")

    world = started(mailed())
    republish(world, mailed(), "2026-03-04 10:00", {"wait": Choice("move", "mail")})
    world.run("2026-03-30 10:00")
    assert world.path("Anna")[3:5] == ["mail.next 2026-03-04 10:00", "wait.next 2026-03-13 10:00"]
    assert world.reason("Anna") == "completed"


def test_whoever_is_moved_back_to_a_voucher_keeps_the_code() -> None:
    give = step("give", "give_voucher", pool="summer", field="")
    document = journey(IN, give, step("wait", "wait", until=days(9)))
    world = World()
    with world.database.write() as conn:
        add_pool(conn, "summer", "Summer")
        add_codes(conn, "summer", ["A", "B"])
    world.contact("Anna")
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-03 10:00")
    republish(world, document, "2026-03-04 10:00", {"wait": Choice("move", "give")})
    world.run("2026-03-30 10:00")
    assert world.reason("Anna") == "completed"
    with world.database.read() as conn:
        rows = conn.execute(select(t.vouchers.c.code, t.vouchers.c.given_at).order_by(t.vouchers.c.id))
        assert [tuple(row) for row in rows] == [("A", berlin("2026-03-03 10:00")), ("B", None)]


def test_who_waits_for_the_outcome_of_a_message_stays() -> None:
    document = journey(IN, MAIL, END, step("no", "exit"), edges="in>mail mail>end mail.skipped>no")
    world = World(deliver=False)
    world.contact("Anna")
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-03 10:00")
    assert republish(world, document, "2026-03-04 10:00", {"mail": TAKE_OUT}) == Moved(kept=1)
    assert world.reason("Anna") == "active"


def test_the_goal_of_the_new_version_is_asked_when_the_timer_fires() -> None:
    world = started(waiting(2))
    world.contact("Anna", city="Köln")
    new = waiting(5)
    goal = {"kind": "attribute", "field": "city", "op": "eq", "value": "Köln"}
    settings = type(new.settings).model_validate({"goal": goal})
    republish(world, new.replace(settings=settings), "2026-03-04 10:00", {"wait": Choice("move", "wait")})
    assert world.reason("Anna") == "active"
    world.run("2026-03-20 10:00")
    assert world.reason("Anna") == "goal"


COLOGNE = {"kind": "attribute", "field": "city", "op": "eq", "value": "Köln"}


def until_cologne() -> Journey:
    return journey(
        IN,
        step("until", "wait_for_condition", rule=COLOGNE, timeout=None),
        step("end", "exit"),
        edges="in>until until.matched>end",
    )


def test_a_condition_that_holds_by_now_ends_the_wait_at_the_move() -> None:
    world = started(waiting(9), "Anna", "Ben")
    world.change("Anna", "2026-03-05 10:00", city="Köln")
    world.run("2026-03-06 10:00")
    republish(world, until_cologne(), "2026-03-07 12:00", {"wait": Choice("move", "until")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna")[-1] == "end. 2026-03-07 12:00"
    assert world.reason("Ben") == "active"
    world.change("Ben", "2026-03-21 10:00", city="Köln")
    world.run("2026-03-22 10:00")
    assert world.path("Ben")[-1] == "end. 2026-03-21 10:00"


def test_a_wait_for_a_day_that_is_over_is_over_at_once() -> None:
    world = started(waiting(90))
    fair = journey(IN, step("fair", "wait_until", until={"date": "2026-03-06", "at": "09:00"}), TAG)
    republish(world, fair, "2026-03-07 12:00", {"wait": Choice("move", "fair")})
    world.run("2026-03-20 10:00")
    assert world.path("Anna")[-1] == "tag.next 2026-03-07 12:00"


def test_those_kept_out_move_to_where_the_new_version_keeps_them() -> None:
    watched = waiting(9)
    settings = Settings(holdout=90, holdout_days=30)
    names = [f"K{n}" for n in range(20)]
    world = started(watched.replace(settings=settings), *names)
    with world.engine.rehearse() as hand:
        draft = draft_version(watched, nodes.catalog(), world.database.fields, 2)
        spots = {each.spot.step: each for each in waiting_at(hand, draft, nodes.catalog())}
        assert spots[HOLDOUT].contacts > 10
        assert spots[HOLDOUT].removed
        assert spots[HOLDOUT].title.en == "Kept out for comparison"
    longer = watched.replace(settings=Settings(holdout=90, holdout_days=60))
    republish(world, longer, "2026-03-07 12:00", {HOLDOUT: Choice("move", HOLDOUT)})
    world.run("2026-04-20 10:00")
    assert world.counts().active == spots[HOLDOUT].contacts
    world.run("2026-05-20 10:00")
    assert world.counts().ended == {"holdout": spots[HOLDOUT].contacts}
