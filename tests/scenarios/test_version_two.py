"""Version 2 over 10,000 contacts who wait: steps deleted and in another order, waits shorter and longer.

The new version asks for nothing between its two mails, waits 4 days instead of 10 before the first, and 15
instead of 5 before the second. Over the services, and over the command line.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.channels.accounts import AccountSettings
from app.core.clock import DAY, HOUR, Instant, SystemClock
from app.core.document_io import to_text
from app.core.impact import KEEP, AtOnce, Choice, Moved, Spot
from app.core.journey import Journey
from app.core.records import EventRecord
from app.core.schedule import Duration, after
from app.store import tables as t
from app.store.consistency import check
from app.store.contacts import NewContact, upsert_contacts
from app.store.events import record_events
from tests.support.command import Commands
from tests.support.shop import Shop
from tests.support.world import BERLIN, days, journey, step

PEOPLE, GROUPS = 10_000, 35
IN = step("in", "manual_trigger")
FIRST = step("first", "send_mail", subject="Ihre Leseprobe", body="Guten Tag")
SECOND = step("second", "send_mail", subject="Noch eine Leseprobe", body="Guten Tag")
THANKS = step("thanks", "change_tags", add=["gekauft"])
END = step("end", "exit")


def version_one() -> Journey:
    return journey(
        IN,
        step("trial", "wait", until=days(10)),
        FIRST,
        step("ask", "wait_for_event", event={"type": "purchase"}, timeout=days(20)),
        THANKS,
        step("rest", "wait", until=days(5)),
        SECOND,
        END,
        edges="in>trial trial>first first>ask ask.matched>thanks ask.timed_out>rest rest>second second>end",
    )


def version_two() -> Journey:
    return journey(
        IN,
        step("trial", "wait", until=days(4)),
        FIRST,
        step("rest", "wait", until=days(15)),
        THANKS,
        SECOND,
        END,
        edges="in>trial trial>first first>rest rest>thanks thanks>second second>end",
    )


class Waiting:
    """A workspace in which a group enters every day, so that they wait at all three steps in the end."""

    def __init__(self, folder: Path, now: Instant) -> None:
        self.shop = Shop(folder)
        self.space = self.shop.space
        settings, account = self.space.settings.get(), AccountSettings(imprint="Gasse 1")  # and no server
        self.space.settings.save(settings.model_copy(update={"delivery": "smtp", "account": account}))
        people = [NewContact({"email": f"k{n}@example.org"}) for n in range(PEOPLE)]
        with self.space.database.write() as conn:
            upsert_contacts(conn, self.space.database.fields, people, now, watch=False)
            self.ids = list(conn.execute(select(t.contacts.c.id).order_by(t.contacts.c.id)).scalars())
        self.space.journeys.publish(version_one())
        for group in range(GROUPS):
            self.go(now - (GROUPS - group) * DAY + 12 * HOUR)
            self.space.journeys.enroll("probe", self.ids[group::GROUPS])
            if group == GROUPS - 3:
                self.buy(self.ids[20::GROUPS][::10])
        self.go(now)

    def go(self, instant: Instant) -> None:
        """Run up to an instant."""
        self.shop.clock.move_to(instant)
        self.space.runner.run_until_idle()

    def buy(self, contacts: list[int]) -> None:
        """Some of those who are asked buy something."""
        now = self.shop.clock.now()
        with self.space.database.write() as conn:
            addresses = conn.execute(
                select(t.contacts.c.email).where(t.contacts.c.id.in_(contacts))
            ).scalars()
            record_events(conn, [EventRecord("purchase", now, address) for address in addresses])

    def standing(self) -> list[Any]:
        """Everybody under way: enrollment, version, step, arrival, and when due."""
        e, p, v = t.enrollments.c, t.positions.c, t.versions.c
        with self.space.database.read() as conn:
            return list(
                conn.execute(
                    select(e.id, v.number, p.step, e.arrived, e.due)
                    .join(t.positions, p.id == e.position)
                    .join(t.versions, v.id == e.version_id)
                )
            )

    def is_sound(self) -> bool:
        """Whether everything is consistent, and nobody has been lost."""
        with self.space.database.read() as conn:
            passes = conn.execute(select(func.count()).select_from(t.enrollments)).scalar_one()
            return check(conn) == () and passes == PEOPLE

    def finish(self) -> None:
        """Let everybody run to the end, day by day."""
        while self.standing():
            self.go(self.shop.clock.now() + DAY)


def expected_due(step_name: str, arrived: Instant, now: Instant) -> Instant:
    """When a contact is due after the move, worked out one by one: rule 20."""
    length = {"trial": 4, "rest": 15}[step_name]
    return max(now, after(arrived, Duration(amount=length, unit="days"), BERLIN))


def messages_of(waiting: Waiting) -> Counter[tuple[int, str]]:
    """How many messages each enrollment got of each step."""
    o = t.outbox.c
    with waiting.space.database.read() as conn:
        return Counter((row.enrollment_id, row.step) for row in conn.execute(select(o.enrollment_id, o.step)))


CHOICES = {
    Spot(1, "trial"): Choice("move", "trial"),
    Spot(1, "ask"): Choice("move", "rest"),
    Spot(1, "rest"): Choice("move", "rest"),
}
GOALS = {"trial": "trial", "ask": "rest", "rest": "rest"}


def test_over_the_services(tmp_path: Path) -> None:
    now = SystemClock().now()
    waiting = Waiting(tmp_path, now)
    with waiting.space as space:
        before = waiting.standing()
        assert {row.step for row in before} == {"trial", "ask", "rest"}

        impact = space.versions.impact(version_two(), CHOICES)
        counts = Counter(row.step for row in before)
        assert {each.spot.step: each.contacts for each in impact.waiting} == counts
        assert [each.spot.step for each in impact.waiting if each.removed] == ["ask"]
        due = {row.id: expected_due(GOALS[row.step], row.arrived, now) for row in before}
        at_once = Counter(row.step for row in before if due[row.id] == now)
        assert {spot.step: numbers.due for spot, numbers in impact.outlook.items() if numbers.due} == at_once
        assert impact.at_once == AtOnce(at_once.total(), at_once.total())
        assert at_once["trial"] > 1_000
        assert space.versions.outlook(version_two(), Spot(1, "rest"), KEEP) == AtOnce()
        assert waiting.standing() == before  # asking has changed nothing

        done = space.journeys.publish(version_two(), choices=CHOICES)
        assert done.carried == Moved(moved=len(before))
        moved = waiting.standing()
        assert {row.number for row in moved} == {2}
        assert {row.id: row.due for row in moved} == due
        assert {row.id: row.step for row in moved} == {row.id: GOALS[row.step] for row in before}
        assert waiting.is_sound()

        waiting.finish()
        assert waiting.is_sound()
        sent = messages_of(waiting)
        assert max(sent.values()) == 1
        assert all(sent[row.id, "second"] == 1 and sent[row.id, "first"] == 1 for row in before)
        new = space.journeys.counts("probe")
        assert (new.entered, new.moved_in, new.active) == (0, len(before), 0)
        assert new.ended == {"completed": len(before)}


@pytest.fixture
def stellwerk(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def test_over_the_command_line(tmp_path: Path, stellwerk: Commands) -> None:
    waiting = Waiting(tmp_path, SystemClock().now())
    before = waiting.standing()
    waiting.space.close()
    file, workspace = tmp_path / "zwei.journey", waiting.shop.path
    file.write_text(to_text(version_two()), encoding="utf-8")
    counts = Counter(row.step for row in before)

    told = stellwerk.json("impact", file, "-w", workspace).data
    assert {each["step"]: each["contacts"] for each in told["waiting"]} == counts
    assert "Schritt entfernt: „ask“." in told["changes"]
    moves = ["--move", "trial=trial", "--move", "ask=exit", "--move", "rest=rest"]
    told = stellwerk.json("impact", file, "-w", workspace, *moves).data
    assert told["at_once"]["due"] == sum(
        expected_due(row.step, row.arrived, waiting.shop.clock.now()) == waiting.shop.clock.now()
        for row in before
        if row.step != "ask"
    )

    done = stellwerk.json("publish", file, "-w", workspace, *moves).data
    assert (done["moved"], done["taken_out"]) == (counts["trial"] + counts["rest"], counts["ask"])
    again = Shop(tmp_path)
    with again.space as space, space.database.read() as conn:
        assert check(conn) == ()
        assert space.journeys.counts("probe").active == counts["trial"] + counts["rest"]
        reasons = select(func.count()).where(t.enrollments.c.reason == "node_removed")
        assert conn.execute(reasons).scalar_one() == counts["ask"]
