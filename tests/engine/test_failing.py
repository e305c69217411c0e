"""What becomes of a contact whose message fails for good (rule 17)."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from app.core.journey import Node, Settings
from app.core.rules.tree import Engagement, HasTag, Rule
from tests.support.world import World, days, journey, step

IN = step("in", "event_trigger", event={"type": "form_submitted"})
MAIL = step("mail", "send_mail", subject="Hallo", body="Hallo {{ contact.first_name }}")


def failed(on_failure: Literal["end", "go_on"], edges: str = "") -> World:
    """A contact without the name that the mail wants."""
    world = World()
    world.contact("Anna", first_name="")
    chain = (IN, MAIL, step("w", "wait", until=days(1)), step("out", "exit"))
    world.publish(journey(*chain, edges=edges, settings=Settings(on_failure=on_failure)))
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-09 10:00")
    return world


def test_the_enrollment_ends_as_failed_unless_the_journey_says_otherwise() -> None:
    assert failed("end").reason("Anna") == "failed"
    going_on = failed("go_on")
    assert (going_on.reason("Anna"), going_on.path("Anna")[-1]) == ("completed", "out. 2026-03-04 10:00")


def test_who_waits_for_the_outcome_goes_on_by_the_ordinary_way() -> None:
    edges = "in>mail mail>w mail.skipped>out w>out"
    assert failed("end", edges).reason("Anna") == "failed"
    assert failed("go_on", edges).path("Anna")[-2:] == ["w.next 2026-03-04 10:00", "out. 2026-03-04 10:00"]


def test_a_way_for_failures_is_taken_in_any_case() -> None:
    edges = "in>mail mail>w mail.failed>out w>out"
    for each in ("end", "go_on"):
        assert failed(each, edges).path("Anna")[-1] == "out. 2026-03-03 10:00"


def forked(*between: Node, rule: Rule) -> World:
    """After the mail that fails come some steps, and a branch at the same instant."""
    world = World()
    world.contact("Anna", first_name="")
    branch = step("fork", "branch", cases=[{"id": "yes", "name": "", "rule": rule.model_dump(mode="json")}])
    ways = ">".join(["in", "mail", *(each.id for each in between), "fork"]).split(">")
    edges = " ".join(f"{a}>{b}" for a, b in pairwise(ways)) + " fork.yes>w w>out"
    rest = (step("w", "wait", until=days(1)), step("out", "exit"))
    world.publish(journey(IN, MAIL, *between, branch, *rest, edges=edges))
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-09 10:00")
    return world


def test_a_contact_does_all_it_has_to_do_at_an_instant_before_its_mail_is_known_to_have_failed() -> None:
    world = forked(step("tag", "change_tags", add=["x"]), rule=HasTag(tag="x"))
    assert world.path("Anna")[-1] == "fork.yes 2026-03-03 10:00"
    assert world.reason("Anna") == "failed"


def test_a_branch_right_after_a_mail_sees_it_as_sent() -> None:
    world = forked(rule=Engagement(step="mail", what="sent"))
    assert world.path("Anna")[-1] == "fork.yes 2026-03-03 10:00"
    assert world.reason("Anna") == "failed"
