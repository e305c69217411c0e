"""Everything that is due up to an instant is carried out: whole places at once, or contact by contact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from app.core.clock import Instant
from app.engine import pending
from app.engine.clock.waking import take_in
from app.engine.delivery.report import DeliveryReport, Outcome
from app.engine.knowledge import Knowledge
from app.engine.rounds import Round, wake_senders
from app.engine.scratch import fill_crowd
from app.engine.stretch import Place
from app.engine.version import Version
from app.engine.vouchers.serving import VoucherDesk
from app.store.bulk import Prepared

CHUNK, FEW = 4_000, 16
Hook = Callable[[Connection, Instant], DeliveryReport]
"""Delivers after each round inside its transaction, and tells what became of messages."""


Places = Sequence[tuple[Version, Place]]


@dataclass(frozen=True)
class Survey:
    """What is to be done: events that only waits are for, or else whole places, or else contacts.

    `independent`: only timers are due, of one journey, with at most one enrollment per contact. Then no
    contact needs its things in order of time, and whole places can move at once.
    """

    passing: bool = False
    independent: bool = False
    places: Places = ()
    contacts: Sequence[int] = ()


class Motion:
    """Moves the contacts of one database."""

    def __init__(self, knowledge: Knowledge, after_round: Hook | None) -> None:
        self._knowledge = knowledge
        self._after_round = after_round

    @property
    def delivers(self) -> bool:
        """Whether messages are delivered as time goes by, so that those put off have their turn in it."""
        return self._after_round is not None

    def up_to(self, until: Instant) -> Iterator[int]:
        """Yields how many enrollments moved in each transaction until nothing is left to do."""
        while (found := self._survey(until := self._knowledge.bound(until))) is not None:
            if found.passing:
                self._pass_over(until)
            elif found.independent:
                yield from self._place_by_place(found.places, until)
            else:
                for start in range(0, len(found.contacts), CHUNK):
                    yield self._lead(found.contacts[start : start + CHUNK], until)
                yield from self._serve(until)

    def take_note(self, conn: Connection, outcomes: Sequence[Outcome]) -> None:
        """Whoever waits for the outcome of a message goes on; one that failed may end its enrollment."""
        versions = self._knowledge.running(conn)
        wake_senders(conn, versions)
        failed = [outcome for outcome in outcomes if outcome.outcome == "failed"]
        for version in versions if failed else ():
            Round(conn, (version,), self._knowledge.machine(conn)).end_failed(version, failed)

    def _survey(self, until: Instant) -> Survey | None:
        """What is to be done up to an instant, or None if nothing is."""
        with self._knowledge.read() as conn:
            versions = self._knowledge.running(conn)
            news = pending.any_news(conn, until, messages=self.delivers)
            places = [(one, place) for one in versions for place in pending.due_places(conn, one, until)]
            if not news and not places:
                return None
            machine, told = self._knowledge.machine(conn), {"until": until}
            urgent = _urgent(versions)
            passing = machine.prepared(
                urgent, lambda: Prepared(partial(pending.passing, urgent), seldom=True)
            )
            if news and passing.rows(conn, told):
                return Survey(passing=True)
            steps = [each for each in places if each[0].position_ids[each[1]] not in each[0].voucher_places]
            if not news and steps and _independent(places):
                return Survey(independent=True, places=steps)
            key = ("contacts", *(version.id for version in versions))
            make = partial(pending.contacts, versions, messages=self.delivers)
            found = machine.prepared(key, lambda: Prepared(make, seldom=True)).rows(conn, told)
            return Survey(contacts=[row[0] for row in found])

    def _pass_over(self, until: Instant) -> None:
        """Take in the events that no contact has to see in the order of its own time."""
        more = True
        while more:
            with self._knowledge.transaction() as conn:
                machine, versions = self._knowledge.machine(conn), self._knowledge.running(conn)
                more = take_in(conn, versions, machine, until, _urgent(versions))

    def _place_by_place(self, due: Places, until: Instant) -> Iterator[int]:
        """Move whole places, chunk by chunk, once through the journey or until something happens."""
        for version, place in due:
            moved = CHUNK
            while moved == CHUNK:
                with self._knowledge.transaction() as conn:
                    moved = self._knowledge.machine(conn).due(conn, version, place, until, CHUNK)
                    if moved:
                        self._react(conn, until)
                        self._knowledge.write(conn)
                    news = pending.any_news(conn, until, messages=self.delivers)
                yield moved
                if news or self._knowledge.bound(until) < until:
                    return

    def _lead(self, contacts: Sequence[int], until: Instant) -> int:
        with self._knowledge.transaction() as conn:
            fill_crowd(conn, contacts)
            machine = self._knowledge.machine(conn)
            before = machine.moved
            self._lead_crowd(conn, Round(conn, self._knowledge.running(conn), machine, self.delivers), until)
            self._knowledge.write(conn)
            return machine.moved - before

    def _serve(self, until: Instant) -> Iterator[int]:
        """Let contacts have their turns at voucher steps, and lead them on; everybody else has been led."""
        if not self._knowledge.gives_vouchers:
            return
        most, served = CHUNK, True
        while served:
            with self._knowledge.transaction() as conn:
                machine, until = self._knowledge.machine(conn), self._knowledge.bound(until)
                before = machine.moved
                turn = Round(conn, self._knowledge.running(conn), machine, self.delivers)
                served = VoucherDesk(turn, reactions=self.delivers).serve(until, most)
                if served:
                    fill_crowd(conn, served)
                    self._react(conn, until)  # messages of the turn itself are judged before what follows
                    self._lead_crowd(conn, turn, until)
                    self._knowledge.write(conn)
            yield machine.moved - before
            # Where few at a time have their turn, it is no use to look at many each time.
            most = min(CHUNK, max(FEW, 4 * len(served)))

    def _lead_crowd(self, conn: Connection, turn: Round, until: Instant) -> None:
        # Reactions to a message come before the timers that follow it, so they are asked for each round.
        while any([turn.take(until), self._react(conn, until)]):
            until = self._knowledge.bound(until)

    def _react(self, conn: Connection, until: Instant) -> bool:
        if self._after_round is None:
            return False
        report = self._after_round(conn, until)
        if not any(report.counts.values()):
            return False
        self.take_note(conn, report.outcomes)
        return True


def _urgent(versions: Sequence[Version]) -> frozenset[str]:
    return frozenset(name for version in versions for name in version.urgent)


def _independent(due: Places) -> bool:
    if len({version.journey_id for version, _ in due}) > 1:
        return False
    return not any(version.several_at_once or version.meddles for version, _ in due)
