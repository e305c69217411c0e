"""A journey with custom fields, one titled mail and some things of a workspace, to speak and compile in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.core.compiler import surroundings
from app.core.fields import FieldSpec
from app.core.journey import Journey, Node
from app.core.node import Surroundings
from app.core.problems import Problem


def around() -> Surroundings:
    journey = Journey(
        id="test",
        name="Test",
        nodes=(Node(id="samples", type="send_mail", title="Leseproben"),),
        fields=(
            FieldSpec(key="favorite_genre", label="Lieblingsgenre"),
            FieldSpec(key="birthday", label="Geburtstag", type="date"),
            FieldSpec(key="member", label="Mitglied", type="boolean"),
        ),
    )
    return replace(
        surroundings(journey),
        lists={"club": "Lesekreis"},
        pools={"autumn": "Herbst"},
        journeys={"welcome": "Willkommen"},
        services={"sms": "SMS-Dienst"},
    )


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]
