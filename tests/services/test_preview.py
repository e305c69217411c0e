from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.bootstrap import make_services
from app.core.clock import DAY, to_datetime
from app.core.compiler import compile_journey
from app.core.errors import TableError
from app.core.fields import FieldSpec
from app.core.journey import Journey
from app.core.rules.tree import AllOf
from app.services.jobs import Cancelled, CancelSwitch
from app.services.preview import FromTable, FromWorkspace, Invented, PreviewRequest, next_monday
from app.services.simulating.behaviour import usual_reactions
from app.services.simulating.listening import listening
from app.store.segments import Segment, save_segment
from app.store.vouchers import add_codes, add_pool, all_pools
from nodes import catalog
from tests.support.command import BOOKSHOP
from tests.support.shop import Shop
from tests.support.small_journey import small_journey
from tests.support.tables import write
from tests.support.world import START, journey, step

SERVICES = make_services()
KRIMI = SERVICES.files.load(BOOKSHOP / "krimi-leseproben.journey")


def test_the_same_seed_gives_the_same_people_and_the_same_way() -> None:
    first, again, other = (
        SERVICES.preview.run(PreviewRequest(KRIMI, Invented(30), 30, seed, START)) for seed in (1, 1, 2)
    )
    assert first == again
    assert {line.email for line in first.trace} != {line.email for line in other.trace}


def test_invented_people_try_every_case_of_a_branch() -> None:
    result = SERVICES.preview.run(PreviewRequest(KRIMI, Invented(150), 60, 1, START))
    taken = {port for (step, port), count in result.counts.edges.items() if step == "genre" and count}
    assert taken == {"crime", "thriller", "historical", "else"}
    assert result.counts.goals > 0
    assert result.counts.entered == 150
    assert sum(result.per_day.values()) == len(result.messages) == result.counts.messages


def test_invented_people_look_like_people() -> None:
    result = SERVICES.preview.run(PreviewRequest(small_journey(), Invented(40), 30, 1, START))
    names = {message.email.partition("@")[0] for message in result.messages}
    assert len(names) > 30
    assert all(name.isascii() and name.count(".") >= 2 for name in names)
    assert Counter(message.state for message in result.messages).keys() == {"accepted", "skipped"}


def test_reactions_follow_what_the_journey_listens_to() -> None:
    def events(journey):
        return [
            reaction.event for reaction in usual_reactions(listening(compile_journey(journey, catalog())))
        ]

    assert events(small_journey()) == []
    assert events(KRIMI) == ["message_opened", "page_visited", "purchase"]


def voucher_journey(rule: dict[str, object]) -> Journey:
    """Of those who beg, regulars get a code while there are any."""
    return journey(
        step("in", "event_trigger", event={"type": "begs"}),
        step("regular", "branch", cases=[{"id": "yes", "name": "", "rule": rule}]),
        step("code", "give_voucher", pool="spring", field="company"),
        step("none", "exit"),
        step("done", "goal"),
        edges="in>regular regular.yes>code code>done code.empty>none regular.else>none",
    )


def test_vouchers_of_a_pool_that_nobody_knows_do_not_run_out() -> None:
    everybody = voucher_journey({"kind": "all", "rules": []})
    result = SERVICES.preview.run(PreviewRequest(everybody, Invented(30), 30, 1, START))
    assert result.counts.edges["code", "next"] == result.counts.goals == 30


def test_segments_and_free_codes_of_the_workspace_count(shop: Shop) -> None:
    with shop.space.database.write() as conn:
        save_segment(conn, Segment("all", "Alle", AllOf()))
        add_pool(conn, "spring", "Frühling")
        add_codes(conn, "spring", [f"F{number}" for number in range(7)])
    regulars = voucher_journey({"kind": "segment", "segment": "all"})
    request = PreviewRequest(regulars, Invented(30), 30, 1, START, workspace=shop.path)
    result = SERVICES.preview.run(request)
    assert result.counts.edges["code", "next"] == 7
    assert result.counts.edges["code", "empty"] == 23
    with shop.space.database.read() as conn:
        assert all_pools(conn)[0].free == 7


def test_invented_people_have_values_in_the_attributes_of_the_workspace(shop: Shop) -> None:
    shop.space.contacts.add_field(FieldSpec(key="birthday", label="Birthday", type="date"))
    day = {"field": "birthday", "yearly": True}
    greeting = journey(step("day", "date_trigger", on=day), step("done", "goal"), edges="day>done")
    request = PreviewRequest(greeting, Invented(100), 365, 1, START, workspace=shop.path)
    assert SERVICES.preview.run(request).counts.entered > 50


def test_the_contacts_of_a_workspace_bring_their_past(shop: Shop) -> None:
    shop.space.contacts.add_field(FieldSpec(key="genre", label="Genre"))
    shop.contact("Anna", genre="Krimi")
    shop.contact("Bert", consent=False)
    shop.event("Anna", kind="visit")
    before = shop.path.stat().st_mtime_ns
    request = PreviewRequest(small_journey(), FromWorkspace(shop.path), 10, 1, START + DAY)
    result = SERVICES.preview.run(request)
    assert (result.contacts, result.counts.entered) == (2, 0)
    assert shop.path.stat().st_mtime_ns == before
    assert shop.space.journeys.rows() == []


def test_a_table_without_events_is_refused(tmp_path: Path) -> None:
    contacts, events = (
        write(tmp_path, "email\na@b.org\n"),
        write(tmp_path, "email;x\na@b.org;1\n", name="e.csv"),
    )
    with pytest.raises(TableError, match="holds no events"):
        SERVICES.preview.run(PreviewRequest(small_journey(), FromTable(contacts, events), 10))


def test_a_preview_can_be_cancelled() -> None:
    switch = CancelSwitch(lambda done, _total: switch.cancel() if done > 20 else None)
    with pytest.raises(Cancelled):
        SERVICES.preview.run(PreviewRequest(small_journey(), Invented(10), 30), switch)


def test_a_preview_begins_on_the_next_monday_morning() -> None:
    begins = to_datetime(next_monday(START, "Europe/Berlin"))
    assert begins.isoformat() == "2026-03-09T08:00:00+00:00"
