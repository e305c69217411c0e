"""Findings about jumps, things of the workspace, hours, and what steps name."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.compiler import surroundings
from app.core.journey import Cap, Journey, Node, Settings
from app.core.node import Surroundings
from app.core.problems import Problem
from app.core.rules.tree import InList, JourneyHistory, Points
from app.core.schedule import Duration, Window
from app.core.text import LANGUAGES
from app.core.validation import Known, validate
from app.core.validation.hours import leaves_time
from nodes import catalog
from tests.core.journeys import GOOD_MAIL, asking, field, journey, node

CATALOG = catalog()
EXIT, START, MAIL = node("x", "exit"), node("t", "manual_trigger"), node("m", "send_mail", **GOOD_MAIL)
DAY = {"after": {"amount": 1, "unit": "days"}}
WAIT = node("w", "wait", until=DAY)
NO_DAY, BAVARIA, MARS = Window(weekdays=()), Window(holidays="DE-BY"), Window(holidays="XX")
NIGHT = Window(weekdays=(0, 1, 2, 3, 4, 5, 6), start="20:00", end="08:00")
MORNING, EVENING = Window(start="06:00", end="08:00"), Window(start="19:00", end="21:00")


def _jump(step: str, at_most: int | None = 3, *, between: Node = WAIT) -> Journey:
    """Waits (or something else), and jumps."""
    jump = node("j", "jump", step=step, at_most=at_most)
    return journey(START, between, jump, MAIL, EXIT, edges=f"t>{between.id} {between.id}>j m>x")


def _with(type_id: str, **config: Any) -> Journey:
    """One step between a trigger and an exit."""
    return journey(START, node("s", type_id, **config), EXIT, edges="t>s s>x s:yes>x s:no>x")


def _triggered(type_id: str, **config: Any) -> Journey:
    return journey(node("t", type_id, **config), EXIT, edges="t>x")


def _set(**settings: Any) -> Journey:
    return journey(START, MAIL, EXIT, edges="t>m m>x", settings=Settings(**settings))


def _reacting(step: str) -> Journey:
    return journey(START, MAIL, node("s", "engagement", step=step), EXIT, edges="t>m m>s s:yes>x s:no>x")


SCORE = node("c", "change_score")
CASES: list[tuple[str, Journey, Journey]] = [
    # code, a journey that has it, a near one that has not
    ("jump.nowhere", _jump("gone"), _jump("m")),
    ("jump.trigger", _jump("t"), _jump("m")),
    ("jump.itself", _jump("j"), _jump("m")),
    ("node.field_missing", _jump(""), _jump("m")),
    ("node.unreachable", _jump("w"), _jump("m")),
    ("journey.endless", _jump("c", None, between=SCORE), _jump("c", 2, between=SCORE)),
    ("journey.endless", _jump("c", None, between=SCORE), _jump("w", None)),
    ("rule.unknown_step", _reacting("gone"), _reacting("m")),
    ("rule.not_a_mail", _reacting("x"), _reacting("m")),
    (
        "rule.never_holds",
        asking(
            {
                "kind": "all",
                "rules": [
                    Points(value=5).model_dump(mode="json"),
                    Points(op="lt", value=5).model_dump(mode="json"),
                ],
            }
        ),
        asking(Points(value=5).model_dump(mode="json")),
    ),
    ("rule.incomplete", asking({"kind": "list", "list": ""}), asking({"kind": "list", "list": "l1"})),
    (
        "rule.wrong_value",
        asking(field("created_at", "gt", "soon")),
        asking(field("created_at", "gt", "2026-01-31")),
    ),
    (
        "attribute.unknown",
        _with("give_voucher", pool="p", field="code"),
        _with("give_voucher", pool="p", field="city"),
    ),
    (
        "attribute.read_only",
        _with("give_voucher", pool="p", field="email"),
        _with("give_voucher", pool="p", field="city"),
    ),
    (
        "attribute.wrong_type",
        _with("give_voucher", pool="p", field="score"),
        _with("give_voucher", pool="p", field="city"),
    ),
    (
        "window.unknown_place",
        _with("wait_for_window", window=MARS.model_dump(mode="json")),
        _with("wait_for_window", window=BAVARIA.model_dump(mode="json")),
    ),
    ("node.field_missing", _with("wait_until"), _with("wait_until", until={"date": "2026-12-24"})),
    (
        "node.field_missing",
        _triggered("date_trigger"),
        _triggered("date_trigger", on={"field": "created_at"}),
    ),
    (
        "journey.entry_window",
        _set(entry_from="2026-05-01T00:00", entry_until="2026-04-01T00:00"),
        _set(entry_from="2026-05-01T00:00", entry_until="2026-06-01T00:00"),
    ),
    ("hours.no_weekday", _set(quiet=NO_DAY), _set(quiet=NIGHT)),
    ("hours.no_weekday", _set(send_window=NO_DAY), _set(send_window=BAVARIA)),
    ("hours.unknown_place", _set(send_window=MARS), _set(send_window=BAVARIA)),
    ("hours.none_left", _set(quiet=NIGHT, send_window=MORNING), _set(quiet=NIGHT, send_window=EVENING)),
    ("cap.no_period", _set(cap=Cap(per=Duration(amount=0, unit="days"))), _set(cap=Cap())),
    (
        "consent.no_purpose",
        journey(START, node("s", "consent"), EXIT, edges="t>s s:yes>x s:no>x", settings=Settings(purpose="")),
        _with("consent"),
    ),
]
IDS = [f"{number}-{case[0]}" for number, case in enumerate(CASES)]


def _problems(checked: Journey, around: Surroundings | None = None, **known: Any) -> tuple[Problem, ...]:
    return validate(checked, CATALOG, around, Known(**known))


def _codes(checked: Journey, around: Surroundings | None = None, **known: Any) -> set[str]:
    return {problem.code for problem in _problems(checked, around, **known)}


@pytest.mark.parametrize(("code", "bad", "good"), CASES, ids=IDS)
def test_a_problem_is_found_where_it_is_and_only_there(code: str, bad: Journey, good: Journey) -> None:
    assert code in _codes(bad)
    assert code not in _codes(good)


@pytest.mark.parametrize(("code", "bad", "good"), CASES, ids=IDS)
def test_a_message_is_a_sentence_and_a_remedy_mends(code: str, bad: Journey, good: Journey) -> None:
    for problem in _problems(bad):
        for language in LANGUAGES:
            words = problem.message.pick(language)
            assert words.endswith(".")
            assert "{" not in words
        if problem.remedy is not None:
            mended = problem.remedy.edit(bad)
            assert problem.message not in {each.message for each in _problems(mended)}


@pytest.mark.parametrize(
    ("code", "checked", "things"),
    [
        ("list.unknown", _with("change_list", list="l1"), {"lists": {"l1": "Lesekreis"}}),
        ("pool.unknown", _with("give_voucher", pool="p1", field="city"), {"pools": {"p1": "Herbst"}}),
        ("journey.unknown", _with("start_journey", journey="j1"), {"journeys": {"j1": "Willkommen"}}),
        ("journey.unknown", _with("leave_journey", journey="j1"), {"journeys": {"j1": "Willkommen"}}),
        (
            "service.unknown",
            _with("service_message", service="sms", text="Hallo"),
            {"services": {"sms": "SMS"}},
        ),
        ("stage.unknown", _with("change_stage", stage="vip"), {"stages": ("lead", "vip")}),
        ("rule.unknown_list", _set(goal=InList(list="l1")), {"lists": {"l1": "Lesekreis"}}),
        ("rule.unknown_journey", _set(goal=JourneyHistory(journey="j1")), {"journeys": {"j1": "Willkommen"}}),
    ],
)
def test_a_thing_can_be_missing_only_from_a_known_workspace(
    code: str, checked: Journey, things: dict[str, Any]
) -> None:
    plain = surroundings(checked)
    having = Surroundings(checked, plain.fields, {}, **things)
    assert code in _codes(checked, workspace=True)
    assert code not in _codes(checked)
    assert code not in _codes(checked, having, workspace=True)


def test_a_choice_that_is_gone_can_be_cleared() -> None:
    checked = _with("change_list", list="l1")
    found = next(each for each in _problems(checked, workspace=True) if each.code == "list.unknown")
    assert found.remedy is not None
    assert found.remedy.edit(checked).by_id["s"].config == {"list": ""}


def test_a_server_must_be_allowed_if_it_is_known_which_are() -> None:
    checked = _with("call_address", url="https://till.example/{{ contact.city }}")
    assert "call.not_allowed" not in _codes(checked)
    assert "call.not_allowed" in _codes(checked, hosts=frozenset[str]())
    assert "call.not_allowed" not in _codes(checked, hosts=frozenset({"till.example"}))


def test_the_team_gets_notes_without_imprint_and_without_consent() -> None:
    note = _with("notify_team", to="team@example.org", subject="Anruf")
    silent = note.replace(settings=Settings(purpose=""))
    assert not _codes(silent, imprint=False) & {"mail.no_imprint", "mail.no_purpose"}
    sms = _with("service_message", service="sms", text="Hallo").replace(settings=Settings(purpose=""))
    assert "mail.no_purpose" in _codes(sms)


def test_a_jump_with_a_limit_needs_no_way_out() -> None:
    assert "node.dead_end" not in _codes(_jump("m"))


@pytest.mark.parametrize(
    ("quiet", "sending", "left"),
    [
        (NIGHT, None, True),
        (Window(weekdays=(0, 1, 2, 3, 4, 5, 6), start="00:00", end="00:00"), None, False),
        (
            Window(weekdays=(6,), start="20:00", end="08:00"),
            Window(weekdays=(0,), start="07:00", end="08:00"),
            False,
        ),
        (
            Window(weekdays=(6,), start="20:00", end="08:00"),
            Window(weekdays=(0,), start="07:00", end="08:01"),
            True,
        ),
        (NIGHT, NO_DAY, True),
    ],
)
def test_quiet_hours_leave_time_or_not(quiet: Window, sending: Window | None, *, left: bool) -> None:
    assert leaves_time(quiet, sending) == left
