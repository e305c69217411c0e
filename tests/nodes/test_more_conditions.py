"""Holdout, reaction to a mail, consent."""

from __future__ import annotations

from app.core.compiler import compile_journey
from app.core.journey import Edge, Journey, Node
from app.core.program import Arm, Await, Branch, Case, Exit, Hold, Split
from app.core.rules.tree import Engagement, HasConsent
from app.core.schedule import Duration, Until
from nodes import catalog
from nodes.conditions.consent import ConsentConfig, ConsentStep
from nodes.conditions.engagement import EngagementConfig, EngagementStep
from nodes.conditions.holdout import Holdout, HoldoutConfig
from tests.nodes.around import around, codes

NODE = Node(id="n1", type="any")
WEEK = Duration(amount=1, unit="weeks")


def test_a_holdout_says_its_share() -> None:
    line = Holdout().line(HoldoutConfig(share=20, days=30), around())
    assert line == ("20 % bleiben außen vor, 30 Tage", "20 % are kept out for 30 days")


def test_whoever_is_kept_out_rests_inside_the_step_and_the_others_go_on() -> None:
    watched = Until(after=Duration(amount=30, unit="days"))
    assert Holdout().compile(HoldoutConfig(share=20, days=30), around()) == (
        Split((Arm(20, "#1"), Arm(80, "next"))),
        Hold(watched),
        Exit("holdout"),
    )
    kept = Journey(
        id="j",
        name="J",
        nodes=(Node(id="h", type="holdout"), Node(id="x", type="exit")),
        edges=(Edge(source="h", port="next", target="x"),),
    )
    assert compile_journey(kept, catalog()).targets == {
        ("h", "#1"): "h#1",
        ("h", "next"): "x",
        ("h#1", "next"): "h#2",
    }


def test_a_reaction_is_asked_at_once() -> None:
    config = EngagementConfig(step="samples", what="clicked")
    asked = Engagement(step="samples", what="clicked")
    assert EngagementStep().line(config, around()) == (
        "„Leseproben“ angeklickt?",
        "“Leseproben” clicked?",
    )
    assert EngagementStep().compile(config, around()) == (Branch((Case(asked, "yes"),), "no"),)


def test_a_reaction_may_be_waited_for() -> None:
    config = EngagementConfig(step="samples", within=WEEK)
    asked = Engagement(step="samples", what="opened")
    assert EngagementStep().line(config, around()).de == "„Leseproben“ geöffnet? Höchstens 1 Woche warten"
    assert EngagementStep().compile(config, around()) == (
        Await(asked, timeout=Until(after=WEEK), matched="yes", timed_out="no"),
    )


def test_waiting_for_a_reaction_for_no_time_is_a_warning() -> None:
    config = EngagementConfig(step="samples", within=Duration(amount=0, unit="days"))
    assert codes(EngagementStep().check(NODE, config, around())) == ["engagement.no_time"]


def test_consent_is_asked_for_the_purpose_of_the_step_or_else_of_the_journey() -> None:
    step = ConsentStep()
    assert step.line(ConsentConfig(), around()).de == "In „newsletter“ eingewilligt?"
    own = ConsentConfig(purpose="post")
    assert step.compile(own, around()) == (Branch((Case(HasConsent(purpose="post"), "yes"),), "no"),)
    assert [port.name for port in step.ports(own)] == ["yes", "no"]
