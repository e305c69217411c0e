"""Random journeys, rules and times for property tests.

`journeys` draws any well-formed document, also with step types that nobody knows. `typed_journeys` draws
journeys over the step types of the program: one trigger, steps that lead only forward, so that every
contact comes to an end.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from app.core.fields import STANDARD_FIELDS, FieldSpec
from app.core.journey import Edge, Frame, Journey, Node, Point, Settings
from app.core.rules.tree import (
    AllOf,
    AnyOf,
    Attribute,
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    Not,
    Rule,
)
from app.core.schedule import Duration, Until, Window
from nodes import catalog

EVENT_TYPES = ("purchase", "form_submitted", "page_visited")
TAGS = ("crime", "vip", "poetry")
CITIES = ("Berlin", "Wien", "Zürich", "Köln")
TRIGGERS = ("event_trigger", "segment_trigger", "manual_trigger")

_LETTERS = "abxyz AÄöß0179.,-_:;\"\\/{}[]()„“'<>&%\n\t\x7f\u2028é漢😀"
words = st.text(_LETTERS, max_size=12)
names = st.text(_LETTERS, min_size=1, max_size=12)
ids = st.text("abcXYZ019_-", min_size=1, max_size=12)
integers = st.integers(-(2**63) + 1, 2**63 - 1)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | integers | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
durations = st.builds(
    Duration,
    amount=st.integers(0, 40),
    unit=st.sampled_from(["minutes", "hours", "days", "weeks", "months"]),
)
clock_times = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
windows = st.builds(
    Window,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    start=clock_times,
    end=clock_times,
)
untils = st.builds(Until, after=durations, window=st.none() | windows)


@cache
def leaves(mails: tuple[str, ...] = ()) -> st.SearchStrategy[Rule]:
    """Leaves over a few cities, scores, tags and events; over the mails of some steps if there are any."""
    city = st.builds(
        Attribute,
        field=st.just("city"),
        op=st.sampled_from(["eq", "ne", "contains", "not_contains", "starts_with"]),
        value=st.sampled_from(CITIES),
    )
    score = st.builds(
        Attribute,
        field=st.just("score"),
        op=st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"]),
        value=st.integers(-20, 60),
    )
    empty = st.builds(
        Attribute, field=st.sampled_from(["city", "score"]), op=st.sampled_from(["is_empty", "is_not_empty"])
    )
    several = st.builds(
        Attribute,
        field=st.just("city"),
        op=st.just("one_of"),
        value=st.lists(st.sampled_from(CITIES), min_size=1, max_size=3).map(tuple),
    )
    event = st.builds(
        EventHappened,
        event=st.builds(EventFilter, type=st.sampled_from(EVENT_TYPES)),
        op=st.sampled_from(["at_least", "at_most"]),
        count=st.integers(0, 3),
        within=st.none() | durations,
    )
    known = [
        city,
        score,
        empty,
        several,
        event,
        st.builds(HasTag, tag=st.sampled_from(TAGS)),
        st.builds(HasConsent, purpose=st.just("newsletter")),
    ]
    if mails:
        known.append(
            st.builds(Engagement, step=st.sampled_from(mails), what=st.sampled_from(["sent", "opened"]))
        )
    return st.one_of(known)


@cache
def rules(mails: tuple[str, ...] = ()) -> st.SearchStrategy[Rule]:
    """Rules of a few levels."""
    return st.recursive(
        leaves(mails),
        lambda inner: (
            st.builds(AllOf, rules=st.lists(inner, max_size=3).map(tuple))
            | st.builds(AnyOf, rules=st.lists(inner, max_size=3).map(tuple))
            | st.builds(Not, rule=inner)
        ),
        max_leaves=5,
    )


settings = st.builds(
    Settings,
    reentry=st.sampled_from(["never", "after_exit", "always"]),
    reentry_lock=st.none() | durations,
    goal=st.none() | rules(),
    exit=st.none() | rules(),
    time_zone=st.sampled_from(["Europe/Berlin", "UTC", "America/New_York"]),
)
field_specs = st.lists(
    st.builds(
        FieldSpec,
        key=st.text("abc_0", min_size=1, max_size=6).map("x_{}".format),
        label=names,
        type=st.sampled_from(["text", "number", "date", "instant", "boolean"]),
    ),
    max_size=3,
    unique_by=lambda spec: spec.key,
).map(tuple)


nodes = st.builds(
    Node, id=ids, type=names, title=words, config=st.dictionaries(words, json_values, max_size=3)
)
places = st.builds(Point, st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))


@st.composite
def frames(draw: st.DrawFn, steps: list[str]) -> tuple[Frame, ...]:
    """Frames around some of the steps of a journey, and notes."""
    order = draw(st.permutations(steps))
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=3)))
    members = [order[start:end] for start, end in pairwise([0, *cuts])]
    free = ids.filter(lambda each: each not in steps)
    names = draw(st.lists(free, min_size=len(cuts), max_size=len(cuts), unique=True))
    return tuple(
        Frame(
            id=name,
            title=draw(words),
            notes=draw(words),
            steps=tuple(inside),
            at=None if inside else draw(places),
            width=draw(st.integers(80, 400)),
            height=draw(st.integers(40, 400)),
            tint=draw(st.sampled_from(["neutral", "green", "amber", "blue", "violet"])),
            collapsed=bool(inside) and draw(st.booleans()),
            lifted=tuple(sorted(draw(st.sets(st.sampled_from([*steps, *names]), max_size=2)))),
            lift=draw(st.integers(0, 400)),
        )
        for name, inside in zip(names, members, strict=True)
    )


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Any well-formed document."""
    found = draw(st.lists(nodes, max_size=5, unique_by=lambda node: node.id))
    some = st.sampled_from([node.id for node in found] or [""])
    most = 5 if found else 0
    ends = draw(st.dictionaries(st.tuples(some, names), some, max_size=most))
    return Journey(
        id=draw(ids),
        name=draw(names),
        language=draw(st.sampled_from(["de", "en"])),
        notes=draw(words),
        nodes=tuple(found),
        edges=tuple(Edge(source=a, port=port, target=b) for (a, port), b in ends.items()),
        layout=draw(st.dictionaries(some, places, max_size=most)),
        fields=draw(field_specs),
        settings=draw(settings),
        frames=draw(frames([node.id for node in found])),
    )


@st.composite
def typed_journeys(draw: st.DrawFn, most_steps: int = 8) -> Journey:
    """A journey over the step types of the program that can be compiled, and mostly published."""
    known = catalog()
    types = [draw(st.sampled_from(TRIGGERS))]
    others = [each.id for each in known if not each.is_trigger]
    types += draw(st.lists(st.sampled_from(others), min_size=1, max_size=most_steps))
    nodes: list[Node] = []
    for place, type_id in enumerate(types):
        mails = tuple(node.id for node in nodes if node.type == "send_mail")
        nodes.append(Node(id=f"n{place}", type=type_id, config=draw(configs(type_id, mails))))
    edges: list[Edge] = []
    empty = Journey(id="random", name="Random", nodes=tuple(nodes))
    for place, node in enumerate(nodes[:-1]):
        for port in known.ports(node, empty):
            if port.required or draw(st.integers(0, 5)):
                target = draw(st.integers(place + 1, min(place + 3, len(nodes) - 1)))
                edges.append(Edge(source=node.id, port=port.name, target=nodes[target].id))
    layout = {node.id: Point(0, 160 * place) for place, node in enumerate(nodes)}
    return empty.replace(edges=tuple(edges), layout=layout)


@cache
def configs(type_id: str, mails: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """Complete configs of a step type, as they stand in a file."""
    event = st.fixed_dictionaries({"type": st.sampled_from(EVENT_TYPES)})
    rule = rules(mails).map(_plain)
    until = untils.map(_plain)
    tags = st.lists(st.sampled_from(TAGS), max_size=2, unique=True)
    known: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "event_trigger": {"event": event, "filter": st.none() | rules().map(_plain)},
        "segment_trigger": {"rule": rules().map(_plain), "enroll_present": st.booleans()},
        "manual_trigger": {"filter": st.none() | rules().map(_plain)},
        "branch": {"cases": st.lists(rule, min_size=1, max_size=3).map(_cases)},
        "split": {"arms": st.lists(st.integers(0, 100), min_size=2, max_size=4).map(_arms)},
        "wait": {"until": until},
        "wait_for_event": {"event": event, "timeout": st.none() | until},
        "send_mail": {"subject": st.just("Hallo"), "body": st.just("Guten Tag")},
        "set_attribute": {"field": st.just("city"), "value": st.none() | st.sampled_from(CITIES)},
        "change_tags": {"add": tags, "remove": tags},
        "change_score": {"amount": st.integers(-30, 30)},
    }
    return st.fixed_dictionaries(known.get(type_id, {}))


def contacts(number: int = 20) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Values of some contacts with different addresses; any field but the address may be missing."""
    optional = [field.key for field in STANDARD_FIELDS if field.key in ("first_name", "city")]
    values = st.fixed_dictionaries(
        {"score": st.integers(-20, 60)}, optional={key: st.sampled_from(CITIES) for key in optional}
    )
    return st.lists(values, min_size=1, max_size=number).map(
        lambda found: [{"email": f"k{place}@example.org", **each} for place, each in enumerate(found)]
    )


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json")


def _cases(found: list[Any]) -> list[dict[str, Any]]:
    return [{"id": f"c{place}", "rule": rule} for place, rule in enumerate(found)]


def _arms(weights: list[int]) -> list[dict[str, Any]]:
    return [{"id": f"a{place}", "weight": weight} for place, weight in enumerate(weights)]
