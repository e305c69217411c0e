"""What steps know of the workspace: names of lists, vouchers, journeys, services and servers."""

from __future__ import annotations

from app.channels.service_settings import ServiceSettings
from tests.support.shop import Shop
from tests.support.small_journey import small_journey
from tests.support.world import journey, step


def test_things_of_the_workspace_are_known_by_their_names(shop: Shop) -> None:
    settings, other = shop.space.settings, small_journey()
    club, autumn = shop.space.lists.add("Lesekreis"), shop.space.vouchers.add("Herbst")
    service = ServiceSettings(id="sms", name="SMS-Dienst", preset="seven")
    settings.save(settings.get().model_copy(update={"services": (service,)}))
    shop.space.journeys.save_draft(other)
    around = shop.space.journeys.around(journey(step("in", "manual_trigger")))
    assert around.lists == {club: "Lesekreis"}
    assert around.pools == {autumn: "Herbst"}
    assert around.services == {"sms": "SMS-Dienst"}
    assert around.journeys == {other.id: other.name}


def test_a_server_is_called_only_after_a_person_has_confirmed_it(shop: Shop) -> None:
    calling = journey(
        step("in", "manual_trigger"),
        step("call", "call_address", url="https://till.example/x"),
        step("out", "exit"),
    )
    assert [each.code for each in shop.space.journeys.validate(calling)] == ["call.not_allowed"]
    settings = shop.space.settings
    settings.save(settings.get().model_copy(update={"confirmed_hosts": ("till.example",)}))
    assert shop.space.journeys.validate(calling) == ()
