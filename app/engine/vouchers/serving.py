"""Whose turn it is at the voucher steps: contacts compete for codes, so that instants decide among them.

Everybody is led as far as possible without passing a voucher step. Then those who rest there at the earliest
instant have their turn, with all who come after them so soon that nobody can come in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, delete, func, insert, literal, not_, select

from app.core.clock import Instant
from app.core.program import GiveVoucher
from app.engine.delivery import put_off
from app.engine.rounds import Round
from app.engine.scratch import TIMER, VOUCHER, crowd, item
from app.engine.stretch import Place
from app.engine.version import Version
from app.engine.vouchers.reaching import NEVER, opens_to_events, soonest
from app.store import tables as t


@dataclass(frozen=True, slots=True)
class Resting:
    """A contact who rests at a voucher step."""

    token: int
    contact: int
    at: Instant
    position: int


class VoucherDesk:
    """Serves the voucher steps of all versions in one transaction; `reactions`: messages may be answered."""

    def __init__(self, turn: Round, *, reactions: bool) -> None:
        self._turn = turn
        self._conn = turn.conn
        watched = turn.waves.acting.watched
        answered: set[str] = set()
        if reactions:
            answered |= {each.journey_id for each in turn.versions if opens_to_events(each, watched)}
        self._places = {
            number: (version, place)
            for version in turn.versions
            for number, place in version.voucher_places.items()
        }
        self._again = {
            number: soonest(
                version, place.step, watched, reactions=bool(answered - {_closed_behind(version)})
            )
            for number, (version, place) in self._places.items()
        }

    def serve(self, until: Instant, most: int) -> Sequence[int]:
        """Let those whose turn it is have it; returns their contacts, none if nobody rests there."""
        chosen = self._first(until, most)
        for version, place, run in self._runs(chosen):
            self._let_be_next(run)
            self._turn.waves.chosen(self._conn, version, place)
        return [each.contact for each in chosen]

    def _first(self, until: Instant, most: int) -> Sequence[Resting]:
        """Those who rest, in order, up to where somebody served before them may come in between."""
        resting = self._in_order(until, most)
        if not resting:
            return ()
        self._let_be_next(resting)
        others = self._others(until)
        horizon = min(
            min(each.at + self._again[each.position], others.get(each.contact, NEVER)) for each in resting
        )
        before = [each for each in resting if each.at < horizon]
        # Whoever comes again at the same instant has to wait until all who rest there now had their turn.
        return before or self._in_order(resting[0].at)

    def _in_order(self, until: Instant, most: int | None = None) -> Sequence[Resting]:
        """Those who rest by an instant, in the order of their turns; of each contact only the first."""
        e = t.enrollments.c
        rows = self._conn.execute(
            select(e.id, e.contact_id, e.due, e.position)
            .where(e.position.in_(list(self._places)), e.due <= until)
            .order_by(e.due, e.entered_at, e.contact_id, e.id)
            .limit(most)
        )
        found: dict[int, Resting] = {}
        for row in rows:
            found.setdefault(row.contact_id, Resting(row.id, row.contact_id, row.due, row.position))
        return tuple(found.values())

    def _others(self, until: Instant) -> dict[int, Instant]:
        """When the next other thing happens to each contact among the items."""
        self._conn.execute(delete(crowd))
        self._conn.execute(insert(crowd).from_select([crowd.c.contact_id], select(item.c.contact_id)))
        messages = self._turn.messages and put_off.any_due(self._conn, until)
        x = self._turn.everything(literal(until), messages=messages).subquery()
        own = and_(x.c.kind == VOUCHER, x.c.ref.in_(select(item.c.ref)))
        found = select(x.c.contact_id, func.min(x.c.at)).where(not_(own)).group_by(x.c.contact_id)
        return {row[0]: row[1] for row in self._conn.execute(found)}

    def _let_be_next(self, run: Iterable[Resting]) -> None:
        self._conn.execute(delete(item))
        rows = [{"contact_id": each.contact, "at": each.at, "kind": TIMER, "ref": each.token} for each in run]
        self._conn.execute(insert(item), rows)

    def _runs(self, chosen: Sequence[Resting]) -> Iterator[tuple[Version, Place, Sequence[Resting]]]:
        """Those who take from one pool at one step, one after the other; pools do not mind each other."""
        by_pool: dict[str, list[Resting]] = defaultdict(list)
        for each in chosen:
            by_pool[self._pool(each)].append(each)
        for takers in by_pool.values():
            for position, run in groupby(takers, key=lambda each: each.position):
                yield *self._places[position], tuple(run)

    def _pool(self, one: Resting) -> str:
        version, place = self._places[one.position]
        giving = version.program.steps[place.step].instruction
        assert isinstance(giving, GiveVoucher)
        return giving.pool


def _closed_behind(version: Version) -> str:
    """The journey, if whoever is in it cannot come in again."""
    once = version.program.settings.reentry == "never" and not version.several_at_once
    return version.journey_id if once else ""
