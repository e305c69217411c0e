"""What a template says of itself without being run."""

from __future__ import annotations

import pytest

from app.channels.templates import TemplateEnvironment
from app.core.template_language import FILTERS
from app.core.templates import mistake_in, required_variables, variables


def test_variables_are_dotted_names_in_order_and_once() -> None:
    source = "{{ contact.first_name }} {{ contact['city'] }} {{ event.book.title }} {{ contact.city }}"
    assert variables(source) == ("contact.first_name", "contact.city", "event.book.title")


def test_names_that_a_template_defines_itself_are_no_variables() -> None:
    source = "{% for b in event.books %}{{ loop.index }}{{ b.title }}{% endfor %}"
    assert variables(source) == ("event.books",)
    assert variables("{% for x in event.books %}{{ x }}{% endfor %}") == ("event.books",)


@pytest.mark.parametrize(
    ("source", "required"),
    [
        ("{{ contact.city }}", ("contact.city",)),
        ("{{ contact.city | default('?') }}", ()),
        ("{{ contact.city | upper | default('?') }}", ()),
        ("{% if contact.city %}in {{ contact.city }}{% endif %}", ()),
        ("{{ contact.city if contact.city else 'nowhere' }}", ()),
        ("{{ contact.city or contact.country }}", ("contact.country",)),
        ("{% if contact.vip %}{{ contact.city }}{% endif %}", ("contact.city",)),
        ("{{ 'x' if contact.city is defined }}", ()),
    ],
)
def test_a_name_with_a_way_out_is_not_required(source: str, required: tuple[str, ...]) -> None:
    assert required_variables(source) == required


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ contact.city", "line 1"),
        ("\n{% if %}", "line 2"),
        ("{{ x | explode }}", "no filter “explode”"),
        ("{{ x is explosive }}", "no test “explosive”"),
        ("{% include '/etc/passwd' %}", "“include” is not allowed"),
        ("{% extends 'x' %}", "“extends” is not allowed"),
        ("{% set x = 'x' %}", "“assign” is not allowed"),
        ("{% macro m() %}{% endmacro %}", "“macro” is not allowed"),
        ("{% for a in event.x %}{% for b in a.y %}{{ b }}{% endfor %}{% endfor %}", "inside another"),
        ("{% for a in 'xx' %}{{ a }}{% endfor %}", "a list that has a name"),
        ("{% for a in event.x recursive %}{{ a }}{% endfor %}", "a list that has a name"),
        ("{% for a in event.x %}" * 60 + "{% endfor %}" * 60, "inside another"),
        ("{% if a %}" * 150 + "{% endif %}" * 150, "nested too deeply"),
        ("{{ a " + "~ a" * 9_999 + " }}", "too long"),
        ("{{ a }}" * 20_000, "too long"),
        ("{{ " + "9" * 5_000 + " }}", "too large"),
        ("{{ contact.city.format(1) }}", "not allowed"),
        ("{{ range(10**9) }}", "not allowed"),
        ("{{" + "(" * 40_000 + "1" + ")" * 40_000 + "}}", "nested too deeply"),
        ("{{ a" + ".b" * 40_000 + " }}", "nested too deeply"),
    ],
)
def test_a_mistake_is_said_and_gives_no_variables(source: str, words: str) -> None:
    mistake = mistake_in(source)
    assert mistake is not None
    assert words in mistake.message.en
    assert variables(source) == ()


@pytest.mark.parametrize(
    "source",
    ["", "plain", "{{ contact.city }}", "{% for book in event.books %}{{ book.title }}{% endfor %}"],
)
def test_good_templates_have_no_mistake(source: str) -> None:
    assert mistake_in(source) is None


def test_the_channels_provide_exactly_the_filters_that_are_allowed() -> None:
    assert TemplateEnvironment("de", escape=True).filters.keys() == FILTERS | {"entries"}
