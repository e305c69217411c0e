"""Give a voucher: a code of its own for every contact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Node
from app.core.node import NEXT_PORT, NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import GiveVoucher
from app.core.text import Text
from nodes.fields import check_settable

_EMPTY = Port("empty", Text("keine mehr da", "none left"))


class GiveVoucherConfig(NodeConfig):
    """From which pool, and into which field the code is written."""

    pool: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Gutscheine", "Vouchers"),
            "pool",
            help=Text("Kein Code wird zweimal vergeben.", "No code is given twice."),
            required=True,
        ),
    ] = ""
    field: Annotated[
        str,
        Field(max_length=40),
        Form(
            Text("Code schreiben in", "Write the code into"),
            "field",
            help=Text(
                "Aus diesem Merkmal nimmt ihn die nächste Mail.",
                "The next mail takes it from this attribute.",
            ),
            required=True,
        ),
    ] = ""


class GiveVoucherStep(NodeType[GiveVoucherConfig]):
    """Gives each contact the next free code of a pool."""

    id = "give_voucher"
    group = "action"
    section = "contact"
    icon = "ticket"
    title = Text("Gutschein vergeben", "Give voucher")
    summary = Text(
        "Gibt jedem Kontakt einen eigenen Gutscheincode, nie denselben zweimal.",
        "Gives each contact a voucher code of their own, never the same one twice.",
    )
    words = Text("rabatt code coupon geschenk", "discount code coupon gift")
    config_type = GiveVoucherConfig

    def ports(self, config: GiveVoucherConfig) -> tuple[Port, ...]:
        """On, and an optional way for when there are no more codes."""
        return NEXT_PORT, _EMPTY

    def line(self, config: GiveVoucherConfig, around: Surroundings) -> Text:
        """The pool and the field."""
        if not config.pool:
            return Text("Gutscheine wählen …", "Choose vouchers …")
        name = quoted(around.pools.get(config.pool, config.pool))
        if not config.field:
            return Text("Code aus ", "Code from ") + name
        return Text("Code aus {name} in {field}", "Code from {name} into {field}").fill(
            name=name, field=around.fields.label(config.field)
        )

    def compile(self, config: GiveVoucherConfig, around: Surroundings) -> tuple[GiveVoucher]:
        """A place at which contacts compete for codes."""
        return (GiveVoucher(config.pool, config.field, empty=_EMPTY.name),)

    def check(self, node: Node, config: GiveVoucherConfig, around: Surroundings) -> Iterable[Problem]:
        """The field must be one for text that may be set."""
        return check_settable(node, "field", config.field, around, ("text",))
