"""Mail layouts: words that must be there, safe values, and every sample mail in every layout."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

import resources
from app.channels.rendering import Renderer, Sender
from app.core.program import MailContent, Send
from app.core.text import LANGUAGES, Language
from nodes import catalog
from nodes.actions.send_mail import SendMailConfig
from tests.nodes.around import around
from tests.resources.bookshop import NAMES, journey

LAYOUTS: tuple[str, ...] = get_args(SendMailConfig.model_fields["layout"].annotation)
SENDER = Sender("Buchhandlung <Wintergrün>", "post@example.org", "Wintergrün & Co.\nLange Straße 1")
UNSUBSCRIBE = "mailto:post@example.org?subject=unsubscribe%20x&body=y"
CONTENT = MailContent("Für {{ contact.first_name }}", "Kurz & gut", "Hallo **Welt**", "letter")
REASON = {"de": "Sie bekommen diese Mail, weil", "en": "You receive this mail because"}
every_layout = pytest.mark.parametrize("layout", LAYOUTS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_each_choice_of_layout_has_both_files() -> None:
    files = {file.name for file in resources.path("templates", "mail").iterdir()}
    assert files == {f"{layout}.{kind}" for layout in LAYOUTS for kind in ("html", "txt")}


@every_layout
@every_language
def test_html_and_text_say_why_who_and_how_to_leave(layout: str, language: Language) -> None:
    mail = Renderer(replace(CONTENT, layout=layout), language, SENDER).render(
        {"contact": {"first_name": "Jörg"}}, UNSUBSCRIBE
    )
    assert REASON[language] in mail.html
    assert REASON[language] in mail.text
    assert 'href="mailto:post@example.org?subject=unsubscribe%20x&amp;body=y"' in mail.html
    assert UNSUBSCRIBE in mail.text
    assert "Wintergrün &amp; Co.<br>Lange Straße 1" in mail.html
    assert "Wintergrün & Co.\nLange Straße 1" in mail.text
    assert f'<html lang="{language}"' in mail.html
    assert "<title>Für Jörg</title>" in mail.html
    assert "Kurz &amp; gut" in mail.html
    assert "<strong>Welt</strong>" in mail.html
    assert "<Wintergrün>" not in mail.html


@every_layout
def test_a_sender_without_name_and_imprint_is_no_error(layout: str) -> None:
    mail = Renderer(replace(CONTENT, layout=layout), "de", Sender("", "post@example.org", "")).render(
        {"contact": {"first_name": "Jörg"}}, UNSUBSCRIBE
    )
    assert "Nachrichten eingewilligt" in mail.html
    assert "Abmelden" in mail.text


@every_layout
def test_html_needs_nothing_from_the_network_and_fits_mail_programs(layout: str) -> None:
    source = resources.read_text("templates", "mail", f"{layout}.html")
    assert "<img" not in source
    assert "<script" not in source
    assert "<link" not in source
    assert "max-width:600px" in source
    assert "[if mso]" in source
    assert "prefers-color-scheme:dark" in source
    assert len(source.encode()) < 12_000


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "contact", [{}, {"first_name": "Zoë", "lieblingsgenre": "Krimi"}], ids=["bare", "full"]
)
def test_every_sample_mail_can_be_written_for_every_contact(name: str, contact: dict[str, str]) -> None:
    sample = journey(name)
    for node in sample.nodes_of_type(["send_mail"]):
        known = catalog().understood(node)
        assert known
        (send,) = known[0].compile(known[1], around())
        assert isinstance(send, Send)
        assert isinstance(send.content, MailContent)
        mail = Renderer(send.content, sample.language, SENDER).render({"contact": contact}, UNSUBSCRIBE)
        assert "{{" not in mail.html + mail.text + mail.subject
        assert "Marlene Wintergrün" in mail.text
        assert len(mail.subject) <= 60
