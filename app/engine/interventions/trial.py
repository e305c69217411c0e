"""What moving contacts to a draft would bring: done for a moment, counted, and undone."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from app.core.clock import Instant
from app.core.compiler import compile_journey, surroundings
from app.core.fields import FieldBook
from app.core.impact import AtOnce, Choice, Spot, Waiting
from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog
from app.core.program import HOLDOUT
from app.core.text import Text
from app.engine.interventions.ahead import may_send
from app.engine.interventions.intervening import Intervention
from app.engine.interventions.moving import arrive, crowds, gather, is_fixed, landing, spot_of
from app.engine.stretch import Place, back_edges, places
from app.engine.version import Version
from app.store import tables as t

_KEPT_OUT = Text("Kontrollgruppe", "Kept out for comparison")


def waiting(hand: Intervention, draft: Version, catalog: NodeCatalog) -> tuple[Waiting, ...]:
    """Who waits where on the versions there are, the oldest first."""
    return tuple(
        _waiting(hand, version, spot.step, spots, draft, catalog)
        for version in hand.inhabited(draft.journey_id)
        for spot, spots in _by_spot(hand.conn, version).items()
    )


def at_once(hand: Intervention, draft: Version, spot: Spot, choice: Choice, at: Instant) -> AtOnce:
    """What a choice for the contacts at a spot would bring at once; they stay where they are."""
    with hand.conn.begin_nested() as moment:
        found = _at_once(hand, draft, spot, choice, at)
        moment.rollback()
    return found


def _at_once(hand: Intervention, draft: Version, spot: Spot, choice: Choice, at: Instant) -> AtOnce:
    total = AtOnce()
    if choice.what == "exit":
        return total
    for version in hand.inhabited(draft.journey_id):
        for place in _by_spot(hand.conn, version).get(spot, {}):
            if choice.what == "keep" or is_fixed(version, place):
                total += due_at(hand.conn, version, place, at)
            else:
                end = landing(version, place, draft, choice)
                gather(hand, version, place)
                arrive(hand, draft, end, at)
                total += due_at(hand.conn, draft, end, at)
    return total


def due_at(conn: Connection, version: Version, place: Place, at: Instant) -> AtOnce:
    """How many at a place are due by an instant, and whether they may get a message then."""
    found = conn.execute(_DUE, {"position": version.position_ids[place], "at": at}).scalar_one()
    return AtOnce(found, found if may_send(version.program, place) else 0)


def draft_version(journey: Journey, catalog: NodeCatalog, fields: FieldBook, number: int) -> Version:
    """A draft as if it were published, with places that no version in the store has."""
    known = FieldBook([*fields.custom.values(), *(f for f in journey.fields if f.key not in fields.custom)])
    program = compile_journey(journey, catalog, surroundings(journey, known))
    return Version(
        id=-1,
        number=number,
        journey=journey,
        program=program,
        published_at=0,
        live=False,
        position_ids={place: -1 - index for index, place in enumerate(places(program))},
        content_ids={},
        laps_at=back_edges(program),
        segments={},
    )


def _by_spot(conn: Connection, version: Version) -> dict[Spot, dict[Place, int]]:
    found: dict[Spot, dict[Place, int]] = {}
    for place, n in crowds(conn, version).items():
        found.setdefault(spot_of(version, place), {})[place] = n
    return found


def _waiting(
    hand: Intervention,
    version: Version,
    step: NodeId,
    crowd: dict[Place, int],
    draft: Version,
    catalog: NodeCatalog,
) -> Waiting:
    arrived = t.enrollments.c.arrived
    here = t.enrollments.c.position.in_([version.position_ids[place] for place in crowd])
    contacts = sum(crowd.values())
    oldest = hand.conn.execute(select(func.min(arrived)).where(here)).scalar_one()
    middle = select(arrived).where(here).order_by(arrived).offset(contacts // 2).limit(1)
    before, after = version.journey.by_id.get(step), draft.journey.by_id.get(step)
    targets = _targets(draft, step)
    return Waiting(
        spot=Spot(version.number, step),
        title=catalog.title(before) if before else _KEPT_OUT,
        contacts=contacts,
        oldest=oldest,
        median=hand.conn.execute(middle).scalar_one(),
        fixed=sum(n for place, n in crowd.items() if is_fixed(version, place)),
        targets=targets,
        removed=step not in targets,
        changed=before is not None and after is not None and before.config != after.config,
    )


def _targets(draft: Version, step: NodeId) -> tuple[NodeId, ...]:
    """The steps of a version that contacts may be moved to, the one they come from first."""
    sources = {draft.program.steps[name].node for name in draft.program.sources}
    nodes = [node.id for node in draft.journey.nodes if node.id in draft.program.steps]
    able = [node for node in nodes if node not in sources]
    same = step in able or (step == HOLDOUT and HOLDOUT in draft.program.steps)
    return ((step,) if same else ()) + tuple(node for node in able if node != step)


_DUE = select(func.count()).where(
    t.enrollments.c.position == bindparam("position"), t.enrollments.c.due <= bindparam("at")
)
