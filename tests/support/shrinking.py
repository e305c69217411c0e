"""Makes a failing random world small and tells it as a story a person can follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from app.core.clock import DAY, Instant, to_datetime
from app.core.journey import Journey, Settings
from app.core.program import Apply
from app.core.schedule import zone
from tests.support.lives import Person
from tests.support.random_worlds import RandomWorld

Fails = Callable[[RandomWorld], bool]


def smallest(world: RandomWorld, fails: Fails, tries: int = 250) -> RandomWorld:
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
    """The world in words: the journeys, and what happens to each contact; times are those of the first."""
    frame = world.frame
    lines = [f"seed {world.seed}, published {_time(world, frame.publish)}"]
    lines += [f"  until {_time(world, frame.until)}, present ones: {frame.present}, cap {frame.cap}"]
    lines += [f"  segments {frame.segments}", f"  pools {frame.pools}"]
    for journey in world.journeys:
        lines += _of_journey(world, journey)
    for person in world.people:
        lines += _of_person(world, person)
    return "\n".join(lines)


def _of_journey(world: RandomWorld, journey: Journey) -> Iterator[str]:
    plain = Settings()
    changed = {
        name: value
        for name in Settings.model_fields
        if (value := getattr(journey.settings, name)) != getattr(plain, name)
    }
    yield f"{journey.id}: {changed}"
    for node in journey.nodes:
        ways = ", ".join(f"{e.port} > {e.target}" for e in journey.edges if e.source == node.id)
        yield f"  {node.id} {node.type} {world.pieces.get(str(node.config.get('key')), node.config)} [{ways}]"


def _of_person(world: RandomWorld, person: Person) -> Iterator[str]:
    yield f"{person.email}: {dict(person.values)}, tags {sorted(person.tags)}"
    yield f"  consents: {', '.join(word.status for word in person.consents) or 'none'}"
    happened: list[tuple[Instant, str]] = [
        (event.at, f"event {event.type} {dict(event.properties)}") for event in person.events
    ]
    happened += [(write.at, f"write {write}") for write in person.writes]
    happened += [(choice.at, f"chosen by hand for {choice.journey}") for choice in person.chosen]
    if person.suppressed_at is not None:
        happened.append((person.suppressed_at, "suppressed"))
    for at, what in sorted(happened, key=lambda one: one[0]):
        yield f"  {_time(world, at)} ({at}) {what}"


def _time(world: RandomWorld, at: Instant) -> str:
    where = zone(world.journeys[0].settings.time_zone)
    return to_datetime(at).astimezone(where).strftime("%a %Y-%m-%d %H:%M")


def _smaller(world: RandomWorld) -> Iterator[RandomWorld]:
    half = len(world.people) // 2
    if half:
        yield replace(world, people=world.people[:half])
        yield replace(world, people=world.people[half:])
    for place in range(len(world.people)):
        if len(world.people) > 1:
            yield replace(world, people=_cut(world.people, place))
    for place in range(len(world.journeys)):
        if len(world.journeys) > 1:
            yield replace(world, journeys=_cut(world.journeys, place))
    yield from _shorter(world)
    for place, journey in enumerate(world.journeys):
        for smaller in _smaller_journeys(journey):
            journeys = (*world.journeys[:place], smaller, *world.journeys[place + 1 :])
            yield replace(world, journeys=journeys)
    yield from _simpler_steps(world)
    for place, person in enumerate(world.people):
        for smaller in _smaller_people(person):
            people = (*world.people[:place], smaller, *world.people[place + 1 :])
            yield replace(world, people=people)


def _shorter(world: RandomWorld) -> Iterator[RandomWorld]:
    frame = world.frame
    for part in (2, 4, 8):
        until = frame.until - (frame.until - frame.publish) // part // DAY * DAY
        if until > frame.publish and until != frame.until:
            yield replace(world, frame=replace(frame, until=until))
    if frame.cap is not None:
        yield replace(world, frame=replace(frame, cap=None))
    for pool, codes in frame.pools.items():
        if codes:
            yield replace(world, frame=replace(frame, pools={**frame.pools, pool: codes[:-1]}))


def _simpler_steps(world: RandomWorld) -> Iterator[RandomWorld]:
    for key, piece in world.pieces.items():
        if isinstance(piece, Apply) and len(piece.effects) > 1:
            for place in range(len(piece.effects)):
                smaller = Apply(_cut(piece.effects, place))
                yield replace(world, pieces={**world.pieces, key: smaller})


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
    plain = Settings()
    for part in Settings.model_fields:
        if getattr(journey.settings, part) != getattr(plain, part):
            settings = journey.settings.model_copy(update={part: getattr(plain, part)})
            yield journey.replace(settings=settings)


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
