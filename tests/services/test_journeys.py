from __future__ import annotations

import pytest

from app.core.clock import DAY
from app.core.edits import disconnect, rename
from app.core.errors import PublishError, WorkspaceError
from app.core.fields import FieldSpec
from app.core.journey import Journey
from tests.support.shop import Shop
from tests.support.small_journey import small_journey
from tests.support.world import journey, step


def for_members(**trigger: object) -> Journey:
    rule = {"kind": "attribute", "field": "city", "op": "eq", "value": "Wien"}
    return journey(
        step("in", "segment_trigger", rule=rule, **trigger),
        step("tag", "change_tags", add=["x"]),
        step("out", "exit"),
    )


def test_a_draft_is_kept_as_it_was_saved(shop: Shop) -> None:
    draft = rename(small_journey(), "Neu")
    shop.space.journeys.save_draft(draft)
    assert shop.space.journeys.draft(draft.id) == draft
    row = shop.space.journeys.row(draft.id)
    assert row is not None
    assert (row.name, row.state, row.version) == ("Neu", "draft", None)
    assert shop.space.journeys.live(draft.id) is None


def test_an_unknown_journey_is_told_in_words(shop: Shop) -> None:
    with pytest.raises(WorkspaceError, match="no such journey"):
        shop.space.journeys.draft("nowhere")
    with pytest.raises(WorkspaceError, match="no such journey"):
        shop.space.pausing.pause("nowhere")


def test_publishing_numbers_versions_and_creates_missing_fields(shop: Shop) -> None:
    spec = FieldSpec(key="genre", label="Genre")
    published = shop.space.journeys.publish(small_journey(fields=(spec,)))
    assert (published.version, published.new_fields, published.enrolled) == (1, (spec,), 0)
    assert "genre" in shop.space.contacts.fields
    again = shop.space.journeys.publish(rename(small_journey(fields=(spec,)), "Zweite"))
    assert (again.version, again.new_fields) == (2, ())
    live = shop.space.journeys.live("probe")
    assert live is not None
    assert live.name == "Zweite"


def test_a_journey_with_errors_stays_what_it_was(shop: Shop) -> None:
    whole = small_journey(fields=(FieldSpec(key="genre", label="Genre"),))
    with pytest.raises(PublishError) as refused:
        shop.space.journeys.publish(disconnect(whole, whole.edges[0]))
    assert "kann noch nicht veröffentlicht werden" in refused.value.message.de
    assert shop.space.journeys.rows() == []
    assert "genre" not in shop.space.contacts.fields


def test_a_field_that_the_workspace_has_keeps_its_kind(shop: Shop) -> None:
    shop.space.contacts.add_field(FieldSpec(key="genre", label="Genre", type="number"))
    fields = (FieldSpec(key="neu", label="Neu"), FieldSpec(key="genre", label="Genre"))
    published = shop.space.journeys.publish(small_journey(fields=fields))
    assert [spec.key for spec in published.new_fields] == ["neu"]
    assert shop.space.contacts.fields.type_of("genre") == "number"


@pytest.mark.parametrize(
    ("setting", "choice", "entered"),
    [(False, None, 0), (True, None, 1), (False, True, 1), (True, False, 0)],
)
def test_who_satisfies_a_segment_already_enters_as_chosen(
    shop: Shop, setting: bool, choice: bool | None, entered: int
) -> None:
    shop.contact("Anna", city="Wien")
    shop.contact("Bert", city="Graz")
    published = shop.space.journeys.publish(for_members(enroll_present=setting), enroll_present=choice)
    assert published.enrolled == entered


def test_who_satisfies_a_segment_already_is_counted_before_publishing(shop: Shop) -> None:
    for name, city in (("Anna", "Wien"), ("Bert", "Graz"), ("Cora", "Wien")):
        shop.contact(name, city=city)
    named = {"kind": "attribute", "field": "first_name", "op": "eq", "value": "Anna"}
    both = journey(
        step(
            "in", "segment_trigger", rule={"kind": "attribute", "field": "city", "op": "eq", "value": "Wien"}
        ),
        step("too", "segment_trigger", rule=named),
        step("out", "exit"),
    )
    assert shop.space.journeys.present(for_members()) == 2
    assert shop.space.journeys.present(both) == 2
    assert shop.space.journeys.present(small_journey()) == 0
    assert shop.space.journeys.rows() == []


def test_a_rule_about_a_field_that_is_still_to_be_created_holds_for_nobody(shop: Shop) -> None:
    shop.contact("Anna")
    rule = {"kind": "attribute", "field": "genre", "op": "eq", "value": "Krimi"}
    draft = journey(step("in", "segment_trigger", rule=rule), step("out", "exit"))
    assert shop.space.journeys.present(draft.replace(fields=(FieldSpec(key="genre", label="Genre"),))) == 0


def test_a_paused_journey_stands_still_until_it_is_resumed(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    shop.space.pausing.pause("probe")
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    assert shop.space.runner.run_until_idle().moved == 0
    assert shop.space.journeys.counts("probe").active == 1
    shop.space.pausing.resume("probe")
    shop.space.runner.run_until_idle()
    assert shop.space.journeys.counts("probe").ended == {"completed": 1}


def test_a_draft_cannot_be_paused(shop: Shop) -> None:
    shop.space.journeys.save_draft(small_journey())
    with pytest.raises(WorkspaceError, match="never been published"):
        shop.space.pausing.pause("probe")


def test_contacts_enter_by_hand(shop: Shop) -> None:
    by_hand = journey(
        step("in", "manual_trigger"), step("tag", "change_tags", add=["x"]), step("out", "exit")
    )
    ids = [shop.contact("Anna"), shop.contact("Bert")]
    shop.space.journeys.publish(by_hand)
    assert shop.space.journeys.enroll("probe", ids) == 2
    shop.space.runner.run_until_idle()
    assert shop.space.journeys.counts("probe").ended == {"completed": 2}
    assert shop.space.contacts.tags() == ["x"]


def test_a_journey_may_use_its_own_fields_before_the_workspace_has_them(shop: Shop) -> None:
    spec = FieldSpec(key="genre", label="Lieblingsgenre")
    around = shop.space.journeys.around(small_journey(fields=(spec,)))
    assert around.fields.label("genre").de == "Lieblingsgenre"
