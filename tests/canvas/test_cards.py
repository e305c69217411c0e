"""The pictures of cards."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from canvas.painting.cards import BUDGET, CachedCards
from canvas.painting.faces import Face
from canvas.painting.picture import CardPainter, Look, PlainCards
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import Spot
from canvas.theme import DARK, LIGHT

FACE = Face("Welcome mail", "“Your samples, {First name}”", "mail", "action")


def drawn(cards: CardPainter, face: Face, look: Look, scale: float = 1.0) -> QImage:
    """A card on transparent ground."""
    image = QImage(300, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    cards.paint(painter, face, Spot(10, 10), look, "near")
    painter.end()
    return image


def look(dark: bool = False) -> Look:
    """English, in the font of the program."""
    return Look(DARK if dark else LIGHT, Typeface("Inter"), "en")


def difference(one: QImage, other: QImage) -> float:
    """How much two pictures differ, 0 to 255 a pixel on average."""
    total = 0
    for x in range(0, one.width(), 3):
        for y in range(0, one.height(), 3):
            total += abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
    return total / (one.width() * one.height() / 9)


def test_a_card_from_the_cache_looks_like_one_drawn_anew(qapp: QApplication) -> None:
    cached, plain = drawn(CachedCards(), FACE, look()), drawn(PlainCards(), FACE, look())
    assert difference(cached, plain) < 1.0


def test_the_cache_tells_themes_scales_and_words_apart(qapp: QApplication) -> None:
    cards = CachedCards()
    light = drawn(cards, FACE, look())
    assert difference(light, drawn(cards, FACE, look(dark=True))) > 20
    assert drawn(cards, FACE, look(), 0.6) != light
    assert drawn(cards, Face("Other", "line", "mail", "action"), look()) != light
    assert drawn(cards, FACE, look()) == light


def test_the_cache_keeps_to_its_budget(qapp: QApplication) -> None:
    cards = CachedCards()
    for number in range(BUDGET + 20):
        drawn(cards, Face(str(number), "", "mail", "action"), look())
    assert len(cards) == BUDGET
