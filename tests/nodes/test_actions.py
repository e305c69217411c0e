"""Send mail and the steps that change a contact."""

from __future__ import annotations

import pytest

from app.core.journey import Node
from app.core.program import AddToAttribute, Apply, ChangeTag, MailContent, Send, SetAttribute
from nodes.actions.change_score import ChangeScore, ChangeScoreConfig
from nodes.actions.change_tags import ChangeTags, ChangeTagsConfig
from nodes.actions.send_mail import SendMail, SendMailConfig
from nodes.actions.set_attribute import SetAttributeConfig, SetAttributeStep
from tests.nodes.around import around

NODE = Node(id="n1", type="any")


@pytest.mark.parametrize(
    ("subject", "de", "en"),
    [
        ("Ihre Leseproben", "„Ihre Leseproben“", "“Ihre Leseproben”"),
        ("Für {{ contact.first_name }}", "„Für {Vorname}“", "“Für {First name}”"),
        ("Für {{contact.first_name | default('Sie', true)}}", "„Für {Vorname}“", "“Für {First name}”"),
        ("{% if contact.city %}In {{ contact.city }}{% endif %}", "„In {Ort}“", "“In {City}”"),
        ("Neu: {{ contact.favorite_genre }}", "„Neu: {Lieblingsgenre}“", "“Neu: {Lieblingsgenre}”"),
    ],
)
def test_a_mail_says_its_subject_with_labels_for_placeholders(subject: str, de: str, en: str) -> None:
    assert SendMail().line(SendMailConfig(subject=subject), around()) == (de, en)


def test_a_mail_takes_the_purpose_of_the_journey_unless_it_has_its_own() -> None:
    config = SendMailConfig(subject="S", preheader="P", body="B", layout="bookshop")
    content = MailContent("S", "P", "B", "bookshop")
    assert SendMail().compile(config, around()) == (Send(content, "newsletter"),)
    own = config.model_copy(update={"purpose": "service"})
    assert SendMail().compile(own, around()) == (Send(content, "service"),)


def test_a_mail_has_optional_ways_for_what_was_not_sent() -> None:
    ports = SendMail().ports(SendMailConfig())
    assert [(port.name, port.required) for port in ports] == [
        ("next", False),
        ("skipped", False),
        ("failed", False),
    ]


def test_a_long_subject_is_a_hint() -> None:
    problems = list(SendMail().check(NODE, SendMailConfig(subject="x" * 91), around()))
    assert [(problem.code, problem.severity) for problem in problems] == [("mail.long_subject", "hint")]
    assert not list(SendMail().check(NODE, SendMailConfig(subject="x" * 90), around()))


def test_setting_an_attribute_says_field_and_value() -> None:
    step = SetAttributeStep()
    assert step.line(SetAttributeConfig(field="stage", value="Kunde"), around()).de == "Phase = „Kunde“"
    assert step.line(SetAttributeConfig(field="member", value=True), around()).en == "Mitglied = yes"
    assert step.line(SetAttributeConfig(field="city"), around()).de == "Ort leeren"


def test_setting_an_attribute_compiles_to_one_effect() -> None:
    config = SetAttributeConfig(field="stage", value="Kunde")
    assert SetAttributeStep().compile(config, around()) == (Apply((SetAttribute("stage", "Kunde"),)),)


def test_a_stored_value_keeps_its_kind() -> None:
    kinds = [
        type(SetAttributeStep().parse({"field": "x", "value": value}).value) for value in ("1", 1, 1.5, True)
    ]
    assert kinds == [str, int, float, bool]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("nowhere", "x", "attribute.unknown"),
        ("email", "x", "attribute.read_only"),
        ("score", "viele", "attribute.wrong_kind"),
        ("score", True, "attribute.wrong_kind"),
        ("birthday", "31.3.2026", "attribute.wrong_kind"),
        ("birthday", "20260331", "attribute.wrong_kind"),
        ("member", 1, "attribute.wrong_kind"),
        ("city", 5, "attribute.wrong_kind"),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_a_problem(field: str, value: str | int, code: str) -> None:
    config = SetAttributeConfig(field=field, value=value)
    assert [problem.code for problem in SetAttributeStep().check(NODE, config, around())] == [code]


@pytest.mark.parametrize(
    ("field", "value"),
    [("score", 5), ("birthday", "2026-03-31"), ("member", False), ("city", None), ("", "x")],
)
def test_a_value_that_fits_is_no_problem(field: str, value: str | int | None) -> None:
    assert not list(SetAttributeStep().check(NODE, SetAttributeConfig(field=field, value=value), around()))


def test_tags_say_what_comes_and_goes() -> None:
    config = ChangeTagsConfig(add=("Krimi", "Neu"), remove=("Alt",))
    assert ChangeTags().line(config, around()) == ("+ Krimi, Neu, ohne Alt", "+ Krimi, Neu, without Alt")
    assert ChangeTags().compile(config, around()) == (
        Apply(
            (
                ChangeTag("Krimi", present=True),
                ChangeTag("Neu", present=True),
                ChangeTag("Alt", present=False),
            )
        ),
    )


def test_a_tag_that_comes_and_goes_at_once_is_a_warning() -> None:
    config = ChangeTagsConfig(add=("Krimi",), remove=("Krimi",))
    problems = list(ChangeTags().check(NODE, config, around()))
    assert [(problem.code, problem.severity) for problem in problems] == [("tags.both", "warning")]


def test_no_tag_at_all_is_an_error() -> None:
    assert [problem.code for problem in ChangeTags().check(NODE, ChangeTagsConfig(), around())] == [
        "tags.none"
    ]


def test_the_score_says_its_sign() -> None:
    assert ChangeScore().line(ChangeScoreConfig(amount=10), around()) == ("Punktwert +10", "Score +10")
    assert ChangeScore().line(ChangeScoreConfig(amount=-5), around()) == ("Punktwert −5", "Score −5")
    assert ChangeScore().compile(ChangeScoreConfig(amount=-5), around()) == (
        Apply((AddToAttribute("score", -5),)),
    )


def test_zero_points_are_a_warning() -> None:
    problems = list(ChangeScore().check(NODE, ChangeScoreConfig(amount=0), around()))
    assert [problem.code for problem in problems] == ["score.zero"]
