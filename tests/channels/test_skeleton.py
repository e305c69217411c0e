from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.channels.message import Parts, encoded
from app.channels.rendering import Layout, Renderer, Sender, bundled_layout
from app.channels.skeleton import Skeleton
from app.core.errors import ComposeError
from app.core.program import MailContent
from tests.support.post import FRAME

UNSUBSCRIBE = "mailto:shop@example.org?subject=unsubscribe%201.0.hello.0123456789abcdef"
SENDER = Sender("Buchhandlung Krümel & Töchter", "shop@example.org", "Gasse 1\n12345 Musterstadt")
BODY = (
    "# Guten Tag {{ contact.first_name }},\n\n. Punkt\n\nin *{{ contact.city }}* {{ event.title }}\n\n"
    "Ihre {{ sender.name }}\n\n<{{ unsubscribe_url }}>"
)
LETTER = MailContent("Grüße nach {{ contact.city }}", "Für {{ contact.first_name }}", BODY, "plain")
WORDS = {"contact": {"first_name": "Jörg", "city": "Köln"}, "event": {"title": "Krimi"}}
SOURCES = st.lists(
    st.sampled_from(
        [
            *(
                "Wörter ",
                "\n",
                "\n\n",
                "- ",
                "# ",
                " ",
                "\t",
                ".",
                "=",
                "&lt; ",
                "<b>",
                "**",
                "“Zitat” ",
                "x" * 80,
            ),
            *("{{ contact.first_name }}", "{{ contact.city }}", "{{ event.title }}", "{{ unsubscribe_url }}"),
            *("{{ sender.name }}", "{{ sender.imprint }}", "{{ contact['city'] }}", "{{ sender }}"),
            *("{{ contact.city | upper }}", "{{ contact.city | default('hier') }}", "{# nichts #}"),
            *(
                "{% if contact.city %}ja{% endif %}",
                "{%- if event.title %} so {% endif -%}",
                "{{ contact.path_of }}",
            ),
            *("{{ contact.a.b }}", "[Regal](https://example.org/{{ contact.city }})", "{{ nobody }}"),
        ]
    ),
    max_size=9,
).map("".join)
VALUES = st.one_of(
    st.text(max_size=60),
    st.text("äß =.\r\n\t<>&\"'\ue000\ue001\u2028x", max_size=90),
    st.sampled_from(["", None, 7, True, 1.5, ["a", "b"], "x" * 30_000, "Köln", " ", "\ud800"]),
)
VARIABLES = st.fixed_dictionaries(
    {},
    optional={
        "contact": st.none() | st.fixed_dictionaries({}, optional={"first_name": VALUES, "city": VALUES}),
        "event": st.fixed_dictionaries({}, optional={"title": VALUES}),
    },
)


def careful(renderer: Renderer, variables: dict[str, Any], unsubscribe: str = UNSUBSCRIBE) -> Parts | None:
    try:
        return encoded(renderer.render(variables, unsubscribe))
    except ComposeError:
        return None


def quick(renderer: Renderer, variables: dict[str, Any], unsubscribe: str = UNSUBSCRIBE) -> Parts | None:
    skeleton = Skeleton.of(renderer)
    assert skeleton is not None
    return skeleton.write(variables, unsubscribe)


@pytest.mark.parametrize("layout", ["plain", "letter", "bookshop"])
def test_a_usual_mail_has_a_skeleton_that_gives_the_bytes_of_the_careful_way(layout: str) -> None:
    renderer = Renderer(MailContent(LETTER.subject, LETTER.preheader, BODY, layout), "de", SENDER)
    assert quick(renderer, WORDS) == careful(renderer, WORDS) is not None


@settings(max_examples=150, deadline=None)
@given(
    subject=SOURCES,
    preheader=SOURCES,
    body=SOURCES,
    layout=st.sampled_from(["plain", "letter", "bookshop"]),
    variables=VARIABLES,
    unsubscribe=st.just(UNSUBSCRIBE) | VALUES.filter(lambda value: isinstance(value, str)),
)
def test_a_skeleton_gives_the_bytes_of_the_careful_way_or_nothing(
    subject: str, preheader: str, body: str, layout: str, variables: dict[str, Any], unsubscribe: str
) -> None:
    try:
        renderer = Renderer(MailContent(subject, preheader, body, layout), "de", SENDER)
    except ComposeError:
        assume(False)
        return
    written = quick(renderer, variables, unsubscribe)
    assert written is None or written == careful(renderer, variables, unsubscribe)


FRAMES = [
    "{% if preheader %}{{ preheader }}{% endif %}{{ content }}",
    "{{ content | upper }}",
    "{{ content | length }}",
    "{% for subject in sender.imprint_lines %}{{ subject }}{% endfor %}{{ content }}",
    "{{ 'a' if subject == 'b' else 'c' }}{{ content }}",
]


@pytest.mark.parametrize("source", FRAMES)
def test_a_frame_that_does_more_than_to_put_words_in_their_places_has_no_skeleton(source: str) -> None:
    for layout in (Layout(source, FRAME.text), Layout(FRAME.html, source)):
        assert Skeleton.of(Renderer(LETTER, "de", SENDER, lambda _, frame=layout: frame)) is None


def test_words_that_stand_twice_in_a_frame_and_in_its_blocks_are_put_there() -> None:
    loop = "{% for line in sender.imprint_lines %}{{ line }}: {{ content }}{{ subject }}\n{% endfor %}"
    source = "{{ subject }}" + loop
    renderer = Renderer(LETTER, "de", SENDER, lambda _: Layout(source, source))
    assert quick(renderer, WORDS) == careful(renderer, WORDS) is not None


def test_the_mark_itself_in_a_frame_is_no_place_for_words() -> None:
    sender = Sender("\ue000subject\ue001", "shop@example.org", "")
    assert Skeleton.of(Renderer(LETTER, "de", sender)) is None


@pytest.mark.parametrize("value", ["", None, 7, True, ["a"], "x" * 30_000])
def test_values_that_are_no_plain_words_are_left_to_the_careful_way(value: Any) -> None:
    assert (
        quick(Renderer(LETTER, "de", SENDER), {**WORDS, "contact": {**WORDS["contact"], "city": value}})
        is None
    )


def test_a_mail_near_the_limit_of_length_is_left_to_the_careful_way() -> None:
    assert (
        quick(Renderer(LETTER, "de", SENDER, bundled_layout), {**WORDS, "event": {"title": "ä" * 10_000}})
        is not None
    )
    many = MailContent("s", "", "{{ event.title }} " * 8, "plain")
    assert quick(Renderer(many, "de", SENDER), {"event": {"title": "x" * 20_000}}) is None
