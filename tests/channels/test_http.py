"""HTTP: what leaves, where it may not go, and what answers mean."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Generator
from typing import Any
from urllib.parse import parse_qs

import pytest

from app.channels import http_answers
from app.channels.http_calls import CallComposer
from app.channels.http_channel import LARGEST_ANSWER, HttpChannel
from app.channels.http_guard import InwardAddressError, is_outward, open_socket
from app.channels.http_presets import presets
from app.channels.http_request import WebMessage
from app.channels.http_services import DraftComposer, ServiceComposer
from app.channels.service_settings import ServiceSettings
from app.core.clock import DAY, SECOND, VirtualClock
from app.core.errors import AccountStopped, ComposeError
from app.core.program import CallContent, Content, ServiceContent
from app.core.protocols import ContentRecord, Decided, Receipt
from app.core.tickets import Tickets
from tests.support.post import NOON
from tests.support.web_server import WebServer, web_server

TICKETS = Tickets("workspace")
SECRET = "s3cret-Token:x"
QUICK = (0.5, 0.5, 1.0)
VALUES = {"contact": {"first_name": "Änne", "phone": "+49 (170) 123-45.67", "city": 'a"b&c=d/../e'}}


@pytest.fixture
def web() -> Generator[WebServer]:
    with web_server() as server:
        yield server


def decided(content: Content, key: int = 7, **values: Any) -> Decided:
    contact = {"contact": {**VALUES["contact"], **values}}
    record = ContentRecord("crime", "de", content)
    return Decided(key, 41, "n1", 0, "anna@example.org", contact, NOON, NOON, record)


def everywhere(_: str) -> bool:
    return True


def call(content: CallContent, **options: Any) -> WebMessage:
    composer = CallComposer(
        TICKETS, options.get("confirmed", everywhere), options.get("permitted", everywhere)
    )
    written = composer.compose(decided(content, **options.get("values", {})))
    assert isinstance(written, WebMessage)
    return written


def service(preset: str, text: str = "Hallo {{ contact.first_name }}", **values: str) -> WebMessage:
    settings = ServiceSettings(id="s1", name="Dienst", preset=preset, values=values)
    composer = ServiceComposer({"s1": settings}, lambda _, key: values.get(key), TICKETS, everywhere)
    written = composer.compose(decided(ServiceContent("s1", text, "phone")))
    assert isinstance(written, WebMessage)
    return written


def send(
    *messages: WebMessage, permitted=everywhere, at_wire=lambda *_: True, ca_file: str = ""
) -> list[Receipt]:
    channel = HttpChannel(VirtualClock(NOON), permitted, QUICK, ca_file)
    return list(channel.send(messages, at_wire))


class TestCalls:
    def test_chosen_fields_arrive_as_json_with_a_key_that_every_try_bears(self, web) -> None:
        content = CallContent(web.url("/hook"), fields=("first_name", "missing"))
        assert [each.outcome for each in send(call(content), call(content))] == ["accepted", "accepted"]
        first, second = web.asked
        assert (first.method, first.path) == ("POST", "/hook")
        assert json.loads(first.body) == {
            "journey": "crime",
            "step": "n1",
            "contact": {"first_name": "Änne", "missing": None},
        }
        assert first.headers["Content-Type"] == "application/json"
        assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
        assert TICKETS.read(first.headers["Idempotency-Key"]) is not None

    def test_values_in_an_address_stay_values(self, web) -> None:
        send(
            call(
                CallContent(
                    web.url("/to/{{ contact.city }}?x={{ contact.city|urlencode }}&y=1"), method="PUT"
                )
            )
        )
        encoded = "a%22b%26c%3Dd%2F..%2Fe"
        assert web.asked[0].path == f"/to/{encoded}?x={encoded}&y=1"

    def test_a_value_that_climbs_up_the_path_is_refused(self, web) -> None:
        with pytest.raises(ComposeError) as caught:
            call(CallContent(web.url("/a/{{ contact.city }}/b")), values={"city": ".."})
        assert caught.value.reason.startswith("bad_call_address")

    def test_a_get_takes_its_fields_along_in_the_address(self, web) -> None:
        send(call(CallContent(web.url("/x?a=1"), method="GET", fields=("city",))))
        assert web.asked[0].method == "GET"
        assert parse_qs(web.asked[0].path.partition("?")[2]) == {"a": ["1"], "city": ['a"b&c=d/../e']}
        assert web.asked[0].body == b""

    def test_values_in_a_json_body_stay_values(self, web) -> None:
        body = '{"name": "{{ contact.first_name }}", "city": "{{ contact.city }}", "n": {{ contact.score }}}'
        send(call(CallContent(web.url(), body=body), values={"score": 1.5}))
        assert json.loads(web.asked[0].body) == {"name": "Änne", "city": 'a"b&c=d/../e', "n": 1.5}

    def test_a_body_that_is_no_json_though_it_looks_so_is_refused(self) -> None:
        with pytest.raises(ComposeError) as caught:
            call(CallContent("https://shop.example/", body='{"name": {{ contact.first_name }}}'))
        assert caught.value.reason == "bad_json"

    def test_other_bodies_are_texts(self, web) -> None:
        send(call(CallContent(web.url(), body="{{ contact.first_name }} war da")))
        assert web.asked[0].body.decode() == "Änne war da"
        assert web.asked[0].headers["Content-Type"].startswith("text/plain")

    def test_a_missing_value_is_named(self) -> None:
        with pytest.raises(ComposeError) as caught:
            call(CallContent("https://shop.example/{{ contact.none }}"))
        assert caught.value.reason == "missing_value: contact.none"

    def test_a_host_that_nobody_has_confirmed_is_not_called(self) -> None:
        with pytest.raises(ComposeError) as caught:
            call(CallContent("https://Shop.Example:8443/x"), confirmed=lambda host: host == "other.example")
        assert caught.value.reason == "unconfirmed_host: shop.example"
        assert "Einstellungen" in caught.value.message.de
        assert call(CallContent("https://Shop.Example/x"), confirmed=lambda host: host == "shop.example")

    @pytest.mark.parametrize(
        "url",
        [
            "ftp://shop.example/",
            "https://user:pass@shop.example/",
            "shop.example/x",
            "https:///x",
            "https://shop.example\\@evil.example/",
            "https://shop.example/a b",
            "https://shop.example:99999/",
            "javascript:alert(1)",
        ],
    )
    def test_odd_addresses_are_refused(self, url) -> None:
        with pytest.raises(ComposeError) as caught:
            call(CallContent(url))
        assert caught.value.reason.startswith("bad_call_address")

    def test_nothing_leaves_unencrypted_but_to_hosts_that_are_permitted(self) -> None:
        with pytest.raises(ComposeError) as caught:
            call(CallContent("http://shop.example/"), permitted=lambda _: False)
        assert caught.value.reason == "not_encrypted: shop.example"


class TestGuard:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
            "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
            "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "198.18.0.1", "fec0::1",
            "64:ff9b:1::a00:1", "::127.0.0.1", "::ffff:0:10.0.0.1",
        ],
    )  # fmt: skip
    def test_inward_addresses_are_known_in_every_guise(self, address) -> None:
        assert not is_outward(address)

    def test_public_addresses_are_outward(self) -> None:
        assert is_outward("93.184.216.34")
        assert is_outward("2606:2800:220:1::1")

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
    def test_a_host_that_leads_inwards_is_refused_unless_permitted(self, web, host) -> None:
        with pytest.raises(InwardAddressError):
            open_socket(host, web.port, 1.0, permitted=False)
        assert web.asked == []
        open_socket("127.0.0.1", web.port, 1.0, permitted=True).close()

    def test_what_counts_is_the_address_that_is_connected_to(self, web, monkeypatch) -> None:
        inward = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", web.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inward)
        message = call(CallContent(f"http://shop.example:{web.port}/"))
        receipts = send(message, permitted=lambda host: host == "other.example")
        assert [(each.outcome, each.reason) for each in receipts] == [("refused", "inward_address")]
        assert web.asked == []


class TestEncryption:
    def test_a_certificate_of_a_known_authority_is_asked_for(self, authority) -> None:
        certificate = authority.issue()
        with web_server(certificate) as web:
            message = call(CallContent(web.url("/x", "localhost")))
            (unknown,) = send(message)
            (known,) = send(message, ca_file=str(certificate.authority))
        assert (unknown.outcome, known.outcome) == ("deferred", "accepted")
        assert "certificate" in unknown.response.lower()
        assert [asked.path for asked in web.asked] == ["/x"]

    def test_a_certificate_for_another_name_is_none(self, authority) -> None:
        certificate = authority.issue("shop.example")
        with web_server(certificate) as web:
            (receipt,) = send(
                call(CallContent(web.url("/x", "localhost"))), ca_file=str(certificate.authority)
            )
        assert receipt.outcome == "deferred"
        assert web.asked == []

    def test_own_certificates_that_cannot_be_read_are_named(self) -> None:
        with pytest.raises(AccountStopped) as caught:
            send(call(CallContent("https://shop.example/")), ca_file="missing.pem")
        assert "missing.pem" in caught.value.message.de


class TestAnswers:
    def test_a_redirect_is_not_followed(self, web) -> None:
        web.answers["/go"] = (302, b"", {"Location": web.url("/secret")})
        receipts = send(call(CallContent(web.url("/go"))))
        assert [(each.outcome, each.reason) for each in receipts] == [("refused", "redirected")]
        assert [each.path for each in web.asked] == ["/go"]

    @pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
    def test_trouble_that_may_pass_is_tried_later(self, web, status) -> None:
        web.answers["/"] = (status, b"busy", {"Retry-After": "90"})
        (receipt,) = send(call(CallContent(web.url())))
        assert (receipt.outcome, receipt.scope, receipt.rest) == ("deferred", "recipient", 90 * SECOND)
        assert receipt.response == f"{status} busy"

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
    def test_a_call_that_is_refused_is_not_repeated(self, web, status) -> None:
        web.answers["/"] = (status, b"no", {})
        (receipt,) = send(call(CallContent(web.url())))
        assert (receipt.outcome, receipt.reason) == ("refused", "call_refused")

    def test_retry_after_may_be_a_date_and_is_bounded(self) -> None:
        assert http_answers.rest_asked("Mon, 01 Dec 2025 12:01:00 GMT", NOON) == 60 * SECOND
        assert http_answers.rest_asked("99999999999999", NOON) == DAY
        assert http_answers.rest_asked("soon", NOON) == 0
        assert http_answers.rest_asked(None, NOON) == 0

    def test_who_never_answers_is_asked_again_if_a_repetition_is_known_as_one(self, web) -> None:
        web.silent.add("/")
        (receipt,) = send(call(CallContent(web.url())))
        assert (receipt.outcome, receipt.reason) == ("deferred", "call_unanswered")

    @pytest.mark.parametrize("trouble", ["silent", "cut"])
    def test_of_a_service_that_did_not_answer_nobody_knows(self, web, trouble) -> None:
        getattr(web, trouble).add("/hook")
        (receipt,) = send(service("slack", url=web.url("/hook")))
        assert (receipt.outcome, receipt.reason) == ("uncertain", "service_unanswered")

    @pytest.mark.parametrize("status", [504, 524])
    def test_nor_of_one_whose_gateway_has_waited_in_vain(self, web, status) -> None:
        web.answers["/hook"] = (status, b"timeout", {})
        (receipt,) = send(service("slack", url=web.url("/hook")))
        assert (receipt.outcome, receipt.reason) == ("uncertain", "service_unanswered")
        (receipt,) = send(call(CallContent(web.url("/hook"))))
        assert receipt.outcome == "deferred"

    def test_a_service_that_knows_repetitions_is_asked_again(self, web) -> None:
        web.cut.add("/hook")
        assert send(service("webhook", url=web.url("/hook")))[0].outcome == "deferred"

    def test_an_answer_that_comes_byte_by_byte_is_given_up(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            done = threading.Event()

            def drip() -> None:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65_536)
                    for sign in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000:
                        if done.is_set():
                            return
                        try:
                            connection.sendall(bytes([sign]))
                        except OSError:
                            return
                        time.sleep(0.05)

            thread = threading.Thread(target=drip, daemon=True)
            thread.start()
            port = server.getsockname()[1]
            (receipt,) = send(call(CallContent(f"http://127.0.0.1:{port}/")))
            done.set()
            thread.join()
        assert receipt.outcome == "deferred"

    def test_a_huge_answer_is_read_up_to_its_limit(self, web) -> None:
        web.answers["/"] = (200, b"x" * 50_000_000, {})
        (receipt,) = send(call(CallContent(web.url())))
        assert receipt.outcome == "accepted"
        assert len(receipt.response) <= 300 < LARGEST_ANSWER

    def test_nobody_there_is_tried_later_and_after_three_times_left_alone(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        asked: list[int] = []
        messages = [call(CallContent(f"http://127.0.0.1:{port}/")) for _ in range(5)]
        receipts = send(*messages, at_wire=lambda key, *_: bool(asked.append(key)) or True)
        assert [each.outcome for each in receipts] == ["deferred"] * 5
        assert asked == []  # nothing was handed over
        receipts = send(*[service("slack", url=f"http://127.0.0.1:{port}/") for _ in range(5)])
        assert [each.scope for each in receipts] == ["recipient", "recipient", "account"]

    def test_a_message_that_is_no_longer_wanted_is_not_sent(self, web) -> None:
        (receipt,) = send(call(CallContent(web.url())), at_wire=lambda *_: False)
        assert receipt.outcome == "withheld"
        assert web.asked == []

    def test_a_service_that_refuses_the_access_waits_for_a_person(self, web) -> None:
        web.answers["/hook"] = (403, b"gone", {})
        channel = HttpChannel(VirtualClock(NOON), everywhere, QUICK)
        receipts = channel.send([service("slack", url=web.url("/hook"))] * 2, lambda *_: True)
        first = next(receipts)
        assert (first.outcome, first.scope) == ("deferred", "account")
        with pytest.raises(AccountStopped) as caught:
            next(receipts)
        assert "„Dienst“" in caught.value.message.de
        assert len(web.asked) == 1

    def test_a_service_that_asks_for_a_rest_gets_it_for_all_its_messages(self, web) -> None:
        web.answers["/hook"] = (429, b"", {"Retry-After": "7"})
        receipts = send(*[service("discord", url=web.url("/hook"))] * 2)
        assert [(each.scope, each.rest) for each in receipts] == [("account", 7 * SECOND)]


class TestServices:
    def test_every_preset_can_be_asked(self) -> None:
        for preset in presets().values():
            values = {each.key: SECRET for each in preset.values}
            values |= {key: f"https://hook.example/{SECRET}" for key in ("url", "server") if key in values}
            written = service(preset.id, **values)
            request = written.request
            assert request.url.startswith("https://")
            assert "Hallo" in request.body.decode() or "Hallo+%C3%84nne" in request.body.decode()
            assert "{{" not in request.url + request.body.decode() + str(request.headers)
            secret_values = [each.key for each in preset.values if each.secret]
            assert secret_values
            assert all(values[key].encode() not in written.data for key in secret_values)

    def test_a_text_message_goes_to_a_clean_number(self) -> None:
        request = service("seven", api_key="k").request
        assert parse_qs(request.body.decode()) == {
            "to": ["+491701234567"],
            "text": ["Hallo Änne"],
            "json": ["1"],
        }
        assert dict(request.headers)["X-Api-Key"] == "k"

    def test_basic_auth_and_form_as_twilio_wants_them(self) -> None:
        request = service("twilio", account="AC1", token="t", sender="+4912").request
        assert request.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
        assert dict(request.headers)["Authorization"] == "Basic QUMxOnQ="
        assert parse_qs(request.body.decode())["From"] == ["+4912"]

    @pytest.mark.parametrize(
        ("body", "outcome"),
        [
            ('{"success": "100"}', "accepted"),
            ("100", "accepted"),
            ('{"success": "202"}', "refused"),
            ('{"success": "900"}', "deferred"),
            ("500", "deferred"),
        ],
    )
    def test_a_service_says_in_its_own_words_what_became_of_a_message(self, body, outcome) -> None:
        request = service("seven", api_key="k").request
        assert http_answers.receipt(1, request, 200, body, 0).outcome == outcome

    def test_words_cannot_become_commands_of_slack(self) -> None:
        request = service("slack", "<!channel> & Co", url="https://hook.example/").request
        assert json.loads(request.body) == {"text": "&lt;!channel&gt; &amp; Co"}

    @pytest.mark.parametrize(("phone", "reason"), [("", "no_recipient: phone"), ("abc", "bad_phone: abc")])
    def test_without_a_number_there_is_no_text_message(self, phone, reason) -> None:
        settings = ServiceSettings(id="s1", name="Dienst", preset="seven")
        composer = ServiceComposer({"s1": settings}, lambda *_: "k", TICKETS, everywhere)
        with pytest.raises(ComposeError) as caught:
            composer.compose(decided(ServiceContent("s1", "x", "phone"), phone=phone))
        assert caught.value.reason == reason

    def test_a_service_that_is_not_set_up_lets_its_messages_wait(self) -> None:
        composer = ServiceComposer({}, lambda *_: None, TICKETS, everywhere)
        with pytest.raises(AccountStopped):
            composer.compose(decided(ServiceContent("s1", "x", "phone")))
        settings = ServiceSettings(id="s1", name="Dienst", preset="seven")
        composer = ServiceComposer({"s1": settings}, lambda *_: None, TICKETS, everywhere)
        with pytest.raises(AccountStopped) as caught:
            composer.compose(decided(ServiceContent("s1", "x", "phone")))
        assert "API-Schlüssel" in caught.value.message.de

    def test_drafts_need_nothing_set_up_but_say_what_is_missing(self) -> None:
        written = DraftComposer(TICKETS).compose(decided(ServiceContent("sms", "Hallo", "phone")))
        assert b"Hallo" in written.data
        with pytest.raises(ComposeError):
            DraftComposer(TICKETS).compose(decided(ServiceContent("sms", " ", "phone")))


def test_no_secret_and_no_address_gets_into_the_log(web, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    web.answers["/hook"] = (500, SECRET.encode(), {})
    receipts = send(
        service("webhook", url=web.url("/hook"), token=SECRET),
        call(CallContent(web.url("/?mail=anna@example.org"))),
    )
    assert SECRET not in caplog.text + str(receipts)
    assert "anna@example.org" not in caplog.text
