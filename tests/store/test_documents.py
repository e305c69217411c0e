"""Journeys, segments, settings and suppressions."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, update

from app.core.journey import Journey
from app.core.records import Counts, StepCount
from app.core.rules.tree import AllOf, Attribute, HasTag
from app.store import journeys, segments, settings, tables
from app.store.consistency import check
from app.store.counts import counts
from app.store.database import Database
from app.store.suppressions import (
    Suppression,
    count_suppressions,
    lift_suppression,
    suppress,
    suppression_of,
    suppression_page,
)

JOURNEY = Journey(id="welcome", name="Willkommen")


@pytest.fixture
def database() -> Database:
    return Database.memory()


def test_a_draft_is_kept_and_replaced(database) -> None:
    with database.write() as conn:
        journeys.save_draft(conn, JOURNEY, 1)
        journeys.save_draft(conn, JOURNEY.replace(name="Neu"), 2)
        (row,) = journeys.list_journeys(conn)
        assert (row.name, row.state, row.version, row.updated_at) == ("Neu", "draft", None, 2)
        assert journeys.load_draft(conn, "welcome") == JOURNEY.replace(name="Neu")
        assert journeys.load_draft(conn, "gone") is None
        assert journeys.live_version(conn, "welcome") is None


def test_each_publishing_makes_a_version_that_stays_as_it_was(database) -> None:
    with database.write() as conn:
        first = journeys.publish(conn, JOURNEY, 1)
        second = journeys.publish(conn, JOURNEY.replace(name="Neu"), 2)
        journeys.save_draft(conn, JOURNEY.replace(name="Entwurf"), 3)
        numbers = [(row.id, row.number) for row in journeys.list_versions(conn, "welcome")]
        live = journeys.live_version(conn, "welcome")
        row = journeys.journey_row(conn, "welcome")
    assert numbers == [(second, 2), (first, 1)]
    assert live is not None
    assert '"Neu"' in live.document
    assert row is not None
    assert (row.state, row.version) == ("live", 2)


def test_a_journey_is_paused(database) -> None:
    with database.write() as conn:
        journeys.publish(conn, JOURNEY, 1)
        journeys.set_state(conn, "welcome", "paused", 4)
        row = journeys.journey_row(conn, "welcome")
    assert row is not None
    assert (row.state, row.updated_at) == ("paused", 4)


def test_a_document_changed_behind_the_program_s_back_is_found(database) -> None:
    with database.write() as conn:
        journeys.publish(conn, JOURNEY, 1)
        assert check(conn) == ()
        conn.execute(update(tables.versions).values(document="{}"))
        assert check(conn) == ("journey welcome: the document of version 1 was changed",)


def test_segments_keep_their_rules(database) -> None:
    rule = AllOf(rules=(HasTag(tag="vip"), Attribute(field="city", op="one_of", value=("Bonn", 5))))
    with database.write() as conn:
        segments.save_segment(conn, segments.Segment("s1", "Alt", rule))
        segments.save_segment(conn, segments.Segment("s1", "Stammkunden", rule))
        segments.save_segment(conn, segments.Segment("s2", "Alle", AllOf()))
        assert segments.rules(conn) == {"s1": rule, "s2": AllOf()}
        assert segments.names(conn) == {"s2": "Alle", "s1": "Stammkunden"}
        segments.delete_segment(conn, "s1")
        assert list(segments.rules(conn)) == ["s2"]


def test_settings_keep_any_json_value(database) -> None:
    with database.write() as conn:
        settings.put(conn, "a", {"ä": [1, None]})
        settings.put(conn, "b", 1)
        settings.put(conn, "b", None)
        assert settings.get(conn, "a") == {"ä": [1, None]}
        assert settings.get(conn, "b", 7) is None
        assert settings.get(conn, "c", 7) == 7
        assert settings.read_setting(conn, "b") == "null"


def test_an_address_is_suppressed_from_the_earliest_instant_on(database) -> None:
    with database.write() as conn:
        suppress(conn, Suppression("Anna@x.de", "manual", 9))
        suppress(conn, Suppression("anna@X.de", "bounce", 5))
        suppress(conn, Suppression("anna@X.de", "bounce", 7))
        assert suppression_of(conn, "ANNA@x.de") == Suppression("anna@x.de", "manual", 5)
        assert suppression_page(conn, 0, 5) == [Suppression("anna@x.de", "manual", 5)]
        lift_suppression(conn, "anna@x.DE")
        assert count_suppressions(conn) == 0


def test_counters_become_the_numbers_on_the_canvas(database) -> None:
    rows = [
        ("a", "yes", 3), ("a", "no", 2), ("b", "@here", 4), ("m", "failed", 1), ("m", "next", 2),
        ("", "@entered", 9), ("", "@messages", 3), ("", "goal", 2), ("", "completed", 3),
    ]  # fmt: skip
    with database.write() as conn:
        version = journeys.publish(conn, JOURNEY, 1)
        values = [{"version_id": version, "step": step, "port": port, "n": n} for step, port, n in rows]
        conn.execute(insert(tables.counters), values)
        told = counts(conn, version)
        assert counts(conn, 99) == Counts()
    assert told.steps == {"a": StepCount(5), "b": StepCount(0, 4), "m": StepCount(3, 0, 1)}
    assert told.edges["a", "yes"] == 3
    assert (told.entered, told.active, told.goals, told.messages) == (9, 4, 2, 3)
    assert told.ended == {"goal": 2, "completed": 3}
