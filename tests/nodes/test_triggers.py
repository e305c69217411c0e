"""Triggers: who enters, and how it is said."""

from __future__ import annotations

from app.core.program import OnEvent, OnManual, OnSegment
from app.core.rules.tree import AnyOf, Attribute, EventFilter, HasConsent, PropertyTest
from nodes.triggers.event_trigger import EventTrigger, EventTriggerConfig
from nodes.triggers.manual_trigger import ManualTrigger, ManualTriggerConfig
from nodes.triggers.segment_trigger import SegmentTrigger, SegmentTriggerConfig
from tests.nodes.around import around

FORM = EventFilter(type="form_submitted", where=(PropertyTest(property="form", value="Krimi"),))
IN_BERLIN = Attribute(field="city", value="Berlin")
CONSENTED = HasConsent(purpose="newsletter")


def test_an_event_trigger_says_which_event() -> None:
    line = EventTrigger().line(EventTriggerConfig(event=FORM), around())
    assert line.de.startswith("Formular abgeschickt")
    assert line.en.startswith("Form submitted")
    assert "Krimi" in line.de


def test_an_event_trigger_says_its_key_and_its_filter() -> None:
    config = EventTriggerConfig(event=EventFilter(type="purchase"), key="order", filter=IN_BERLIN)
    line = EventTrigger().line(config, around())
    assert line.de == "Kauf, je order, wenn: Ort ist „Berlin“"
    assert line.en == "Purchase, per order, if: City is “Berlin”"


def test_an_event_trigger_compiles_to_a_source_on_events() -> None:
    config = EventTriggerConfig(event=FORM, key="order", filter=IN_BERLIN)
    assert EventTrigger().compile(config, around()) == (OnEvent(FORM, "order", IN_BERLIN),)
    assert EventTrigger().compile(EventTriggerConfig(event=FORM), around()) == (OnEvent(FORM, None, None),)


def test_an_event_trigger_reads_what_a_file_says() -> None:
    config = EventTrigger().parse(
        {
            "event": {
                "type": "form_submitted",
                "where": [{"property": "form", "op": "eq", "value": "Krimi"}],
            }
        }
    )
    assert config.event == FORM


def test_a_segment_trigger_says_the_condition() -> None:
    line = SegmentTrigger().line(SegmentTriggerConfig(rule=CONSENTED), around())
    assert line.de == "hat in „newsletter“ eingewilligt"
    assert line.en == "has consented to “newsletter”"


def test_a_segment_trigger_says_that_present_members_enter_too() -> None:
    line = SegmentTrigger().line(SegmentTriggerConfig(rule=CONSENTED, enroll_present=True), around())
    assert line.de.endswith(", auch bisherige")
    assert line.en.endswith(", including present ones")


def test_a_segment_trigger_compiles_to_a_source_on_a_rule() -> None:
    config = SegmentTriggerConfig(rule=CONSENTED, enroll_present=True)
    assert SegmentTrigger().compile(config, around()) == (OnSegment(CONSENTED, enroll_present=True),)


def test_a_segment_trigger_without_a_rule_lets_nobody_in() -> None:
    assert SegmentTrigger().compile(SegmentTriggerConfig(), around()) == (OnSegment(AnyOf()),)


def test_a_manual_trigger_says_who_may_be_chosen() -> None:
    assert ManualTrigger().line(ManualTriggerConfig(), around()).de == "Kontakte, die Sie auswählen"
    line = ManualTrigger().line(ManualTriggerConfig(filter=IN_BERLIN), around())
    assert line.en == "Contacts you choose, if: City is “Berlin”"


def test_a_manual_trigger_compiles_to_a_source_by_hand() -> None:
    assert ManualTrigger().compile(ManualTriggerConfig(filter=IN_BERLIN), around()) == (OnManual(IN_BERLIN),)


def test_a_card_names_what_an_event_is_about_and_falls_back_to_the_full_words() -> None:
    def line(op: str, value: str | int) -> str:
        test = PropertyTest.model_validate({"property": "page", "op": op, "value": value})
        event = EventFilter(type="page_visited", where=(test,))
        return EventTrigger().line(EventTriggerConfig(event=event), around()).de

    assert line("eq", "/krimi") == "Seite besucht: /krimi"
    assert line("starts_with", "/krimi") == "Seite besucht: /krimi…"
    assert line("contains", "krimi") == "Seite besucht: …krimi…"
    assert line("ge", 5) == "Seite besucht (page ist mindestens 5)"
