"""A workspace in which a lot happens while its program is killed again and again."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from email.parser import HeaderParser

from sqlalchemy import func, select

from app.core.clock import MINUTE
from app.core.journey import Journey, Settings
from app.core.reasons import reason_text
from app.core.records import ConsentRecord, EventRecord
from app.engine.engine import Engine
from app.store import tables as t
from app.store.consistency import check
from app.store.contacts import NewContact, upsert_contacts
from app.store.database import Database
from app.store.events import record_events
from app.store.suppressions import Suppression, suppress
from nodes import catalog
from tests.support.workshop import Workshop
from tests.support.world import START, journey, step

PLACES = (
    *("wave.gathered", "wave.acted", "wave.moved", "wave.before_commit", "wave.committed"),
    *("delivery.claimed", "delivery.at_wire", "delivery.handed_over", "delivery.marked"),
)
PEOPLE = 120
NAMELESS, UNKNOWN = 3, 5
"""One has no name, so that mails to it cannot be written; the server does not know another."""
ARRIVALS = 5
PASS_OF_TIME = 10 * MINUTE
LONGEST_LIFE = 0.12
"""Seconds after which the program is killed at the latest, if it is to happen at a chance moment."""


@dataclass
class Figures:
    """What a storm came to."""

    kills: int = 0
    decided: int = 0
    arrived: int = 0
    uncertain: int = 0
    doubled: int = 0
    lost: int = 0
    seconds: float = 0
    places: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        places = ", ".join(f"{name} {n}" for name, n in sorted(self.places.items()))
        return (
            f"kills {self.kills} in {self.seconds:.0f} s ({places})\n"
            f"messages decided {self.decided}, arrived {self.arrived}, uncertain {self.uncertain}, "
            f"doubled {self.doubled}, lost {self.lost}"
        )


def the_journey() -> Journey:
    """Three mails with waits of both kinds, ways for what is skipped and failed, and changes on the way."""
    rule = {"kind": "tag", "tag": "gekauft"}
    half_an_hour = {"after": {"amount": 30, "unit": "minutes"}}
    return journey(
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("hello", "send_mail", subject="Hallo {{ contact.first_name }}", body="Text", layout="letter"),
        step("score", "change_score", amount=1),
        step("held", "change_tags", add=["ausgelassen"]),
        step("broken", "change_tags", add=["gescheitert"]),
        step("wait", "wait", until=half_an_hour),
        step("again", "send_mail", subject="Noch einmal", body="Text", layout="letter"),
        step("buys", "wait_for_event", event={"type": "purchase"}, timeout=half_an_hour),
        step("bought", "change_tags", add=["gekauft"]),
        step("which", "branch", cases=[{"id": "yes", "rule": rule}]),
        step("thanks", "send_mail", subject="Danke", body="Text", layout="letter"),
        step("end", "exit"),
        edges="form>hello hello>score hello.skipped>held hello.failed>broken score>wait held>wait "
        "broken>wait wait>again again>buys buys.matched>bought buys.timed_out>which bought>which "
        "which.yes>thanks which.else>end thanks>end",
        settings=Settings(reentry="always", on_failure="go_on"),
    )


class Storm:
    """Kills the program of a workshop; after each kill everything must be as it should."""

    def __init__(self, workshop: Workshop, seed: int = 1) -> None:
        self.figures = Figures()
        self._workshop = workshop
        self._chance = random.Random(seed)
        self._submitted = 0
        self._off: dict[str, int] = {}
        """Addresses that must get nothing any more, with how many mails they had got until then."""
        self._ids: Counter[str] = Counter()
        self._mails: Counter[str] = Counter()
        self._read = 0
        self._prepare()

    def rage(self, kills: int) -> None:
        """Let the program be killed so often, in turn at each named place and at chance moments."""
        began = time.monotonic()
        while self.figures.kills < kills:
            self._happen()
            place = self._chance.choice((*PLACES, None))
            if self._kill(place) == -signal.SIGKILL:
                self.figures.kills += 1
                self.figures.places[place or "chance"] += 1
            self._look(at_rest=False)
            self._workshop.now += PASS_OF_TIME
        self._end()
        self.figures.seconds = time.monotonic() - began

    def _prepare(self) -> None:
        self._workshop.server.mailbox.answers["recipient", _address(UNKNOWN)] = ["550 no such user"]
        self._workshop.now, self._workshop.whole = START, True
        word = (ConsentRecord("newsletter", "granted", START - 1),)
        people = [
            NewContact({"email": _address(n), "first_name": f"Leser {n}"}, consents=word)
            if n != NAMELESS
            else NewContact({"email": _address(n)}, consents=word)
            for n in range(PEOPLE)
        ]
        database = self._workshop.database()
        with database.write() as conn:
            upsert_contacts(conn, database.fields, people, START - 1, watch=False)
        Engine(database, catalog()).publish(the_journey(), START - 1)
        database.close()

    def _happen(self) -> None:
        """Contacts submit forms and buy; now and then one withdraws consent or is suppressed."""
        now, chance = self._workshop.now, self._chance
        who = [_address(chance.randrange(PEOPLE)) for _ in range(ARRIVALS)]
        kinds = ["form_submitted"] * (ARRIVALS - 1) + ["purchase"]
        database = self._workshop.database()
        with database.write() as conn:
            record_events(conn, [EventRecord(kind, now, one) for kind, one in zip(kinds, who, strict=True)])
            if chance.random() < 0.05:
                off = _address(chance.randrange(PEOPLE))
                self._off.setdefault(off, self._mails[off])
                if chance.random() < 0.5:
                    suppress(conn, Suppression(off, "manual", now))
                else:
                    new = NewContact(
                        {"email": off}, consents=(ConsentRecord("newsletter", "withdrawn", now),)
                    )
                    upsert_contacts(conn, database.fields, [new], now, watch=False)
        database.close()
        self._submitted += ARRIVALS - 1

    def _kill(self, place: str | None) -> int:
        """Let the program work until it is killed; how it ended."""
        if place is not None:
            return self._workshop.run(place, self._chance.randint(1, 6))
        number = self._workshop.start()
        time.sleep(self._chance.uniform(0, LONGEST_LIFE))
        os.kill(number, signal.SIGKILL)
        return self._workshop.wait()

    def _look(self, *, at_rest: bool) -> None:
        """The invariants: nothing twice, nobody lost, nobody mailed who must not be, the file whole."""
        self._read_mails()
        self.figures.doubled = self._ids.total() - len(self._ids)
        assert self.figures.doubled == 0
        assert {one: self._mails[one] for one in self._off} == self._off
        database = self._workshop.database()
        try:
            with database.read() as conn:
                assert check(conn) == ()
                waiting = (t.events.c.pending == 1) & (t.events.c.type == "form_submitted")
                pending = conn.execute(select(func.count()).where(waiting)).scalar_one()
                entered = conn.execute(select(func.count()).select_from(t.enrollments)).scalar_one()
                assert entered + pending == self._submitted
                if at_rest:
                    assert pending == 0
                    self._count(database, self._ids.total())
        finally:
            database.close()

    def _end(self) -> None:
        """Undisturbed, everybody comes to the end."""
        for _ in range(12):
            assert self._workshop.run() == 0
            self._workshop.now += PASS_OF_TIME
        self._look(at_rest=True)

    def _count(self, database: Database, arrived: int) -> None:
        with database.read() as conn:
            rows = conn.execute(select(t.outbox.c.state, t.outbox.c.reason)).all()
            assert conn.execute(select(func.count()).where(t.enrollments.c.ended_at.is_(None))).scalar() == 0
        states = Counter(row.state for row in rows)
        known = states["accepted"] + states["uncertain"]
        figures = self.figures
        figures.decided, figures.uncertain, figures.arrived = len(rows), states["uncertain"], arrived
        unfinished = figures.decided - known - states["skipped"] - states["refused"]
        figures.lost = unfinished + max(0, states["accepted"] - arrived)
        assert states["accepted"] <= arrived <= known
        assert figures.uncertain <= figures.kills
        assert all(reason_text(row.reason).de for row in rows if row.state == "uncertain")

    def _read_mails(self) -> None:
        """Read what has arrived since it was read last."""
        mailbox = self._workshop.server.mailbox
        for number in range(self._read, len(mailbox.arrived)):
            self._ids[_message_id(mailbox.raw(number))] += 1
            self._mails.update(mailbox.arrived[number].rcpt_tos)
            self._read = number + 1


def _message_id(mail: bytes) -> str:
    return HeaderParser().parsestr(mail.partition(b"\r\n\r\n")[0].decode())["Message-ID"]


def _address(number: int) -> str:
    return f"leser{number}@example.org"
