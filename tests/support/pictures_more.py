"""Pictures of what happens while journeys run: activity, new versions, pauses, lists, storage."""

from __future__ import annotations

from sqlalchemy import insert

from app.core.clock import DAY, HOUR, Instant
from app.core.journey import Edge, Journey
from app.core.text import Language
from app.services.workspace import Workspace
from app.store import tables as t
from app.store.incidents import Incident, note
from app.ui.activity.page import ActivityPage
from app.ui.contacts.page import ContactsPage
from app.ui.settings.page import SettingsPage
from tests.support.camera import Photographer, settle, wait_for
from tests.support.trouble import stir_up

LISTS = {"de": ("Lesekreis", "Presse"), "en": ("Book club", "Press")}
POOLS = {"de": ("Frühling 5 €", "Geburtstag"), "en": ("Spring 5 €", "Birthday")}
TASKS = {
    "de": (("Anrufen", "Hat den Newsletter dreimal geöffnet."), ("Leseexemplar schicken", "")),
    "en": (("Call", "Has opened the newsletter three times."), ("Send a reading copy", "")),
}


def make_busy(space: Workspace, journey: str, language: Language) -> None:
    """Messages in every state, incidents, lists, vouchers and tasks."""
    now = space.activity.now()
    stir_up(space, now)
    _incidents(space, journey, now, language)
    for name in LISTS[language]:
        space.lists.put(space.lists.add(name), range(1, 8))
    for number, name in enumerate(POOLS[language]):
        space.vouchers.add_codes(space.vouchers.add(name), [f"C-{n}" for n in range(120 * number)])
    rows = [
        {"contact_id": 3 + n, "title": title, "note": words, "owner": "Eva", "created_at": now - DAY}
        for n, (title, words) in enumerate(TASKS[language])
    ]
    dues = ({"due_at": now - HOUR, "lock_until": now + 3 * DAY}, {"due_at": now + DAY, "lock_until": None})
    with space.database.write() as conn:
        conn.execute(insert(t.tasks), [{**row, **due} for row, due in zip(rows, dues, strict=True)])


def _incidents(space: Workspace, journey: str, now: Instant, language: Language) -> None:
    found = (
        Incident(now - 50 * HOUR, "pool_empty", journey, detail={"pool": POOLS[language][0]}),
        Incident(now - 20 * HOUR, "list_gone", journey, detail={"list": LISTS[language][1]}),
    )
    with space.database.write() as conn:
        for each in found:
            note(conn, each)


def second_version(journey: Journey) -> Journey:
    """The first wait is shorter, and the last one gone."""
    waits = [node for node in journey.nodes if node.type == "wait"]
    config = {**waits[0].config, "until": {"after": {"amount": 1, "unit": "days"}}}
    changed, gone = waits[0].model_copy(update={"config": config}), waits[-1].id
    nodes = [changed if node.id == changed.id else node for node in journey.nodes if node.id != gone]
    after = journey.target(gone, "next")
    edges: list[Edge] = []
    for edge in journey.edges:
        if edge.target == gone and after is not None:
            edges.append(edge.model_copy(update={"target": after}))
        elif gone not in (edge.source, edge.target):
            edges.append(edge)
    return journey.replace(nodes=tuple(nodes), edges=tuple(edges))


def take_activity(camera: Photographer) -> None:
    """Every part of the page, and a failed message."""
    camera.window.show_page("activity")
    page = camera.window.page
    assert isinstance(page, ActivityPage)
    page.open_tab("decide")
    camera.take("activity-decide")
    page.open_tab("planned")
    wait_for(lambda: not page.planning)
    camera.take("activity-planned")
    page.open_tab("log")
    camera.take("activity-incidents")
    page.show_shelf("failed")
    page.outbox.table.selectRow(0)
    camera.take("activity-outbox")


def take_version_two(camera: Photographer, journey: Journey) -> None:
    """The publish sheet over waiting contacts, and what it asks."""
    camera.window.open_journey(second_version(journey))
    camera.journey.header.publish.click()
    box = camera.journey.sheet.impact
    assert box is not None
    wait_for(lambda: box.impact is not None)
    camera.take("version-two")
    box.ways["each"].click()
    settle()
    camera.take("version-two-each")
    camera.window.close_journey()


def take_pause(camera: Photographer, space: Workspace, journey: Journey) -> None:
    """A paused journey is to run on."""
    space.pausing.pause(journey.id)
    camera.window.open_journey(journey)
    camera.journey.drawer.open(2)
    camera.journey.standing.resume()
    wait_for(camera.journey.question.isVisible)
    camera.take("resume")
    camera.window.close_journey()
    space.pausing.resume(journey.id, "stood_still")


def take_kept(camera: Photographer) -> None:
    """Lists, vouchers and tasks."""
    camera.window.show_page("contacts")
    page = camera.window.page
    assert isinstance(page, ContactsPage)
    for view in ("lists", "vouchers", "tasks"):
        page.open_view(view)
        camera.take(view)
    page.open_view("contacts")


def take_more_settings(camera: Photographer) -> None:
    """The lower half of the settings."""
    camera.window.show_page("settings")
    page = camera.window.page
    assert isinstance(page, SettingsPage)
    page.scroll_to_end()
    camera.take("settings-more")
