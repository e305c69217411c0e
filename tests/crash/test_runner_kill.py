"""The scheduler is killed at every named place: everybody takes the way they would have taken anyway."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter
from dataclasses import replace

import pytest

from app.core.clock import DAY
from app.core.journey import Journey
from app.core.records import ConsentRecord, EventRecord, TraceLine
from app.engine.engine import Engine
from app.engine.trace import trace
from app.store.consistency import check
from app.store.contacts import NewContact, upsert_contacts
from app.store.events import record_events
from nodes import catalog
from tests.support.certificates import Authority
from tests.support.post import states
from tests.support.smtp_server import smtp_server
from tests.support.workshop import Workshop
from tests.support.world import START, days, journey, step

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")
Program = subprocess.Popen[str]
Result = tuple[list[TraceLine], list[str]]
NAMES = ["Anna", "Bert", "Cleo", "", "Nobody", "Silent"]
PLACES = [
    *("wave.gathered", "wave.acted", "wave.moved", "wave.before_commit", "wave.committed"),
    *("delivery.claimed", "delivery.at_wire", "delivery.handed_over", "delivery.marked"),
]


def the_journey() -> Journey:
    return journey(
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("hello", "send_mail", subject="Hallo {{ contact.first_name }}", body="Text", layout="letter"),
        step("sent", "change_tags", add=["gesendet"]),
        step("held", "change_tags", add=["ausgelassen"]),
        step("broken", "change_tags", add=["gescheitert"]),
        step("wait", "wait", until=days(2)),
        step("again", "send_mail", subject="Noch einmal", body="Text", layout="letter"),
        step("end", "exit"),
        edges="form>hello hello>sent hello.skipped>held hello.failed>broken sent>wait held>wait broken>wait "
        "wait>again again>end",
    )


def prepare(workshop: Workshop) -> Workshop:
    """Contacts who submit the form at the start: one has no name, one no mailbox, one has not consented."""
    workshop.server.mailbox.answers["recipient", "nobody@example.org"] = ["550 no such user"]
    database = workshop.database()
    consent = (ConsentRecord("newsletter", "granted", START - 1),)
    people = [
        NewContact(
            {"email": f"{name.lower() or 'unnamed'}@example.org", "first_name": name or None},
            consents=() if name == "Silent" else consent,
        )
        for name in NAMES
    ]
    with database.write() as conn:
        upsert_contacts(conn, database.fields, people, START - 1, watch=False)
    Engine(database, catalog()).publish(the_journey(), START - 1)
    with database.write() as conn:
        record_events(
            conn, [EventRecord("form_submitted", START, str(each.values["email"])) for each in people]
        )
    database.close()
    return replace(workshop, whole=True)


def run(workshop: Workshop, die_at: str | None) -> Result:
    """Work at the start and two days later, killed once at each; the ways taken, the states of messages."""
    for instant in (START, START + 2 * DAY):
        today = replace(workshop, now=instant)
        if die_at:
            assert today.run(die_at) == -signal.SIGKILL
        assert today.run() == 0
    database = workshop.database()
    try:
        with database.read() as conn:
            assert check(conn) == ()
            return sorted(trace(conn, 1), key=str), states(database)
    finally:
        database.close()


@pytest.fixture(scope="module")
def undisturbed(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What happens if nothing is killed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with smtp_server(Authority(folder).issue()) as server:
        return run(prepare(Workshop(folder / "test.stellwerk", server, program)), None)


def test_without_a_kill_all_kinds_of_outcomes_occur(undisturbed: Result) -> None:
    _, found = undisturbed
    assert Counter(found) == {"accepted": 7, "refused": 3, "skipped": 2}


@pytest.mark.parametrize("place", PLACES)
def test_a_kill_anywhere_changes_nobodys_way_and_doubles_no_mail(
    workshop: Workshop, undisturbed: Result, place: str
) -> None:
    ways, found = run(prepare(workshop), place)
    assert ways == undisturbed[0]
    assert sorted(state.replace("uncertain", "accepted") for state in found) == sorted(undisturbed[1])
    arrived = workshop.arrived()
    assert set(arrived.values()) == {1}
    # Killed just before the last dot, the uncertain message has not arrived; just after it, it has.
    lost_at_the_wire = found.count("uncertain") if place == "delivery.at_wire" else 0
    assert len(arrived) == undisturbed[1].count("accepted") - lost_at_the_wire
