"""Lists, voucher pools, points and tasks, as a person keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.clock import DAY
from app.core.errors import StellwerkError, TableError, WorkspaceError
from app.core.fields import FieldSpec
from app.core.journey import Journey, Settings
from app.core.rules.tree import InList, Points, Rule
from app.core.text import same
from app.store.consistency import check
from app.store.tasks import TaskQuery
from app.ui.contacts.timeline import entry_words
from tests.support.shop import Shop
from tests.support.world import days, journey, step

IN = step("in", "manual_trigger")


def send_in(shop: Shop, document: Journey, who: int) -> None:
    """Publish a journey and let a contact in."""
    shop.space.journeys.publish(document)
    shop.space.journeys.enroll(document.id, [who])
    shop.space.runner.run_until_idle()


def waiting_for(goal: Rule) -> Journey:
    return journey(IN, step("wait", "wait", until=days(30)), settings=Settings(goal=goal))


def reason(shop: Shop) -> str:
    shop.space.runner.run_until_idle()
    counts = shop.space.journeys.counts("probe")
    return next(iter(counts.ended), "active")


def test_a_contact_put_on_a_list_reaches_a_goal_that_looks_at_it(shop: Shop) -> None:
    who, readers = shop.contact("Anna"), shop.space.lists.add("Treue Leser")
    assert readers == "treue-leser"
    send_in(shop, waiting_for(InList(list=readers)), who)
    assert reason(shop) == "active"
    shop.space.lists.put(readers, [who])
    assert reason(shop) == "goal"
    assert shop.space.lists.of_contact(who) == [readers]
    assert [(row.name, row.size) for row in shop.space.lists.all()] == [("Treue Leser", 1)]
    shop.space.lists.rename(readers, "Stammleser")
    assert shop.space.lists.find("stammleser").id == readers
    shop.space.lists.put(readers, [who], present=False)
    assert shop.space.lists.members(readers) == []
    shop.space.lists.delete(readers)
    assert shop.space.lists.all() == []


def test_names_of_lists_and_pools_are_given_once(shop: Shop) -> None:
    for keeper in (shop.space.lists, shop.space.vouchers):
        first = keeper.add("Frühling 10 %")
        assert first == "fruehling-10"
        assert keeper.add("Frühling: 10") == "fruehling-10-2"
        for name in ("", "x" * 81, "FRÜHLING 10 %"):
            with pytest.raises(WorkspaceError):
                keeper.add(name)
        with pytest.raises(WorkspaceError):
            keeper.find("Herbst")


def test_points_by_hand_count_as_a_change_and_stay_in_the_ledger(shop: Shop) -> None:
    who = shop.contact("Anna")
    send_in(shop, waiting_for(Points(value=8)), who)
    points = shop.space.points
    assert points.add(who, 5, "Begrüßung", shop.clock.now() + DAY) == 5
    assert points.add(who, 4) == 4
    assert reason(shop) == "goal"
    assert points.add(who, -6, "Einlösung") == -6
    assert points.balance(who) == 3
    assert [(one.amount, one.remaining) for one in points.ledger(who)] == [(-6, 0), (4, 3), (5, 0)]
    assert points.add(who, -10) == -3
    for amount in (0, 1_000_001):
        with pytest.raises(WorkspaceError):
            points.add(who, amount)


def test_points_expire_at_their_instant(shop: Shop) -> None:
    who = shop.contact("Anna")
    shop.space.points.add(who, 5, "", shop.clock.now() + DAY)
    shop.clock.move_to(shop.clock.now() + DAY - 1)
    assert shop.space.points.balance(who) == 5
    shop.clock.move_to(shop.clock.now() + 1)
    assert shop.space.points.balance(who) == 0
    assert shop.space.points.add(who, -5) == 0


def test_a_task_that_is_done_gives_the_contact_back(shop: Shop) -> None:
    who = shop.contact("Anna")
    task = step("call", "create_task", title="Anrufen", owner="Bea", lock={"amount": 9, "unit": "days"})
    send_in(shop, journey(IN, task), who)
    free = {"kind": "not", "rule": {"kind": "sales_lock"}}
    trigger = step("free", "segment_trigger", rule=free)
    shop.space.journeys.publish(journey(trigger, step("out", "exit")).replace(id="back", name="Zurück"))
    (open_task,) = shop.space.tasks.page()
    assert (open_task.email, open_task.owner, open_task.journey) == ("anna@example.org", "Bea", "probe")
    assert shop.space.journeys.counts("back").entered == 0
    shop.space.tasks.finish(open_task.id)
    shop.space.runner.run_until_idle()
    assert shop.space.journeys.counts("back").entered == 1
    assert (shop.space.tasks.count(), shop.space.tasks.count(TaskQuery(contact=who, done=True))) == (0, 1)
    with pytest.raises(WorkspaceError):
        shop.space.tasks.finish(open_task.id)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("A1\nB2\n\nB2\n C3 \n", ["A1", "B2", "C3"]),
        ("Code\nA1\nB2\n", ["A1", "B2"]),
        ("Nr;Gutscheincode\n1;A1\n2;B2\n", ["A1", "B2"]),
        ("A1", ["A1"]),
    ],
)
def test_codes_come_from_a_file_in_its_order(
    shop: Shop, tmp_path: Path, words: str, codes: list[str]
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(words)
    pool = shop.space.vouchers.add("Sommer")
    added = shop.space.vouchers.add_codes(pool, shop.space.vouchers.read_codes(file))
    assert (added.new, added.known) == (len(codes), 0)
    again = shop.space.vouchers.add_codes(pool, [*codes, "NEU"])
    assert (again.new, again.known) == (1, len(codes))
    assert [(row.free, row.given) for row in shop.space.vouchers.pools()] == [(len(codes) + 1, 0)]


def test_a_file_without_codes_and_codes_without_a_pool_are_refused(shop: Shop, tmp_path: Path) -> None:
    empty = tmp_path / "leer.csv"
    empty.write_text("Code\n")
    for file in (empty, tmp_path / "nicht-da.csv"):
        with pytest.raises(TableError):
            shop.space.vouchers.read_codes(file)
    with pytest.raises(WorkspaceError):
        shop.space.vouchers.add_codes("weg", ["A"])
    pool = shop.space.vouchers.add("Sommer")
    with pytest.raises(StellwerkError):
        shop.space.vouchers.add_codes(pool, ["A", "x" * 201])
    assert shop.space.vouchers.pools()[0].free == 0


def everything(shop: Shop) -> int:
    """Anna gets something of each kind; returns her id."""
    who = shop.contact("Anna")
    shop.space.contacts.add_field(FieldSpec(key="code", label="Code"))
    pool, readers = shop.space.vouchers.add("Sommer"), shop.space.lists.add("Leser")
    shop.space.vouchers.add_codes(pool, ["A1", "B2"])
    shop.space.points.add(who, 1, "Gruß")
    document = journey(
        IN,
        step("give", "give_voucher", pool=pool, field="code"),
        step("list", "change_list", list=readers),
        step("points", "earn_points", amount=5),
        step("call", "create_task", title="Anrufen", owner="Bea"),
    )
    send_in(shop, document, who)
    return who


def test_the_history_of_a_contact_tells_of_all_of_it(shop: Shop) -> None:
    who = everything(shop)
    shop.space.tasks.finish(shop.space.tasks.page()[0].id)
    entries = shop.space.contacts.detail(who).timeline
    told = [entry_words(entry, lambda _, node: same(node), same).de for entry in entries]
    for words in (
        "Aufgabe „Anrufen“ für Bea",
        "Aufgabe „Anrufen“ erledigt",
        "+5 Treuepunkte",
        "+1 Treuepunkt: Gruß",
        "Gutschein A1 aus „Sommer“",
        "Auf die Liste „Leser“ gesetzt",
    ):
        assert words in told


def test_an_erased_contact_leaves_its_code_given_to_nobody(shop: Shop) -> None:
    who = everything(shop)
    shop.space.erasing.erase(who, keep_off=False)
    pool = shop.space.vouchers.find("Sommer")
    assert (pool.free, pool.given) == (1, 1)
    (given,) = shop.space.vouchers.given(pool.id)
    assert (given.code, given.email) == ("A1", None)
    assert (shop.space.tasks.count(), shop.space.lists.members("leser")) == (0, [])
    with shop.space.database.read() as conn:
        assert check(conn) == ()
    bert = shop.contact("Bert")
    shop.space.journeys.enroll("probe", [bert])
    shop.space.runner.run_until_idle()
    assert {one.code: one.email for one in shop.space.vouchers.given(pool.id)}["B2"] == "bert@example.org"
    with pytest.raises(WorkspaceError):
        shop.space.vouchers.delete(pool.id)
