"""A journey with one custom field and one titled mail, for steps to speak and compile in."""

from __future__ import annotations

from app.core.compiler import surroundings
from app.core.fields import FieldSpec
from app.core.journey import Journey, Node
from app.core.node import Surroundings


def around() -> Surroundings:
    return surroundings(
        Journey(
            id="test",
            name="Test",
            nodes=(Node(id="samples", type="send_mail", title="Leseproben"),),
            fields=(
                FieldSpec(key="favorite_genre", label="Lieblingsgenre"),
                FieldSpec(key="birthday", label="Geburtstag", type="date"),
                FieldSpec(key="member", label="Mitglied", type="boolean"),
            ),
        )
    )
