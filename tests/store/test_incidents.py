from __future__ import annotations

from typing import get_args

import pytest

from app.core.incidents import IncidentCode, incident_words
from app.core.text import Text
from app.store.database import Database
from app.store.incidents import Incident, IncidentQuery, incident_page, note, note_once


def test_the_same_is_told_once_for_each_step() -> None:
    database = Database.memory()
    with database.write() as conn:
        for step in ("a", "b", "a"):
            note_once(conn, Incident(5, "list_gone", "j1", step, detail={"list": "Leser"}))
        note_once(conn, Incident(6, "pool_empty", "j1", "a"))
        note(conn, Incident(7, "pool_empty", "j2", "a", contact=3))
        page = incident_page(conn, IncidentQuery(), 0, 9)
        assert [(one.at, one.code, one.journey, one.step) for one in page] == [
            (7, "pool_empty", "j2", "a"),
            (6, "pool_empty", "j1", "a"),
            (5, "list_gone", "j1", "b"),
            (5, "list_gone", "j1", "a"),
        ]
        assert page[-1].detail == {"list": "Leser"}
        assert len(incident_page(conn, IncidentQuery(journey="j1"), 0, 9)) == 3
        assert [one.contact for one in incident_page(conn, IncidentQuery(contact=3), 0, 9)] == [3]


def told(code: str) -> Text:
    """The sentence of an incident whose values are whatever it asks for."""
    values: dict[str, str | int] = {}
    while True:
        try:
            return incident_words(code, values)
        except KeyError as missing:
            values[str(missing.args[0])] = "x"


@pytest.mark.parametrize("code", get_args(IncidentCode))
def test_every_incident_has_a_sentence_in_both_languages(code: str) -> None:
    for sentence in told(code):
        assert sentence != code
        assert sentence.endswith(".")


def test_an_incident_of_a_newer_program_reads_as_itself() -> None:
    assert incident_words("star_fell", {}).de == "star_fell"
