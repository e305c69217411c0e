"""Steps that change a contact, give it something, or hand it over."""

from __future__ import annotations

import pytest

from app.core.compiler import compile_journey
from app.core.journey import Edge, Journey, Node
from app.core.program import (
    Apply,
    Branch,
    Case,
    ChangeList,
    ComputeAttribute,
    CopyAttribute,
    CreateTask,
    EarnPoints,
    Enroll,
    GiveVoucher,
    Leave,
    SetAttribute,
    SetConsent,
    SetDay,
    SpendPoints,
)
from app.core.rules.tree import Attribute, Points
from app.core.schedule import Duration
from nodes import catalog
from nodes.actions.change_list import ChangeListConfig, ChangeListStep
from nodes.actions.change_stage import ChangeStage, ChangeStageConfig
from nodes.actions.compute_attribute import ComputeAttributeConfig, ComputeAttributeStep
from nodes.actions.copy_attribute import CopyAttributeConfig, CopyAttributeStep
from nodes.actions.create_task import CreateTaskConfig, CreateTaskStep
from nodes.actions.earn_points import EarnPointsConfig, EarnPointsStep
from nodes.actions.give_voucher import GiveVoucherConfig, GiveVoucherStep
from nodes.actions.leave_journey import LeaveJourney, LeaveJourneyConfig
from nodes.actions.set_consent import SetConsentConfig, SetConsentStep
from nodes.actions.set_day import SetDayConfig, SetDayStep
from nodes.actions.spend_points import SpendPointsConfig, SpendPointsStep
from nodes.actions.start_journey import StartJourney, StartJourneyConfig
from tests.nodes.around import around, codes

NODE = Node(id="n1", type="any")
YEAR = Duration(amount=12, unit="months")


def test_copying_names_both_attributes() -> None:
    config = CopyAttributeConfig(source="city", field="favorite_genre")
    assert CopyAttributeStep().line(config, around()).de == "Lieblingsgenre = Ort"
    assert CopyAttributeStep().compile(config, around()) == (
        Apply((CopyAttribute("favorite_genre", "city"),)),
    )


@pytest.mark.parametrize(
    ("source", "field", "found"),
    [
        ("city", "score", ["attribute.types_differ"]),
        ("city", "city", ["attribute.itself"]),
        ("city", "email", ["attribute.read_only"]),
        ("email", "city", []),
        ("gone", "gone", ["attribute.unknown", "attribute.unknown"]),
        ("", "", []),
    ],
)
def test_only_what_fits_can_be_copied(source: str, field: str, found: list[str]) -> None:
    config = CopyAttributeConfig(source=source, field=field)
    assert codes(CopyAttributeStep().check(NODE, config, around())) == found


def test_computing_says_the_calculation() -> None:
    config = ComputeAttributeConfig(field="score", left="score", op="*", right=1.5)
    assert ComputeAttributeStep().line(config, around()) == (
        "Punktwert = Punktwert × 1,5",
        "Score = Score × 1.5",
    )
    assert ComputeAttributeStep().compile(config, around()) == (
        Apply((ComputeAttribute("score", "score", "*", 1.5),)),
    )


@pytest.mark.parametrize(
    ("config", "found"),
    [
        (ComputeAttributeConfig(field="score", left="score", op="/", right=0), ["attribute.by_zero"]),
        (ComputeAttributeConfig(field="score", left="city"), ["attribute.wrong_type"]),
        (ComputeAttributeConfig(field="city", left=1), ["attribute.wrong_type"]),
        (ComputeAttributeConfig(field="score", left="score"), []),
    ],
)
def test_only_numbers_can_be_computed(config: ComputeAttributeConfig, found: list[str]) -> None:
    assert codes(ComputeAttributeStep().check(NODE, config, around())) == found


@pytest.mark.parametrize(
    ("days", "de", "en"),
    [
        (0, "Geburtstag = heute", "Geburtstag = today"),
        (3, "Geburtstag = in 3 Tagen", "Geburtstag = in 3 days"),
        (-1, "Geburtstag = vor 1 Tag", "Geburtstag = 1 day ago"),
    ],
)
def test_setting_a_day_says_which(days: int, de: str, en: str) -> None:
    config = SetDayConfig(field="birthday", days=days)
    assert SetDayStep().line(config, around()) == (de, en)
    assert SetDayStep().compile(config, around()) == (Apply((SetDay("birthday", days),)),)
    assert codes(SetDayStep().check(NODE, SetDayConfig(field="city"), around())) == ["attribute.wrong_type"]


def test_a_list_is_called_by_its_name() -> None:
    step = ChangeListStep()
    assert step.line(ChangeListConfig(list="club"), around()).de == "auf die Liste „Lesekreis“"
    off = ChangeListConfig(list="club", change="remove")
    assert step.line(off, around()).en == "off the list “Lesekreis”"
    assert step.compile(off, around()) == (Apply((ChangeList("club", present=False),)),)


def test_a_stage_is_set_for_all_or_only_for_those_who_are_not_further() -> None:
    change = Apply((SetAttribute("stage", "customer"),))
    always = ChangeStageConfig(stage="customer", only_forward=False)
    assert ChangeStage().compile(always, around()) == (change,)
    forward = ChangeStageConfig(stage="customer")
    further = Attribute(field="stage", op="one_of", value=("regular", "lapsed"))
    assert ChangeStage().compile(forward, around()) == (Branch((Case(further, "next"),), "#1"), change)
    assert ChangeStage().line(forward, around()) == (
        "Phase: Kunde, nur vorwärts",
        "Stage: Customer, only forward",
    )


def test_nobody_is_further_than_the_last_stage() -> None:
    assert len(ChangeStage().compile(ChangeStageConfig(stage="lapsed"), around())) == 1


def test_earned_points_may_expire() -> None:
    config = EarnPointsConfig(amount=100, expires=YEAR, reason="Kauf")
    assert EarnPointsStep().line(config, around()).de == "+100 Treuepunkte, gültig 12 Monate"
    assert EarnPointsStep().compile(config, around()) == (Apply((EarnPoints(100, YEAR, "Kauf"),)),)
    assert EarnPointsStep().line(EarnPointsConfig(amount=1), around()).en == "+1 loyalty point"


def test_points_are_spent_only_by_those_who_have_enough() -> None:
    config = SpendPointsConfig(amount=100, reason="Buch")
    assert SpendPointsStep().line(config, around()).de == "−100 Treuepunkte"
    assert SpendPointsStep().compile(config, around()) == (
        Branch((Case(Points(value=100), "#1"),), "not_enough"),
        Apply((SpendPoints(100, "Buch"),)),
    )
    journey = Journey(
        id="j",
        name="J",
        nodes=(Node(id="s", type="spend_points"), Node(id="x", type="exit"), Node(id="y", type="exit")),
        edges=(Edge(source="s", port="next", target="x"), Edge(source="s", port="not_enough", target="y")),
    )
    assert compile_journey(journey, catalog()).targets == {
        ("s", "#1"): "s#1",
        ("s", "not_enough"): "y",
        ("s#1", "next"): "x",
    }


def test_a_word_of_consent_is_noted_with_its_wording() -> None:
    config = SetConsentConfig(status="granted", wording="Ja, gern")
    assert SetConsentStep().line(config, around()) == ("„newsletter“ erteilt", "“newsletter” granted")
    assert SetConsentStep().compile(config, around()) == (
        Apply((SetConsent("newsletter", "granted", "Ja, gern"),)),
    )


def test_a_voucher_says_where_its_code_goes() -> None:
    config = GiveVoucherConfig(pool="autumn", field="city")
    assert GiveVoucherStep().line(config, around()).de == "Code aus „Herbst“ in Ort"
    assert GiveVoucherStep().line(GiveVoucherConfig(pool="autumn"), around()).en == "Code from “Herbst”"
    assert GiveVoucherStep().compile(config, around()) == (GiveVoucher("autumn", "city"),)
    assert [port.name for port in GiveVoucherStep().ports(config)] == ["next", "empty"]


def test_a_task_says_who_does_it_and_that_mails_rest() -> None:
    day = Duration(amount=1, unit="days")
    config = CreateTaskConfig(title="Anrufen", owner="Bea", note="bald", due=day, lock=YEAR)
    assert CreateTaskStep().line(config, around()) == (
        "„Anrufen“ für Bea, keine Mails: 12 Monate",
        "“Anrufen” for Bea, no mails: 12 months",
    )
    assert CreateTaskStep().compile(config, around()) == (
        Apply((CreateTask("Anrufen", "Bea", "bald", day, YEAR),)),
    )


def test_other_journeys_are_called_by_their_names() -> None:
    assert StartJourney().line(StartJourneyConfig(journey="welcome"), around()).de == "„Willkommen“ beginnen"
    assert LeaveJourney().line(LeaveJourneyConfig(journey="welcome"), around()).en == "Leave “Willkommen”"
    assert StartJourney().compile(StartJourneyConfig(journey="welcome"), around()) == (Enroll("welcome"),)
    assert LeaveJourney().compile(LeaveJourneyConfig(journey="welcome"), around()) == (Leave("welcome"),)


def test_a_journey_neither_starts_nor_leaves_itself() -> None:
    starting = StartJourney().check(NODE, StartJourneyConfig(journey="test"), around())
    leaving = LeaveJourney().check(NODE, LeaveJourneyConfig(journey="test"), around())
    assert codes([*starting, *leaving]) == ["start.itself", "leave.itself"]
