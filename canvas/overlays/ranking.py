"""Which offers come first: what this person puts there most often, then what most journeys have there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app.core.habits import START, Habits
from app.core.text import Language, Text
from canvas.overlays.matching import Span, folded, quality, spans, spellings
from canvas.overlays.offers import Offer, preset_offer

USUAL: Mapping[str, Sequence[str]] = {
    START: (
        "event_trigger:form_submitted",
        "segment_trigger:newsletter",
        "event_trigger:purchase",
        "date_trigger",
        "segment_trigger",
    ),
    "trigger": ("send_mail", "wait", "branch", "give_voucher", "set_attribute"),
    "send_mail": ("wait", "exit", "wait_for_event", "engagement", "change_tags"),
    "service_message": ("wait", "exit", "wait_for_event"),
    "wait": ("engagement", "branch", "send_mail", "change_score", "exit"),
    "timing": ("send_mail", "branch", "goal", "exit"),
    "condition": ("send_mail", "exit", "change_score", "create_task", "wait"),
    "action": ("send_mail", "wait", "exit", "branch"),
    "flow": ("send_mail", "wait", "exit"),
}
"""What follows a step of this type, or else of this group, in most journeys; the most frequent first."""
FIRST_SHOWN, RECENT_SHOWN = 5, 3
OFTEN, RECENTLY = (
    Text("Meist als Nächstes", "Usually next"),
    Text("Zuletzt benutzt", "Used recently"),
)


class Found(NamedTuple):
    """An offer in the list: below which words it stands, and which parts of its title were hit."""

    offer: Offer
    heading: Text | None
    hits: Sequence[Span]


class Before(NamedTuple):
    """What stands before the place that a step is searched for: its type and group, or nothing."""

    type_id: str = START
    group: str = START

    @property
    def usual(self) -> Sequence[str]:
        """What most journeys have next."""
        return USUAL.get(self.type_id) or USUAL.get(self.group, ())


def rank(
    offers: Sequence[Offer], wanted: str, language: Language, before: Before, habits: Habits
) -> list[Found]:
    """The offers to show, in order."""
    weight = _weight(before, habits)
    words = folded(wanted).strip()
    if not words:
        return _unasked(offers, weight, habits)
    spoken = [
        preset_offer(offer.node_type, preset)
        for offer in offers
        if not offer.is_preset and (preset := offer.node_type.spoken(wanted)) is not None
    ]
    fitting = [(_quality(offer, words), offer) for offer in offers]
    ordered = sorted(
        ((worth, offer) for worth, offer in fitting if worth),
        key=lambda each: (-each[0], -weight(each[1].key), each[1].is_preset),
    )
    found = [*spoken, *(offer for _, offer in ordered)]
    return [Found(offer, None, spans(words, offer.title.pick(language))) for offer in found]


def _quality(offer: Offer, words: str) -> int:
    titles = [folded(title) for title in offer.title]
    return max(quality(each, titles, offer.synonyms, offer.also) for each in spellings(words))


def _weight(before: Before, habits: Habits) -> Callable[[str], float]:
    """How much speaks for an offer: what the person did counts more than what is usual."""
    usual = {key: (len(before.usual) - place) / 10 for place, key in enumerate(before.usual)}
    own = habits.after.get(before.type_id, {})
    return lambda key: own.get(key, 0) + usual.get(key, 0.0)


def _unasked(offers: Sequence[Offer], weight: Callable[[str], float], habits: Habits) -> list[Found]:
    """Before anything is typed: the likely ones, the recent ones, then all types below their headings."""
    likely = sorted((each for each in offers if weight(each.key) > 0), key=lambda each: -weight(each.key))
    shown = [Found(each, OFTEN, ()) for each in likely[:FIRST_SHOWN]]
    known = {each.offer.key for each in shown}
    by_key = {each.key: each for each in offers if each.key not in known}
    recent = [by_key[key] for key in habits.recent if key in by_key]
    shown += [Found(each, RECENTLY, ()) for each in recent[:RECENT_SHOWN]]
    known = {each.offer.key for each in shown}
    rest = [each for each in offers if each.key not in known and not each.is_preset]
    return [*shown, *(Found(each, each.node_type.heading, ()) for each in rest)]
