from __future__ import annotations

from itertools import pairwise

from app.core.compiler import surroundings
from app.core.journey import Cap, Journey, Settings
from app.core.rules.tree import Attribute
from app.core.schedule import Duration, Window
from app.core.text import same
from app.services.describing import Line, as_text, describe
from nodes import catalog
from tests.support.small_journey import small_journey
from tests.support.world import journey, step

CASES = [{"id": "yes", "name": "", "rule": {"kind": "tag", "tag": "vip"}}]


def told(document: Journey) -> list[str]:
    return as_text(describe(document, catalog(), surroundings(document)), "en").splitlines()


def test_steps_are_numbered_in_the_order_of_the_way() -> None:
    lines = told(small_journey())
    assert lines[0] == "Journey “Probe”"
    assert [line.partition(":")[0] for line in lines[2:]] == [
        "1. form",
        "2. mail",
        "3. wait",
        "4. tag",
        "5. end",
    ]


def test_ways_that_meet_again_are_told_once() -> None:
    chain = (step("in", "manual_trigger"), step("ask", "branch", cases=CASES), step("out", "exit"))
    lines = told(journey(*chain, edges="in>ask ask.yes>out ask.else>out"))
    assert lines[-3:] == ["   Yes:", lines[-2], "   No: on to step 3"]
    assert lines[-2].startswith("      3. out")


def test_an_open_way_is_an_end_and_a_cycle_is_no_trap() -> None:
    chain = (step("in", "manual_trigger"), step("ask", "branch", cases=CASES))
    lines = told(journey(*chain, edges="in>ask ask.yes>ask"))
    assert lines[-2:] == ["   Yes: on to step 2", "   No: end of the journey"]


def test_steps_that_no_trigger_reaches_come_last() -> None:
    lines = told(journey(step("in", "manual_trigger"), step("alone", "exit"), edges="in>in"))
    assert lines[-2] == "Not reached by any trigger:"
    assert "alone" in lines[-1]


def test_settings_of_the_journey_come_first() -> None:
    rule = Attribute(field="city", value="Wien")
    settings = Settings(reentry="never", reentry_lock=Duration(amount=2, unit="days"), goal=rule, exit=rule)
    lines = told(small_journey(settings=settings))
    assert lines[1] == "Each contact takes part at most once."
    assert lines[2] == "Lock period after leaving: 2 days"
    assert lines[3].startswith("Goal of the journey: ")
    assert lines[4].startswith("Early exit: ")


def test_a_chain_of_thousands_of_branches_is_told_without_end_of_stack() -> None:
    names = [f"b{number}" for number in range(3_000)]
    chain = (step("in", "manual_trigger"), *(step(name, "branch", cases=CASES) for name in names))
    edges = " ".join(["in>b0", *(f"{a}.yes>{b}" for a, b in pairwise(names))])
    assert len(told(journey(*chain, edges=edges))) > 6_000


def test_thousands_of_levels_do_not_make_thousands_of_spaces() -> None:
    words = as_text(tuple(Line(depth, same("x")) for depth in range(5_000)), "en")
    assert len(words) < 500_000


def test_settings_that_differ_from_the_usual_ones_are_told() -> None:
    settings = Settings(
        entry_from="2026-05-01T09:00",
        entry_until="2026-06-01T00:00",
        quiet=Window(start="20:00", end="08:00"),
        send_window=Window(),
        cap=Cap(),
        sales_lock=False,
        catch_up="ask",
        on_failure="go_on",
        holdout=10,
    )
    lines = told(small_journey(settings=settings))
    assert lines[2:12] == [
        "Entry not before 1 May 2026, 9:00.",
        "Entry only until 1 Jun 2026, 0:00.",
        "Holdout: 10 % of the contacts, watched for 90 days.",
        "Messages go only: Mon–Fri, 9:00–17:00.",
        "Quiet hours: Mon–Fri, 20:00–8:00.",
        "What is due otherwise is put off.",
        "At most 3 messages in 7 days, more are left out.",
        "Those talking to sales get messages too.",
        "Late messages wait for a decision.",
        "If a message fails, it goes on all the same.",
    ]


def test_a_jump_is_told_by_its_words_and_leads_to_steps_that_nothing_else_leads_to() -> None:
    steps = (
        step("in", "manual_trigger"),
        step("hop", "jump", step="far", at_most=2),
        step("far", "change_score"),
        step("out", "exit"),
    )
    lines = told(journey(*steps, edges="in>hop hop.over>out"))
    assert lines[-4:] == [
        "2. hop: to “far”, at most 2 times",
        "   afterwards:",
        "      3. out: Journey completed",
        "4. far: Score +10",
    ]
