from __future__ import annotations

import json
import re

import pytest

from app.channels.rendering import Layout, Renderer, Sender, bundled_layout, one_line
from app.core.errors import ComposeError
from app.core.program import MailContent
from app.core.text import Language
from tests.support.post import frame

SENDER = Sender("Buchhandlung Krümel", "shop@example.org", "Buchhandlung Krümel\nGasse 1")
UNSUBSCRIBE = "mailto:shop@example.org?subject=unsubscribe%20x"


def render(
    body: str = "Text", subject: str = "Betreff", preheader: str = "", language: Language = "de", **variables
):
    content = MailContent(subject, preheader, body, "test")
    return Renderer(content, language, SENDER, frame).render(variables, UNSUBSCRIBE)


def reason(body: str = "Text", subject: str = "Betreff", **variables) -> str:
    with pytest.raises(ComposeError) as caught:
        render(body, subject, **variables)
    return caught.value.reason


def test_values_appear_in_subject_preheader_html_and_text() -> None:
    words = ("Guten Tag {{ contact.first_name }}", "Für {{ contact.first_name }}", "Von {{ sender.name }}")
    mail = render(*words, contact={"first_name": "Jörg"})
    assert mail.subject == "Für Jörg"
    assert "<div>Von Buchhandlung Krümel</div>" in mail.html
    assert "Guten Tag Jörg" in mail.html
    assert mail.text.startswith("Guten Tag Jörg\n\n--")


def test_a_value_cannot_bring_html() -> None:
    words = ("Hallo {{ contact.first_name }}", "Hallo {{ contact.first_name }}")
    mail = render(*words, contact={"first_name": '<img src=x onerror="x">&'})
    assert "&lt;img src=x onerror=&#34;x&#34;&gt;&amp;" in mail.html
    assert '<img src=x onerror="x">&' in mail.text
    assert mail.subject == 'Hallo <img src=x onerror="x">&'


def test_html_in_the_body_is_shown_as_it_is_written() -> None:
    assert "&lt;script&gt;" in render("Hallo <script>alert(1)</script>").html


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_value_is_missing(empty) -> None:
    contact = {"first_name": empty}
    assert reason("Hallo {{ contact.first_name }}", contact=contact) == "missing_value: contact.first_name"
    assert (
        reason("Hallo", "An {{ contact.first_name }}", contact=contact) == "missing_value: contact.first_name"
    )
    replaced = render('Hallo {{ contact.first_name|default("Leserin & Leser") }}', contact=contact)
    assert "Hallo Leserin &amp; Leser" in replaced.html
    assert "Hallo Leserin & Leser" in replaced.text


def test_zero_and_no_are_no_empty_values() -> None:
    text = render("{{ contact.score }} {{ contact.member }}", contact={"score": 0, "member": False}).text
    assert text.startswith("0 nein")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("{{ contact.city|upper }}", "contact.city"),
        ("{{ contact.city ~ '!' }}", "contact.city"),
        ("{{ contact.score * 3 }}", "contact.score"),
        ("{{ contact.birthday|date }}", "contact.birthday"),
        ("{{ event.order.number }}", "event.order"),
        ("{{ event.cart.number }}", "event.cart.number"),
        ("{{ coupon }}", "coupon"),
        ("{% for each in event.books %}{{ each }}{% endfor %}", "event.books"),
        ("[Link]({{ event.url }})", "event.url"),
        ("[Link](https://example.org/?n={{ contact.city }})", "contact.city"),
    ],
)
def test_a_missing_value_is_named_wherever_it_would_be_printed(body: str, path: str) -> None:
    assert reason(body, event={"cart": {"price": 3}}) == f"missing_value: {path}"


def test_a_missing_value_can_be_tested() -> None:
    body = "{% if contact.city %}Aus {{ contact.city }}{% else %}Ohne Ort{% endif %}"
    assert render(body).text.startswith("Ohne Ort")
    assert render(body, contact={"city": "Köln"}).text.startswith("Aus Köln")
    assert render('{% if contact.city == "Köln" %}A{% else %}B{% endif %}').text.startswith("B")


def test_names_of_fields_never_meet_methods() -> None:
    assert render("{{ contact.items }}", contact={"items": "Bücher"}).text.startswith("Bücher")
    assert reason("{{ contact.keys }}") == "missing_value: contact.keys"
    for words in ("contact.path_of", "contact['path_of']", "contact.city.upper", "contact.city['upper']"):
        assert reason(f"{{{{ {words} }}}}", contact={"city": "Köln"}).startswith("missing_value: ")


def test_numbers_and_days_read_as_in_the_language() -> None:
    body = "{{ contact.price }} {{ contact.whole }} {{ contact.day|date }} {{ contact.seen|date }}"
    contact = {"price": 3.5, "whole": 4.0, "day": "1980-03-07", "seen": 1_764_590_400_000}
    assert render(body, contact=contact).text.startswith("3,5 4 7.3.1980 1.12.2025")
    assert render(body, language="en", contact=contact).text.startswith("3.5 4 7 March 1980 1 December 2025")


@pytest.mark.parametrize(
    "body",
    [
        "{{ contact.first_name.upper() }}",
        "{{ ''.__class__ }}",
        "{{ contact._values }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 7 % 'x' }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ range(10) }}",
        "{{ contact.first_name|safe }}",
        "{% include 'other' %}",
        "{{ contact.first_name ",
        "{{ 1 / 0 }}",
        "{{ 'x'|date }}",
        "{% if %}",
    ],
)
def test_what_a_template_must_not_do_is_refused(body: str) -> None:
    assert reason(body, contact={"first_name": "Anna"}).startswith("template_error: ")


def test_a_template_cannot_fill_the_memory() -> None:
    loop = "{% for a in event.list %}" + "x" * 50_000 + "{% endfor %}"
    assert reason(loop, event={"list": list(range(100))}) == "too_long"
    assert reason("{{ 'x' * 9" + "|replace('x', 'xxxxxxxxxx')" * 9 + " }}") == "template_error: forbidden"
    assert reason("{{ 'x'" + "|replace('x', 'xxxxxxxxxx')" * 9 + " }}") == "too_long"
    assert reason("{{ event.list|join('" + "x" * 9_000 + "') }}", event={"list": ["x"] * 100}) == "too_long"
    assert reason("{{ contact.city }}", contact={"city": "x" * 50_000}) == "too_long"


def test_a_loop_goes_over_short_lists_only() -> None:
    body = "{% for book in event.books %}{% endfor %}"
    assert reason(body, event={"books": [1] * 201}) == "too_long"
    assert reason(body, event={"books": "Krabat"}) == "template_error: forbidden"


@pytest.mark.parametrize("digits", ["1000000000", "-1000000000"])
def test_a_number_is_not_rounded_to_a_billion_digits(digits: str) -> None:
    assert reason(f"{{{{ contact.score|round({digits}) }}}}", contact={"score": 5}) == (
        "template_error: forbidden"
    )


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in event.x %}{% for b in a.y %}{% endfor %}{% endfor %}",
        "{% for a in 'xx' %}{{ a }}{% endfor %}",
        "{% set x = 'x' %}{% set x = x ~ x %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in 'xx' recursive %}{{ loop('xx') }}{% endfor %}",
        "{% filter upper %}x{% endfilter %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
    ],
)
def test_a_template_has_nothing_to_keep_the_program_busy_with(body: str) -> None:
    assert reason(body).startswith("template_error: ")


def test_a_block_on_its_own_lines_leaves_no_empty_paragraph() -> None:
    body = "Vorher\n{% if contact.city %}\nOrt: **{{ contact.city }}**\n{% endif %}\nNachher"
    without, with_city = render(body), render(body, contact={"city": "Köln"})
    assert re.findall(r"<p style[^>]*>(.*?)</p>", without.html) == ["Vorher", "Nachher"]
    assert re.findall(r"<p style[^>]*>(.*?)</p>", with_city.html) == [
        "Vorher", "Ort: <strong>Köln</strong>", "Nachher"]  # fmt: skip
    assert without.text.startswith("Vorher\n\nNachher\n\n--")


def test_a_loop_over_a_list_gives_a_list() -> None:
    body = "{% for book in event.books %}\n- {{ book.title }}\n{% endfor %}"
    mail = render(body, event={"books": [{"title": "Eins"}, {"title": "Zwei"}]})
    assert re.findall(r"<li[^>]*>(.*?)</li>", mail.html) == ["Eins", "Zwei"]
    assert mail.text.startswith("- Eins\n\n- Zwei\n\n--")


def test_a_link_titled_button_in_a_paragraph_of_its_own_is_a_button() -> None:
    mail = render(
        '[Zum Buch](https://example.org/?a=1&b=2 "button")\n\nUnd [hier](https://example.org "button").'
    )
    assert mail.html.count('<table role="presentation"') == 1
    assert '<a href="https://example.org/?a=1&amp;b=2" style="display:inline-block;' in mail.html
    assert mail.text.startswith("Zum Buch: https://example.org/?a=1&b=2\n\nUnd hier <https://example.org>.")


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b"]
)
def test_a_value_that_is_no_web_address_is_no_link(target: str) -> None:
    assert reason("[hier]({{ event.url }})", event={"url": target}) == f"bad_link: {target}"


def test_a_value_within_a_link_is_encoded_once() -> None:
    link = "[a](https://example.org/?n={{ contact.city%s }})"
    body = link % "" + link % "|urlencode"
    mail = render(body, contact={"city": "Bad Ems & Co"})
    assert mail.html.count("https://example.org/?n=Bad%20Ems%20%26%20Co") == 2


def test_the_text_part_reads_well() -> None:
    body = (
        "# Titel\n\nEin **Wort** und\nnoch eins  \numgebrochen.\n\n1. eins\n2. zwei\n   - innen\n\n"
        "> Zitat\n\n---\n\n![Bild](https://example.org/a.png)"
    )
    assert render(body).text.partition("\n\n-- \n")[0] == (
        "Titel\n\nEin Wort und\nnoch eins\numgebrochen.\n\n1. eins\n2. zwei\n  - innen\n\n> Zitat\n\n"
        + "-" * 40
        + "\n\nBild"
    )


def test_a_subject_is_one_line_and_never_empty() -> None:
    assert render(
        subject="A {{ contact.x }}", contact={"x": "b\r\nBcc: x@example.org\x00\u2028c"}
    ).subject == ("A b Bcc: x@example.org c")
    assert reason(subject="  {# leer #} ") == "no_subject"


def test_words_that_look_like_the_hidden_ones_stay() -> None:
    assert "xq0z xqq1z Anna" in render("xq0z xqq1z {{ contact.n }}", contact={"n": "Anna"}).text


def test_an_unknown_layout_is_refused() -> None:
    for name in ("missing", "../secret", ""):
        with pytest.raises(ComposeError) as caught:
            bundled_layout(name)
        assert caught.value.reason == f"unknown_layout: {name}"


def test_a_snapshot_from_the_store_can_be_rendered() -> None:
    variables = json.loads('{"contact": {"first_name": "Anna"}, "event": {}}')
    assert "Anna" in render("{{ contact.first_name }}", **variables).text


def test_one_line_removes_what_could_end_a_header() -> None:
    assert one_line("a\r\nb\x00c\x0bd\x85e\u2028f\tg") == "a b c d e f g"


def test_a_layout_is_filled_with_the_language() -> None:
    assert (
        Renderer(MailContent("s", "", "b", "test"), "en", SENDER, lambda _: Layout("{{ language }}", "t"))
        .render({}, UNSUBSCRIBE)
        .html
        == "en"
    )


@pytest.mark.parametrize("name", ["bookshop", "letter", "plain"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_layouts_of_the_program_show_content_sender_and_the_way_out(name: str, language) -> None:
    content = MailContent("Betreff", "Vorschau", "Ein <Text> & mehr", name)
    mail = Renderer(content, language, SENDER).render({}, UNSUBSCRIBE)
    for part in ("Ein &lt;Text&gt; &amp; mehr", "Vorschau", "Gasse 1", f'href="{UNSUBSCRIBE}"'):
        assert part in mail.html
    for part in ("Ein <Text> & mehr", "Gasse 1", UNSUBSCRIBE):
        assert part in mail.text
