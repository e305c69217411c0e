"""Version two is published in the window over 10,000 waiting contacts: steps moved, gone, waits changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.bootstrap import make_services, open_workspace
from app.core.clock import DAY, VirtualClock
from app.core.impact import Choice, Spot
from app.core.journey import Journey
from app.core.records import EventRecord
from app.services.facade import Services
from app.services.secrets import Secrets
from app.services.workspace import Workspace
from app.store import tables as t
from app.store.consistency import check
from app.store.contacts import NewContact, upsert_contacts
from app.store.events import record_events
from app.ui.application import WindowProgram
from app.ui.editors.combo import ValueCombo
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.impact_box import ImpactBox
from tests.support.shop import NoKeyring
from tests.support.world import START, berlin, days, journey, step
from tests.ui.hand import button, choose, click, named

FIRST, SECOND, THIRD = 3_000, 4_000, 3_000
"""How many wait at the first, the second and the third wait on the 16th day."""
NOW = START + 16 * DAY


def first_version() -> Journey:
    return journey(
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("short", "wait", until=days(5)),
        step("tag", "change_tags", add=["early"]),
        step("long", "wait", until=days(5)),
        step("last", "wait", until=days(10)),
        step("mail", "send_mail", subject="Hello", body="Good day.", layout="letter"),
        language="en",
    )


def second_version() -> Journey:
    """The first wait is shorter, the second longer, the third gone, and the tag comes after the second."""
    return journey(
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("short", "wait", until=days(1)),
        step("long", "wait", until=days(30)),
        step("tag", "change_tags", add=["early"]),
        step("mail", "send_mail", subject="Hello again", body="Good day.", layout="letter"),
        language="en",
    )


@pytest.fixture
def services() -> Services:
    """The real services."""
    return make_services()


@pytest.fixture
def crowd(tmp_path: Path, services: Services) -> Iterator[Workspace]:
    """10,000 contacts under way in version one."""
    clock = VirtualClock(START)
    with open_workspace(
        tmp_path / "crowd.stellwerk", services.catalog, Secrets(NoKeyring(), {}), clock
    ) as space:
        settings = space.settings.get()
        space.settings.save(settings.model_copy(update={"language": "en", "theme": "light"}))
        space.journeys.publish(first_version())
        entered = Counter({14: FIRST, 9: SECOND, 4: THIRD})
        names = [f"n{n}@example.org" for n in range(FIRST + SECOND + THIRD)]
        with space.database.write() as conn:
            people = [NewContact({"email": name}) for name in names]
            upsert_contacts(conn, space.database.fields, people, START, watch=False)
            moments = [START + day * DAY for day in entered.elements()]
            record_events(
                conn,
                [EventRecord("form_submitted", at, name) for at, name in zip(moments, names, strict=True)],
            )
        clock.move_to(NOW)
        space.runner.run_until_idle()
        yield space


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, services: Services, crowd: Workspace) -> Iterator[DeskJourneyPage]:
    """Version two as a draft in the window."""
    started = WindowProgram(qapp, services, crowd)
    qtbot.addWidget(started.window)
    started.window.show()
    crowd.runner.stop()
    crowd.journeys.save_draft(second_version())
    started.window.open_journey(second_version())
    shown = started.window.page
    assert isinstance(shown, DeskJourneyPage)
    yield shown
    crowd.runner.stop()
    started.close()


def impact(page: DeskJourneyPage, qtbot: QtBot) -> ImpactBox:
    """Open the sheet and wait until it knows."""
    click(page.header.publish)
    box = page.sheet.impact
    assert box is not None
    if box.impact is None:
        assert not page.sheet._primary.isEnabled(), "nobody publishes before it is known what that means"
    qtbot.waitUntil(lambda: box.impact is not None, timeout=20_000)
    qtbot.waitUntil(lambda: box.ways["each"].height() > 8)  # laid out, so that a click meets what it is for
    return box


def words(page: DeskJourneyPage) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in page.sheet.findChildren(QLabel) if each.isVisible())


def publish(page: DeskJourneyPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.sheet.published, timeout=60_000):
        click(button(page.sheet, "Publish now"))
    page._desk.workspace.runner.stop()


def standing(space: Workspace) -> Counter[tuple[int, str | None]]:
    """How many stand where: number of the version and step, None for those who are out."""
    with space.database.read() as conn:
        rows = conn.execute(
            select(t.versions.c.number, t.positions.c.step)
            .select_from(t.enrollments)
            .join(t.versions, t.versions.c.id == t.enrollments.c.version_id)
            .outerjoin(t.positions, t.positions.c.id == t.enrollments.c.position)
        )
        assert check(conn) == ()
        return Counter((row.number, row.step) for row in rows)


def test_left_alone_everybody_stays_on_version_one(
    page: DeskJourneyPage, qtbot: QtBot, crowd: Workspace
) -> None:
    impact(page, qtbot)
    told = words(page)
    assert "10,000 contacts are under way." in told
    assert "4,000 at “long”, 3,000 at “last”, 3,000 at “short”" in told
    assert "Nothing becomes due at once by this." in told
    publish(page, qtbot)
    assert standing(crowd) == {(1, "short"): FIRST, (1, "long"): SECOND, (1, "last"): THIRD}


def test_who_comes_along_waits_as_the_new_version_says_and_the_sheet_says_it_before(
    page: DeskJourneyPage, qtbot: QtBot, crowd: Workspace
) -> None:
    box = impact(page, qtbot)
    click(box.ways["move"])
    come = "What becomes of the contacts at “last”?"
    combo = named(page.sheet, ValueCombo, come)
    # The first wait was 5 days and is 1 now: 3,000 are due. The step of the others is gone: ask about them.
    qtbot.waitUntil(lambda: "Due at once: 3,000 contacts." in words(page), timeout=20_000)
    choose(combo, "go on at “mail”")
    qtbot.waitUntil(lambda: "Due at once: 6,000 contacts." in words(page), timeout=20_000)
    assert "Up to 3,000 mails may go out with that at once." in words(page)
    publish(page, qtbot)
    # The runner may have begun already; whoever it has moved is one of those who were due.
    found = standing(crowd)
    assert found[2, "long"] >= SECOND
    assert sum(found.values()) == FIRST + SECOND + THIRD
    assert not [place for place in found if place[0] == 1]
    assert "10,000 contacts have come along." in page.banner.words


def test_each_step_is_decided_on_its_own(page: DeskJourneyPage, qtbot: QtBot, crowd: Workspace) -> None:
    box = impact(page, qtbot)
    click(box.ways["each"])
    choose(named(page.sheet, ValueCombo, "What becomes of the contacts at “last”?"), "leave the journey")
    choose(named(page.sheet, ValueCombo, "What becomes of the contacts at “long”?"), "go on at “long”")
    assert box.choices == {
        Spot(1, "short"): Choice("keep"),
        Spot(1, "long"): Choice("move", "long"),
        Spot(1, "last"): Choice("exit"),
    }
    publish(page, qtbot)
    assert standing(crowd) == {(1, "short"): FIRST, (2, "long"): SECOND, (1, None): THIRD}
    with crowd.database.read() as conn:
        dues = set(
            conn.execute(select(t.enrollments.c.due).where(t.enrollments.c.due > NOW + 20 * DAY)).scalars()
        )
    # Counted from the arrival at the wait, 16 March; the clocks have changed since.
    assert dues == {berlin("2026-04-15 10:00")}
