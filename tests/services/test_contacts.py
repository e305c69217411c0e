from __future__ import annotations

import pytest

from app.core.clock import DAY
from app.core.errors import TableError, WorkspaceError
from app.core.fields import FieldSpec
from app.core.rules.tree import Attribute
from tests.support.shop import Shop
from tests.support.small_journey import small_journey


def test_contacts_are_listed_searched_and_ordered(shop: Shop) -> None:
    for name, city in (("Anna", "Wien"), ("Bert", "Berlin"), ("Änne", "Wien")):
        shop.space.contacts.add({"email": f"{ord(name[0])}@example.org", "first_name": name, "city": city})
    contacts = shop.space.contacts
    assert contacts.count() == 3
    assert contacts.count("wien") == 2
    assert contacts.count("ÄNNE wien") == 1
    assert contacts.count(rule=Attribute(field="city", value="berlin")) == 1
    assert [each.values["first_name"] for each in contacts.page(0, 2, order="city")] == ["Bert", "Anna"]
    assert [each.values["first_name"] for each in contacts.page(2, 2, order="city")] == ["Änne"]
    assert contacts.load(contacts.ids("wien"))[1].values["first_name"] == "Änne"


@pytest.mark.parametrize("address", ["", "anna", "ANNA@example.org"])
def test_a_wrong_or_taken_address_is_told_in_words(shop: Shop, address: str) -> None:
    shop.contact("Anna")
    with pytest.raises(TableError):
        shop.space.contacts.add({"email": address})
    assert shop.space.contacts.count() == 1


def test_changes_of_a_contact_are_kept(shop: Shop) -> None:
    shop.space.contacts.add_field(FieldSpec(key="genre", label="Genre"))
    number = shop.contact("Anna", city="Wien")
    shop.space.contacts.change(number, {"city": None, "genre": "Krimi", "email": "anna.neu@example.org"})
    shop.space.contacts.set_tags(number, ["a", " b "])
    shop.space.contacts.set_tags(number, ["b", "c"])
    found = shop.space.contacts.by_email("ANNA.NEU@example.org")
    assert found is not None
    assert (found.values["city"], found.values["genre"], found.tags) == (None, "Krimi", {"b", "c"})
    with pytest.raises(TableError):
        shop.space.contacts.change(number, {"email": "nobody"})


def test_one_contact_shows_everything_known(shop: Shop) -> None:
    number = shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    shop.clock.move_to(shop.clock.now() + DAY)
    shop.space.contacts.set_consent(number, "newsletter", "withdrawn", "Telefon")
    detail = shop.space.contacts.detail(number)
    assert [(each.status, each.source) for each in detail.consents] == [
        ("granted", ""),
        ("withdrawn", "Telefon"),
    ]
    kinds = [entry.kind for entry in detail.timeline]
    assert (kinds[0], set(kinds)) == ("consent", {"consent", "event", "entered", "step", "message"})
    assert shop.space.contacts.purposes() == ["newsletter"]


def test_a_contact_that_is_gone_is_told_in_words(shop: Shop) -> None:
    with pytest.raises(WorkspaceError, match="no longer there"):
        shop.space.contacts.detail(7)


def test_an_event_with_a_known_key_is_passed_over(shop: Shop) -> None:
    shop.contact("Anna")
    assert [shop.event("Anna", key="k"), shop.event("Anna", key="k")] == [True, False]
    assert shop.space.contacts.event_types() == ["form_submitted"]


def test_samples_are_what_the_latest_contacts_and_events_have(shop: Shop) -> None:
    shop.space.contacts.add_field(FieldSpec(key="genre", label="Genre"))
    for name, city in (("Anna", "Wien"), ("Bert", "Graz"), ("Cleo", "Wien")):
        shop.contact(name, city=city)
    shop.space.contacts.change(shop.space.contacts.ids()[0], {"genre": "Krimi", "city": ""})
    shop.event("Anna")
    samples = shop.space.contacts.samples()
    assert samples["city"] == ("Wien", "Graz")
    assert samples["genre"] == ("Krimi",)
    assert "phone" not in samples
    assert shop.space.contacts.event_samples() == {}
