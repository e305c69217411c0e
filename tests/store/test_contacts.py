from __future__ import annotations

import pytest
from sqlalchemy import select, text

from app.core.errors import WorkspaceError
from app.core.fields import FieldSpec
from app.core.records import ConsentRecord
from app.core.rules.tree import Attribute
from app.core.share import contact_hash
from app.store import tables
from app.store.consents import add_consent, consent_history, current_consents, purposes
from app.store.contact_columns import MAX_FIELDS, add_field
from app.store.contact_lists import ContactQuery, contact_ids, contact_page, count_contacts
from app.store.contacts import (
    NewContact,
    Upserted,
    all_tags,
    contact_by_email,
    get_contact,
    load_contacts,
    set_tag,
    set_values,
    upsert_contacts,
)
from app.store.database import Database
from tests.store.workspaces import FIELDS, with_fields

ANNA = NewContact({"email": "Anna@Example.org", "city": "Köln", "vip": True, "points": 2.0}, frozenset({"a"}))


@pytest.fixture
def database() -> Database:
    return with_fields()


def bring(database: Database, *contacts: NewContact, at: int = 5, watch: bool = False) -> Upserted:
    with database.write() as conn:
        return upsert_contacts(conn, FIELDS, contacts, at, watch=watch)


def changed(database: Database) -> dict[int, int]:
    with database.read() as conn:
        return {row.contact_id: row.at for row in conn.execute(select(tables.changes))}


def test_a_contact_is_found_by_its_address_in_any_case(database) -> None:
    bring(database, ANNA)
    with database.read() as conn:
        found = contact_by_email(conn, FIELDS, " anna@EXAMPLE.org")
        assert found is not None
        assert found.email == "Anna@Example.org"
        assert contact_by_email(conn, FIELDS, "otto@example.org") is None
    assert (found.values["vip"], found.values["points"], found.values["score"]) == (True, 2, 0)
    assert found.tags == {"a"}


def test_bringing_in_again_replaces_what_is_given_and_keeps_the_rest(database) -> None:
    bring(database, ANNA, at=5)
    again = NewContact({"email": "anna@example.org", "genre": "Krimi", "city": ""}, frozenset({"b"}))
    new = NewContact({"email": "otto@example.org"})
    assert bring(database, again, new, new, at=9) == Upserted(new=1, known=1)
    with database.read() as conn:
        found = get_contact(conn, FIELDS, 1)
    assert found is not None
    assert found.values["genre"] == "Krimi"
    assert found.values["city"] is None
    assert found.values["vip"] is True
    assert found.values["created_at"] == 5
    assert found.tags == {"a", "b"}


def test_the_share_depends_on_the_address_alone(database) -> None:
    bring(database, ANNA)
    with database.read() as conn:
        assert conn.execute(select(tables.contacts.c.share)).scalar() == contact_hash("anna@example.org")


def test_the_same_consents_are_noted_once(database) -> None:
    words = (ConsentRecord("news", "granted", 3, "form", "Ja, gern"),)
    contact = NewContact({"email": "anna@example.org"}, consents=words)
    bring(database, contact)
    bring(database, contact)
    with database.read() as conn:
        assert consent_history(conn, 1) == list(words)
        assert purposes(conn) == ["news"]


def test_the_latest_consent_counts_at_each_instant(database) -> None:
    bring(database, ANNA)
    with database.write() as conn:
        add_consent(conn, 1, ConsentRecord("news", "granted", 1), watch=True)
        add_consent(conn, 1, ConsentRecord("news", "withdrawn", 5), watch=True)
        assert current_consents(conn, 1, 4)["news"].status == "granted"
        assert current_consents(conn, 1, 5)["news"].status == "withdrawn"
    assert changed(database) == {1: 1}


def test_a_change_keeps_the_earliest_instant_at_which_it_was_noted(database) -> None:
    bring(database, ANNA)
    assert changed(database) == {}
    bring(database, ANNA, at=9, watch=True)
    bring(database, ANNA, at=7, watch=True)
    bring(database, ANNA, at=8, watch=True)
    assert changed(database) == {1: 7}


def test_values_of_one_contact_change_and_are_noted(database) -> None:
    bring(database, ANNA)
    values = {"city": "", "score": None, "vip": False, "email": "neu@example.org"}
    with database.write() as conn:
        set_values(conn, FIELDS, 1, values, 6, watch=True)
        found = contact_by_email(conn, FIELDS, "neu@example.org")
    assert found is not None
    assert [found.values[key] for key in ("city", "score", "vip")] == [None, 0, False]
    assert changed(database) == {1: 6}


def test_an_address_of_somebody_else_is_refused(database) -> None:
    bring(database, ANNA, NewContact({"email": "otto@example.org"}))
    with pytest.raises(WorkspaceError, match="another contact"), database.write() as conn:
        set_values(conn, FIELDS, 1, {"email": "OTTO@example.org"}, 6, watch=False)


def test_tags_are_added_and_taken_away(database) -> None:
    bring(database, ANNA, NewContact({"email": "otto@example.org"}))
    with database.write() as conn:
        set_tag(conn, [1, 2], "vip", 6, present=True, watch=True)
        set_tag(conn, [1], "a", 6, present=False, watch=True)
        assert all_tags(conn) == ["vip"]
        assert [contact.tags for contact in load_contacts(conn, FIELDS, [2, 99, 1])] == [{"vip"}, {"vip"}]
    assert changed(database) == {1: 6, 2: 6}


class TestLists:
    """Three contacts, searched and sorted."""

    @pytest.fixture
    def database(self) -> Database:
        database = with_fields()
        rows = (
            ("c@x.de", "Zoë", "Öhler", "Köln"),
            ("B@x.de", "Bert", "Müller", None),
            ("a@x.de", None, "M_ller", "Bonn"),
        )
        keys = ("email", "first_name", "last_name", "city")
        bring(database, *(NewContact(dict(zip(keys, row, strict=True))) for row in rows))
        return database

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (ContactQuery(), ["c@x.de", "B@x.de", "a@x.de"]),
            (ContactQuery(descending=True), ["a@x.de", "B@x.de", "c@x.de"]),
            (ContactQuery(sort="email"), ["a@x.de", "B@x.de", "c@x.de"]),
            (ContactQuery(sort="city"), ["a@x.de", "c@x.de", "B@x.de"]),
            (ContactQuery(sort="city", descending=True), ["c@x.de", "a@x.de", "B@x.de"]),
            (ContactQuery(search="MÜLL"), ["B@x.de"]),
            (ContactQuery(search="m_l"), ["a@x.de"]),
            (ContactQuery(search="x.de ÖHLER köln"), ["c@x.de"]),
            (ContactQuery(search="bert bonn"), []),
            (ContactQuery(rule=Attribute(field="city", op="is_empty")), ["B@x.de"]),
        ],
    )
    def test_contacts_are_found_and_sorted(self, database, query, expected) -> None:
        with database.read() as conn:
            assert [contact.email for contact in contact_page(conn, FIELDS, query, 0, 10)] == expected
            assert count_contacts(conn, FIELDS, query) == len(expected)

    def test_pages_follow_one_another(self, database) -> None:
        with database.read() as conn:
            query = ContactQuery(sort="email")
            pages = [contact_ids(conn, FIELDS, query, offset, 2) for offset in (0, 2, 4)]
        assert pages == [[3, 2], [1], []]


def test_removing_a_contact_takes_its_data_along(database) -> None:
    bring(database, ANNA, watch=True)
    with database.write() as conn:
        conn.execute(tables.contacts.delete())
        for table in ("tags", "changes"):
            assert conn.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_a_workspace_takes_so_many_fields_and_no_more(database) -> None:
    with database.write() as conn:
        for number in range(MAX_FIELDS - len(FIELDS.custom)):
            add_field(conn, FieldSpec(key=f"f{number}", label="F"))
        with pytest.raises(WorkspaceError):
            add_field(conn, FieldSpec(key="more", label="F"))
