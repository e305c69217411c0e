"""What the step search offers: every step type, and the presets of those that have some."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.journey import JsonObject
from app.core.node import GROUPS, AnyNodeType, Preset
from app.core.text import Text
from canvas.overlays.matching import folded


@dataclass(frozen=True)
class Offer:
    """A step that can be picked. `key` is what habits know it by; `also` are folded words that lead to it."""

    key: str
    node_type: AnyNodeType
    title: Text
    summary: Text
    synonyms: frozenset[str]
    also: str
    config: JsonObject | None = None

    @property
    def is_preset(self) -> bool:
        """Whether it comes with settings of its own."""
        return self.config is not None


def offers_of(types: Iterable[AnyNodeType]) -> list[Offer]:
    """All offers of some types, in the order of the types; presets stand behind their type."""
    found: list[Offer] = []
    for node_type in types:
        found.append(_plain(node_type))
        found += [preset_offer(node_type, preset) for preset in node_type.presets]
    return found


def preset_offer(node_type: AnyNodeType, preset: Preset) -> Offer:
    """A preset as an offer."""
    return Offer(
        f"{node_type.id}:{preset.id}",
        node_type,
        preset.title,
        node_type.title,
        _words(preset.words),
        folded(" ".join(node_type.title)),
        preset.config,
    )


def _plain(node_type: AnyNodeType) -> Offer:
    also = " ".join((*node_type.summary, *GROUPS[node_type.group], *node_type.heading))
    return Offer(
        node_type.id,
        node_type,
        node_type.title,
        node_type.summary,
        _words(node_type.words),
        folded(also),
    )


def _words(words: Text) -> frozenset[str]:
    return frozenset(folded(" ".join(words)).split())
