"""Makes a failing random world small and tells it as a story a person can follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from app.core.clock import Instant, to_datetime
from app.core.journey import Journey
from app.core.schedule import zone
from tests.support.lives import Person
from tests.support.random_worlds import RandomWorld

Fails = Callable[[RandomWorld], bool]


def smallest(world: RandomWorld, fails: Fails, tries: int = 300) -> RandomWorld:
    """A world from which nothing can be left out without the failure going away (or after so many tries)."""
    found = True
    while found and tries > 0:
        found = False
        for smaller in _smaller(world):
            tries -= 1
            if tries < 0:
                break
            if fails(smaller):
                world, found = smaller, True
                break
    return world


def story(world: RandomWorld) -> str:
    """The world in words: the journey, and what happens to each contact; times are those of the journey."""
    settings = world.journey.settings
    lines = [f"seed {world.seed}, zone {settings.time_zone}, published {_time(world, world.frame.publish)}"]
    lines += [f"  until {_time(world, world.frame.until)}, present ones: {world.frame.present}"]
    lines += [f"  re-entry {settings.reentry}, lock {settings.reentry_lock}"]
    lines += [f"  {name}: {rule!r}" for name in ("goal", "exit") if (rule := getattr(settings, name))]
    for node in world.journey.nodes:
        ways = ", ".join(f"{e.port} > {e.target}" for e in world.journey.edges if e.source == node.id)
        lines.append(f"  {node.id} {node.type} {node.config} [{ways}]")
    for person in world.people:
        lines += _of_person(world, person)
    return "\n".join(lines)


def _of_person(world: RandomWorld, person: Person) -> Iterator[str]:
    yield f"{person.email}: {dict(person.values)}, tags {sorted(person.tags)}"
    yield f"  consents: {', '.join(word.status for word in person.consents) or 'none'}"
    happened: list[tuple[Instant, str]] = [
        (event.at, f"event {event.type} {dict(event.properties)}") for event in person.events
    ]
    happened += [(write.at, f"write {write}") for write in person.writes]
    happened += [(at, "chosen by hand") for at in person.chosen]
    if person.suppressed_at is not None:
        happened.append((person.suppressed_at, "suppressed"))
    for at, what in sorted(happened, key=lambda one: one[0]):
        yield f"  {_time(world, at)} ({at}) {what}"


def _time(world: RandomWorld, at: Instant) -> str:
    return to_datetime(at).astimezone(zone(world.journey.settings.time_zone)).strftime("%a %Y-%m-%d %H:%M")


def _smaller(world: RandomWorld) -> Iterator[RandomWorld]:
    for place in range(len(world.people)):
        if len(world.people) > 1:
            yield replace(world, people=_cut(world.people, place))
    for journey in _smaller_journeys(world.journey):
        yield replace(world, journey=journey)
    for place, person in enumerate(world.people):
        for smaller in _smaller_people(person):
            people = (*world.people[:place], smaller, *world.people[place + 1 :])
            yield replace(world, people=people)


def _smaller_people(person: Person) -> Iterator[Person]:
    for name in ("events", "writes", "chosen", "consents"):
        parts = getattr(person, name)
        for place in range(len(parts)):
            yield replace(person, **{name: _cut(parts, place)})
    if person.suppressed_at is not None:
        yield replace(person, suppressed_at=None)
    for key in person.values:
        if key not in ("first_name", "score"):
            yield replace(person, values={k: v for k, v in person.values.items() if k != key})
    for tag in person.tags:
        yield replace(person, tags=person.tags - {tag})


def _smaller_journeys(journey: Journey) -> Iterator[Journey]:
    for node in journey.nodes:
        edges = tuple(e for e in journey.edges if node.id not in (e.source, e.target))
        yield journey.replace(nodes=tuple(n for n in journey.nodes if n is not node), edges=edges)
    for node in journey.nodes:
        yield from _bypassed(journey, node.id)
    for place in range(len(journey.edges)):
        yield journey.replace(edges=_cut(journey.edges, place))
    settings = journey.settings
    for part in ("goal", "exit", "reentry_lock"):
        if getattr(settings, part) is not None:
            yield journey.replace(settings=settings.model_copy(update={part: None}))


def _bypassed(journey: Journey, node: str) -> Iterator[Journey]:
    """The journey without a step whose first way out continues what leads to it."""
    onward = next((e.target for e in journey.edges if e.source == node and e.target != node), None)
    if onward is None:
        return
    edges = tuple(
        e.model_copy(update={"target": onward}) if e.target == node else e
        for e in journey.edges
        if e.source != node
    )
    yield journey.replace(nodes=tuple(n for n in journey.nodes if n.id != node), edges=edges)


def _cut(parts: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return parts[:place] + parts[place + 1 :]
