"""Compute an attribute: add, subtract, multiply or divide two numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.formats import number_words
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Apply, ComputeAttribute
from app.core.text import Text, same
from nodes.fields import NUMBERS, check_readable, check_settable

Operand = Annotated[str, Field(max_length=40)] | Annotated[int | float, Field(ge=-1e12, le=1e12)]
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": ":"}
_BY_ZERO = Text(
    "Durch 0 kann nicht geteilt werden: Das Merkmal würde geleert. Tragen Sie eine andere Zahl ein.",
    "One cannot divide by 0: the attribute would be cleared. Enter another number.",
)


class ComputeAttributeConfig(NodeConfig):
    """The field, and the two numbers it is computed from."""

    field: Annotated[
        str,
        Field(max_length=40),
        Form(Text("Ergebnis in", "Result into"), "number_field", required=True),
    ] = ""
    left: Annotated[Operand, Form(Text("Erste Zahl", "First number"), "operand", required=True)] = ""
    op: Annotated[
        Literal["+", "-", "*", "/"],
        Form(
            Text("Rechnung", "Calculation"),
            "choice",
            choices={
                "+": Text("plus", "plus"),
                "-": Text("minus", "minus"),
                "*": Text("mal", "times"),
                "/": Text("geteilt durch", "divided by"),
            },
        ),
    ] = "+"
    right: Annotated[
        Operand,
        Form(
            Text("Zweite Zahl", "Second number"),
            "operand",
            help=Text(
                "Fehlt einem Kontakt ein Wert, wird das Ergebnis geleert.",
                "If a contact lacks a value, the result is cleared.",
            ),
            required=True,
        ),
    ] = 1


class ComputeAttributeStep(NodeType[ComputeAttributeConfig]):
    """Sets a number field to the result of a calculation."""

    id = "compute_attribute"
    group = "action"
    section = "contact"
    icon = "calculator"
    title = Text("Merkmal berechnen", "Compute attribute")
    summary = Text(
        "Rechnet mit Zahlen des Kontakts, etwa Umsatz geteilt durch Käufe.",
        "Calculates with numbers of the contact, such as sales divided by purchases.",
    )
    words = Text("feld rechnen formel summe zahl", "field calculate formula sum number math")
    config_type = ComputeAttributeConfig

    def line(self, config: ComputeAttributeConfig, around: Surroundings) -> Text:
        """The calculation."""
        if not config.field or config.left == "" or config.right == "":
            return Text("Merkmal und Zahlen wählen …", "Choose attribute and numbers …")
        return Text("{field} = {left} {sign} {right}", "{field} = {left} {sign} {right}").fill(
            field=around.fields.label(config.field),
            left=_operand(config.left, around),
            sign=_SIGNS[config.op],
            right=_operand(config.right, around),
        )

    def compile(self, config: ComputeAttributeConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((ComputeAttribute(config.field, config.left, config.op, config.right),)),)

    def check(self, node: Node, config: ComputeAttributeConfig, around: Surroundings) -> Iterable[Problem]:
        """All fields must be numbers, and nothing is divided by 0."""
        yield from check_settable(node, "field", config.field, around, NUMBERS)
        for name, operand in (("left", config.left), ("right", config.right)):
            if isinstance(operand, str):
                yield from check_readable(node, name, operand, around, NUMBERS)
        if config.op == "/" and config.right == 0:
            yield Problem("attribute.by_zero", "error", _BY_ZERO, node=node.id, field="right")


def _operand(operand: str | float, around: Surroundings) -> Text:
    if isinstance(operand, str):
        return around.fields.label(operand) if operand else same("…")
    return number_words(operand)
