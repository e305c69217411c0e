"""Calls and service messages of a real workspace, over HTTP and into the folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator

import pytest
from sqlalchemy import select

from app.channels.service_settings import ServiceSettings
from app.core.journey import Edge, Journey, Node
from app.services.settings import secret_name
from app.store import tables as t
from tests.support.shop import Shop
from tests.support.web_server import WebServer, web_server


@pytest.fixture
def web() -> Generator[WebServer]:
    with web_server() as server:
        yield server


def calling(url: str) -> Journey:
    """By hand: a call of an address, then a message over a service."""
    call = {"url": url, "fields": ["first_name"]}
    message = {"service": "chat", "text": "{{ contact.first_name }} ist da", "recipient": "email"}
    return Journey(
        id="j1",
        name="J",
        nodes=(
            Node(id="in", type="manual_trigger"),
            Node(id="call", type="call_address", config=call),
            Node(id="say", type="service_message", config={**message, "purpose": "transactional"}),
        ),
        edges=(Edge(source="in", port="next", target="call"), Edge(source="call", port="next", target="say")),
    )


def configure(shop: Shop, url: str, **changes: object) -> None:
    service = ServiceSettings(id="chat", name="Teamchat", preset="webhook")
    given = {"delivery": "smtp", "services": (service,), "own_hosts": ("127.0.0.1",), **changes}
    shop.space.settings.save(shop.space.settings.get().model_copy(update=given))
    shop.space.passwords.remember(secret_name("chat", "url"), url)


def run(
    shop: Shop, journey: Journey, before: Callable[[], None] = lambda: None
) -> list[tuple[str, str, str]]:
    """What became of Anna's two messages: step, state, reason."""
    anna = shop.contact("Anna")
    shop.space.journeys.save_draft(journey)
    shop.space.journeys.publish(journey)
    shop.space.journeys.enroll("j1", [anna])
    before()
    shop.space.runner.run_until_idle()
    return outbox(shop)


def outbox(shop: Shop) -> list[tuple[str, str, str]]:
    o = t.outbox.c
    with shop.space.database.read() as conn:
        return [tuple(row) for row in conn.execute(select(o.step, o.state, o.reason).order_by(o.id))]


def test_both_arrive_once_the_host_is_confirmed_though_no_mail_account_is_set_up(shop, web) -> None:
    configure(shop, web.url("/chat"), confirmed_hosts=("127.0.0.1",))
    assert run(shop, calling(web.url("/call"))) == [("call", "accepted", ""), ("say", "accepted", "")]
    told = {asked.path: json.loads(asked.body) for asked in web.asked}
    assert told["/call"]["contact"] == {"first_name": "Anna"}
    assert told["/chat"]["text"] == "Anna ist da"
    assert told["/chat"]["recipient"] == "anna@example.org"


def test_a_host_that_is_no_longer_confirmed_is_not_called(shop, web) -> None:
    configure(shop, web.url("/chat"), confirmed_hosts=("127.0.0.1",))
    states = run(
        shop, calling(web.url("/call")), lambda: configure(shop, web.url("/chat"), confirmed_hosts=())
    )
    assert states[0] == ("call", "refused", "unconfirmed_host: 127.0.0.1")
    assert [asked.path for asked in web.asked if asked.path == "/call"] == []


def test_without_leave_nothing_gets_into_the_own_network(shop, web) -> None:
    configure(shop, web.url("/chat"), confirmed_hosts=("127.0.0.1",), own_hosts=())
    states = run(shop, calling(web.url("/call").replace("http:", "https:")))
    assert states[0] == ("call", "refused", "inward_address")
    assert web.asked == []
    problem = shop.space.runner.run_until_idle().problem
    assert problem is not None
    assert "Teamchat" in problem.de


def test_a_service_without_its_secret_waits_and_says_so(shop, web) -> None:
    configure(shop, web.url("/chat"), confirmed_hosts=("127.0.0.1",))
    shop.space.passwords.forget(secret_name("chat", "url"))
    states = run(shop, calling(web.url("/call")))
    assert [state for _, state, _ in states] == ["accepted", "queued"]
    problem = shop.space.runner.run_until_idle().problem
    assert problem is not None
    assert "Adresse des Webhooks" in problem.de
    shop.space.passwords.remember(secret_name("chat", "url"), web.url("/chat"))
    shop.space.runner.resume_sending()
    shop.space.runner.run_until_idle()
    assert [state for _, state, _ in outbox(shop)] == ["accepted", "accepted"]


def test_into_a_folder_they_are_written_as_texts_and_nobody_is_called(shop, web) -> None:
    configure(shop, "", delivery="folder", confirmed_hosts=("127.0.0.1",))
    states = run(shop, calling(web.url("/call")))
    assert [state for _, state, _ in states] == ["accepted", "accepted"]
    assert web.asked == []
    texts = [file.read_text() for file in shop.space.settings.mail_folder().glob("*.txt")]
    assert len(texts) == 2
    assert any("Anna ist da" in text for text in texts)
    assert any(text.startswith("POST http://127.0.0.1") for text in texts)
