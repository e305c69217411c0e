"""What a journey asks about: the rules and event filters in its program, and the values they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.program import (
    Await,
    Branch,
    OnChange,
    OnDate,
    OnEvent,
    OnManual,
    OnSchedule,
    OnSegment,
    Program,
)
from app.core.rules.reads import Reads, reads
from app.core.rules.tree import Attribute, EventFilter, EventHappened, PropertyTest, Rule, Scalar, leaves


@dataclass(frozen=True)
class Listening:
    """The questions of one journey, gathered once."""

    rules: tuple[Rule, ...]
    filters: tuple[EventFilter, ...]
    triggers: tuple[OnEvent, ...]

    @property
    def reads(self) -> Reads:
        """Everything the rules look at."""
        return reads(*self.rules)

    @property
    def event_types(self) -> frozenset[str]:
        """Every type of event that anything in the journey waits for or asks about."""
        return self.reads.events | {each.type for each in self.filters if each.type}

    @property
    def trigger_types(self) -> frozenset[str]:
        """The types of events that let contacts in."""
        return frozenset(each.event.type for each in self.triggers if each.event.type)

    def field_values(self) -> Mapping[str, list[Scalar]]:
        """The values that rules compare each field with."""
        found: dict[str, list[Scalar]] = defaultdict(list)
        for rule in self.rules:
            for leaf in leaves(rule):
                if isinstance(leaf, Attribute):
                    found[leaf.field] += _scalars(leaf.value)
        return found

    def property_values(self, event_type: str) -> Mapping[str, list[Scalar]]:
        """The values that anything compares the properties of an event with."""
        found: dict[str, list[Scalar]] = defaultdict(list)
        for each in self.filters:
            if each.type == event_type:
                for test in each.where:
                    found[test.property] += _scalars(test.value)
        return found


def listening(program: Program) -> Listening:
    """What a program asks about."""
    rules = [rule for rule in (program.settings.goal, program.settings.exit) if rule is not None]
    filters: list[EventFilter] = []
    triggers: list[OnEvent] = []
    for step in program.steps.values():
        match step.instruction:
            case Branch(cases=cases):
                rules += [case.rule for case in cases]
            case Await(event=event):
                if isinstance(event, EventFilter):
                    filters.append(event)
                else:
                    rules.append(event)
            case OnEvent(event=event, filter=filter_) as source:
                triggers.append(source)
                filters.append(event)
                rules += [filter_] if filter_ else []
            case OnSegment(rule=rule, filter=filter_):
                rules += [rule, *([filter_] if filter_ else [])]
            case OnManual(filter=filter_) | OnChange(filter=filter_) | OnDate(filter=filter_):
                rules += [filter_] if filter_ else []
            case OnSchedule(filter=filter_):
                rules += [filter_] if filter_ else []
            case _:
                pass
    filters += [leaf.event for rule in rules for leaf in leaves(rule) if isinstance(leaf, EventHappened)]
    return Listening(tuple(rules), tuple(filters), tuple(triggers))


def satisfying(tests: tuple[PropertyTest, ...]) -> Iterator[tuple[str, Scalar]]:
    """A value for each tested property that passes its test, where one can be named."""
    for test in tests:
        values = _scalars(test.value)
        if not values or test.op in ("ne", "not_contains", "is_empty"):
            continue
        value = values[0]
        if isinstance(value, int | float) and not isinstance(value, bool):
            value += {"gt": 1, "lt": -1}.get(test.op, 0)
        yield test.property, value


def _scalars(value: Scalar | tuple[Scalar, ...] | None) -> list[Scalar]:
    if value is None:
        return []
    return list(value) if isinstance(value, tuple) else [value]
