"""The rule tree as it stands in journey files and in the store.

A rule is a question about one contact at one instant. A comparison with a missing value is false;
`is_empty` is true for it (`docs/semantics.md`, rule 10). An empty `all` holds, an empty `any` does not.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.core.schedule import Duration

CompareOp = Literal[
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "contains",
    "not_contains",
    "starts_with",
    "is_empty",
    "is_not_empty",
    "one_of",
]
Scalar = str | int | float | bool
EngagementKind = Literal["sent", "delivered", "opened", "clicked", "replied", "bounced"]
ConsentStatus = Literal["granted", "denied", "withdrawn"]
MAX_DEPTH = 12


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class AllOf(_Rule):
    """Every part holds."""

    kind: Literal["all"] = "all"
    rules: tuple[Rule, ...] = ()


class AnyOf(_Rule):
    """At least one part holds."""

    kind: Literal["any"] = "any"
    rules: tuple[Rule, ...] = ()


class Not(_Rule):
    """The part does not hold."""

    kind: Literal["not"] = "not"
    rule: Rule


class Attribute(_Rule):
    """A contact field compared with a value; text is compared without regard to case.

    `value` is a scalar, a tuple of scalars for `one_of`, and None for the two emptiness tests.
    """

    kind: Literal["attribute"] = "attribute"
    field: str = Field(max_length=40)
    op: CompareOp = "eq"
    value: Scalar | tuple[Scalar, ...] | None = None


class HasTag(_Rule):
    """The contact carries a tag."""

    kind: Literal["tag"] = "tag"
    tag: str = Field(max_length=80)


class InList(_Rule):
    """The contact stands on a list kept by hand."""

    kind: Literal["list"] = "list"
    list: str = Field(max_length=80)


class Points(_Rule):
    """The contact's loyalty points that have not been spent and have not expired, compared with a number."""

    kind: Literal["points"] = "points"
    op: Literal["ge", "lt"] = "ge"
    value: int = Field(default=1, ge=-1_000_000_000, le=1_000_000_000)


class WithSales(_Rule):
    """Sales is talking to the contact: an open task has locked it, and the lock is not over."""

    kind: Literal["sales_lock"] = "sales_lock"


class InSegment(_Rule):
    """The contact belongs to a segment saved in the workspace."""

    kind: Literal["segment"] = "segment"
    segment: str = Field(max_length=80)


class HasConsent(_Rule):
    """The latest word of the contact on a purpose has this status."""

    kind: Literal["consent"] = "consent"
    purpose: str = Field(max_length=80)
    status: ConsentStatus = "granted"


class PropertyTest(_Rule):
    """A property of an event compared with a value."""

    property: str = Field(max_length=80)
    op: CompareOp = "eq"
    value: Scalar | tuple[Scalar, ...] | None = None


class EventFilter(_Rule):
    """Events of a type whose properties pass every test."""

    type: str = Field(default="", max_length=80)
    where: tuple[PropertyTest, ...] = ()


class EventHappened(_Rule):
    """At least (or at most) `count` matching events up to now, within a period or since entry.

    `within` counts back from the contact's own instant; `since_entry` looks only at the time after
    the contact entered the journey, so never at the event that let it in (no meaning in a segment: there
    it looks at everything).
    """

    kind: Literal["event"] = "event"
    event: EventFilter
    op: Literal["at_least", "at_most"] = "at_least"
    count: int = Field(default=1, ge=0, le=100_000)
    within: Duration | None = None
    since_entry: bool = False


class Engagement(_Rule):
    """What became of the message that a step of this journey sent to this contact in this enrollment."""

    kind: Literal["engagement"] = "engagement"
    step: str = Field(max_length=40)
    what: EngagementKind = "opened"


class DateRelative(_Rule):
    """A date or instant field seen from now: within the last or next so many days, or further away."""

    kind: Literal["date"] = "date"
    field: str = Field(max_length=40)
    op: Literal["within_last", "within_next", "before_last", "after_next"] = "within_last"
    days: int = Field(default=7, ge=0, le=36_500)


class JourneyHistory(_Rule):
    """The contact is in a journey, has ever been in it, or has reached its goal."""

    kind: Literal["journey"] = "journey"
    journey: str = Field(max_length=40)
    what: Literal["is_in", "was_in", "reached_goal"] = "was_in"


Rule = Annotated[
    AllOf
    | AnyOf
    | Not
    | Attribute
    | HasTag
    | InList
    | Points
    | WithSales
    | InSegment
    | HasConsent
    | EventHappened
    | Engagement
    | DateRelative
    | JourneyHistory,
    Field(discriminator="kind"),
]
Leaf = (
    Attribute
    | HasTag
    | InList
    | Points
    | WithSales
    | InSegment
    | HasConsent
    | EventHappened
    | Engagement
    | DateRelative
    | JourneyHistory
)

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


def leaves(rule: Rule) -> tuple[Leaf, ...]:
    """All leaves from left to right."""
    if isinstance(rule, AllOf | AnyOf):
        return tuple(leaf for part in rule.rules for leaf in leaves(part))
    if isinstance(rule, Not):
        return leaves(rule.rule)
    return (rule,)


def depth(rule: Rule) -> int:
    """How deep the tree is; a leaf has depth 1."""
    if isinstance(rule, AllOf | AnyOf):
        return 1 + max((depth(part) for part in rule.rules), default=0)
    if isinstance(rule, Not):
        return 1 + depth(rule.rule)
    return 1
