"""Every finding once where it belongs, and not where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.compiler import surroundings
from app.core.fields import FieldSpec
from app.core.journey import Journey, Settings
from app.core.problems import SEVERITIES, Problem, has_errors
from app.core.rules.tree import HasTag, InSegment
from app.core.text import LANGUAGES
from app.core.validation import Known, validate
from nodes import catalog
from tests.core.journeys import GOOD_MAIL, asking, field, journey, mailing, node

CATALOG = catalog()
EXIT, START, MAIL = node("x", "exit"), node("t", "manual_trigger"), node("m", "send_mail", **GOOD_MAIL)
HOLD = {"after": {"amount": 1, "unit": "days"}}
NO_HOLD = {"after": {"amount": 0, "unit": "days"}, "window": {}}
GOOD = journey(START, MAIL, EXIT, edges="t>m m>x")


def _round(between: str, **config: Any) -> Journey:
    """Score, another step, and back to the score."""
    ports = {"wait_for_event": ":timed_out"}.get(between, "")
    return journey(
        START, node("s", "change_score"), node("w", between, **config), edges=f"t>s s>w w{ports}>s"
    )


def _waiting(since: str, port: str) -> Journey:
    wait = node("w", "wait_for_event", event={"type": "purchase"}, since=since, timeout=HOLD)
    return journey(START, node("s", "change_score"), wait, EXIT, edges=f"t>s s>w w:{port}>s")


def _not(rule: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "not", "rule": rule}


def _all(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "all", "rules": list(rules)}


def _nested(levels: int) -> dict[str, Any]:
    rule: dict[str, Any] = {"kind": "tag", "tag": "x"}
    for _ in range(levels - 1):
        rule = _not(rule)
    return rule


def _opened(step: str) -> dict[str, Any]:
    return {"kind": "engagement", "step": step, "what": "opened"}


def _split(*weights: int) -> Journey:
    arms = [{"id": f"a{place}", "weight": weight} for place, weight in enumerate(weights)]
    return journey(START, node("s", "split", arms=arms), EXIT, edges="t>s s:a0>x s:a1>x")


def _waits(amount: Any) -> Journey:
    wait = node("w", "wait", until={"after": {"amount": amount, "unit": "days"}})
    return journey(START, wait, EXIT, edges="t>w w>x")


TAGGED = {"kind": "tag", "tag": "vip"}
GENRE = FieldSpec(key="genre", label="Genre")
OVER_5, OVER_10, UNDER_3 = field("score", "gt", 5), field("score", "gt", 10), field("score", "lt", 3)

CASES: list[tuple[str, Journey, Journey]] = [
    # code, a journey that has it, a near one that has not
    ("journey.no_trigger", journey(MAIL, EXIT, edges="m>x"), GOOD),
    (
        "journey.time_zone",
        GOOD.replace(settings=Settings(time_zone="Mars")),
        GOOD.replace(settings=Settings(time_zone="Europe/Zurich")),
    ),
    ("journey.endless", _round("change_tags", add=["x"]), _round("wait", until=HOLD)),
    ("journey.endless", _round("wait", until=NO_HOLD), _round("wait_for_event", event={"type": "p"})),
    ("journey.endless", _waiting("entry", "matched"), _waiting("arrival", "matched")),
    ("journey.endless", journey(START, node("s", "change_score"), edges="t>s s>s"), GOOD),
    (
        "field.standard",
        GOOD.replace(fields=(FieldSpec(key="city", label="C"),)),
        GOOD.replace(fields=(GENRE,)),
    ),
    ("node.unreachable", journey(START, MAIL, EXIT, edges="t>x m>x"), GOOD),
    ("node.dead_end", journey(START, MAIL, edges="t>m"), GOOD),
    ("node.dead_end", journey(START, MAIL, EXIT, edges="t>m m:failed>x"), GOOD),
    ("node.unknown_type", journey(START, node("u", "hologram"), edges="t>u"), GOOD),
    ("node.malformed", _waits(-1), _waits(1)),
    ("node.malformed", _waits("3"), _waits(0)),
    ("node.malformed", journey(START, node("x", "exit", color="red"), edges="t>x"), GOOD),
    ("node.field_missing", mailing("Text", subject=" "), mailing("Text")),
    ("node.field_missing", mailing(""), mailing("Text")),
    ("node.field_missing", journey(node("t", "event_trigger"), EXIT, edges="t>x"), GOOD),
    ("port.unconnected", journey(START), GOOD),
    ("edge.no_port", journey(START, MAIL, EXIT, edges="t>m m>x m:magic>x"), GOOD),
    ("exit.continues", journey(START, EXIT, MAIL, edges="t>x x>m"), GOOD),
    ("trigger.entered", journey(START, MAIL, edges="t>m m>t"), GOOD),
    ("rule.incomplete", asking(field("city", "eq")), asking(field("city", "is_empty"))),
    ("rule.incomplete", asking({"kind": "tag", "tag": ""}), asking(TAGGED)),
    ("rule.empty_group", asking(_all(_all(), TAGGED)), asking(_all(TAGGED))),
    ("rule.too_large", asking(_all(*201 * [TAGGED])), asking(_all(*200 * [TAGGED]))),
    (
        "rule.too_large",
        asking(field("city", "contains", "x" * 1_001)),
        asking(field("city", "contains", "x" * 1_000)),
    ),
    ("rule.too_deep", asking(_nested(13)), asking(_nested(12))),
    ("rule.never_holds", asking(_all(OVER_5, UNDER_3)), asking(_all(UNDER_3, _not(OVER_5)))),
    ("rule.never_holds", asking(_all(TAGGED, _not(TAGGED))), asking(_all(TAGGED, OVER_5))),
    (
        "rule.unknown_field",
        asking(field("genre", "eq", "crime")),
        asking(field("genre", "eq", "crime"), fields=(GENRE,)),
    ),
    ("rule.wrong_operator", asking(field("city", "gt", "5")), asking(field("score", "gt", 5))),
    ("rule.wrong_operator", asking(field("score", "contains", 5)), asking(field("city", "contains", "5"))),
    (
        "rule.wrong_operator",
        asking({"kind": "date", "field": "city"}),
        asking({"kind": "date", "field": "created_at"}),
    ),
    ("rule.wrong_value", asking(field("score", "eq", "five")), asking(field("score", "eq", 5))),
    ("rule.wrong_value", asking(field("city", "one_of", "A")), asking(field("city", "one_of", ["A"]))),
    ("rule.unknown_step", asking(_opened("gone")), asking(_opened("m"))),
    ("rule.not_a_mail", asking(_opened("w")), asking(_opened("m"))),
    (
        "rule.mail_later",
        journey(
            START,
            node("b", "branch", cases=[{"id": "y", "rule": _opened("m")}]),
            MAIL,
            EXIT,
            edges="t>b b:y>m",
        ),
        asking(_opened("m")),
    ),
    ("branch.same_rule", asking(OVER_5, OVER_5), asking(OVER_10, OVER_5)),
    ("branch.never_reached", asking(OVER_5, OVER_10), asking(OVER_10, OVER_5)),
    (
        "branch.never_reached",
        asking(OVER_5, field("score", "le", 5), field("score", "eq", 7)),
        asking(OVER_5, field("score", "le", 5), field("score", "is_empty")),
    ),
    ("split.all_zero", _split(0, 0), _split(0, 1)),
    (
        "mail.no_purpose",
        GOOD.replace(settings=Settings(purpose="")),
        journey(START, node("m", "send_mail", **GOOD_MAIL, purpose="news"), settings=Settings(purpose="")),
    ),
    ("template.syntax", mailing("Hallo {{ contact.first_name"), mailing("Hallo {{ contact.email }}")),
    ("template.not_allowed", mailing("{{ range(9) }}"), mailing("{{ contact.email | upper }}")),
    (
        "template.unknown_field",
        mailing("{{ contact.genre }}"),
        mailing("{{ contact.genre }}", fields=(GENRE,)),
    ),
    (
        "template.unknown_name",
        mailing("{{ first_name }}"),
        mailing("{{ sender.name }} {{ unsubscribe_url }}"),
    ),
    ("template.unknown_name", mailing("{{ sender.password }}"), mailing("{{ sender.imprint }}")),
    ("template.unknown_name", mailing("{{ contact }}"), mailing("{{ contact.email }}")),
    ("template.no_event", mailing("{{ event.book }}"), mailing("{{ event.book }}", trigger="event_trigger")),
    (
        "template.no_fallback",
        mailing("{{ contact.first_name }}"),
        mailing("{{ contact.first_name | default('') }} {{ contact.email }}"),
    ),
]


def _problems(checked: Journey, **known: Any) -> tuple[Problem, ...]:
    return validate(checked, CATALOG, known=Known(**known))


def _codes(checked: Journey, **known: Any) -> set[str]:
    return {problem.code for problem in _problems(checked, **known)}


@pytest.mark.parametrize(
    ("code", "bad", "good"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)]
)
def test_a_problem_is_found_where_it_is_and_only_there(code: str, bad: Journey, good: Journey) -> None:
    assert code in _codes(bad)
    assert code not in _codes(good)


@pytest.mark.parametrize(
    ("code", "bad", "good"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)]
)
def test_a_message_is_a_sentence_and_a_remedy_mends(code: str, bad: Journey, good: Journey) -> None:
    for problem in _problems(bad):
        for language in LANGUAGES:
            words = problem.message.pick(language)
            assert words.endswith(".")
            assert "{place}" not in words
            assert "{step}" not in words
        assert problem.node is None or problem.node in bad.by_id
        if problem.remedy is not None:
            mended = problem.remedy.edit(bad)
            assert problem.message not in {each.message for each in _problems(mended)}


def test_a_good_journey_has_no_problems() -> None:
    assert _problems(GOOD, workspace=True, imprint=True) == ()


def test_a_missing_imprint_is_an_error_only_if_the_workspace_is_known() -> None:
    assert "mail.no_imprint" in _codes(GOOD, imprint=False)
    assert "mail.no_imprint" not in _codes(GOOD, imprint=None)
    assert "mail.no_imprint" not in _codes(GOOD, imprint=True)


def test_a_segment_can_be_missing_only_from_a_known_workspace() -> None:
    checked = GOOD.replace(settings=Settings(goal=InSegment(segment="s1")))
    around = surroundings(checked, segments={"s1": "Stammkunden"})
    assert "rule.unknown_segment" in _codes(checked, workspace=True)
    assert "rule.unknown_segment" not in _codes(checked)
    assert not validate(checked, CATALOG, around, Known(workspace=True))


def test_rules_of_the_settings_are_checked_too() -> None:
    checked = GOOD.replace(settings=Settings(goal=HasTag(tag=""), exit=HasTag(tag="")))
    fields = [problem.field for problem in _problems(checked) if problem.code == "rule.incomplete"]
    assert fields == ["goal", "exit"]


def test_errors_come_first_and_then_the_order_of_the_steps() -> None:
    broken = journey(
        START,
        node("a", "hologram"),
        node("m", "send_mail", subject="{{", body=""),
        node("z", "wait"),
        edges="t>m",
    )
    found = _problems(broken)
    ranks = [SEVERITIES.index(problem.severity) for problem in found]
    assert ranks == sorted(ranks)
    assert [problem.node for problem in found if problem.severity == "error"] == ["a", "m", "m"]
    assert has_errors(found)


def test_a_problem_names_the_field_it_is_about() -> None:
    assert ("node.field_missing", "body") in {(each.code, each.field) for each in _problems(mailing(""))}
    assert ("template.syntax", "subject") in {
        (each.code, each.field) for each in _problems(mailing("x", subject="{{"))
    }


def test_the_steps_of_a_circle_are_named() -> None:
    words = next(
        each for each in _problems(_round("change_tags", add=["x"])) if each.code == "journey.endless"
    )
    assert "„Punktwert“, „Schlagwort“" in words.message.de


def test_an_empty_journey_lacks_only_a_trigger() -> None:
    assert [problem.code for problem in _problems(Journey(id="j", name="J"))] == ["journey.no_trigger"]
