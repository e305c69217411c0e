"""What waits for a person's word, as cards: uncertain mails, late mails, journeys that paused themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.records import JourneyRow, MessageRow
from app.core.text import Text, joined, plural, same
from app.engine.delivery.decisions import Chosen
from app.services.activity import Decision, Shelf, ToDecide
from app.store.outbox_rows import HeldGroup
from app.ui.activity.deciding import About, Deciding
from app.ui.activity.names import Names
from app.ui.activity.words import MAILS, breakable, late_words
from app.ui.context import Context
from app.ui.journey.standing import pause_words
from app.ui.widgets.boxes import centred, clear, column, line, row, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.words import label, pill

WIDTH = 920
MOST_ROWS = 6
DOT = same(" · ")
ALL_WELL = Text("Nichts zu entscheiden", "Nothing to decide")
ALL_WELL_WORDS = Text(
    "Hier melden sich Mails, von denen unklar ist, ob sie ankamen, verspätete Mails und Journeys, die sich "
    "selbst angehalten haben. Zurzeit läuft alles von allein.",
    "This is where mails report of which it is unclear whether they arrived, late mails, and journeys that "
    "have paused themselves. Right now everything goes by itself.",
)
UNCERTAIN = Text("Unklar, ob angekommen", "Uncertain whether they arrived")
UNCERTAIN_WORDS = Text(
    "Die Verbindung riss ab oder das Programm endete, während diese Mails übergeben wurden. Meistens sind "
    "sie trotzdem angekommen. Nach „Erneut senden“ könnte eine doppelt ankommen.",
    "The connection broke or the program ended while these mails were handed over. Mostly they have "
    "arrived all the same. After “Send again”, one may arrive twice.",
)
HELD = Text("Verspätete Mails", "Late mails")
HELD_WORDS = Text(
    "Stellwerk lief nicht, als diese Mails fällig waren. Sollen sie jetzt noch hinausgehen?",
    "Stellwerk was not running when these mails were due. Are they to go out now?",
)
PAUSED = Text("Journeys, die sich angehalten haben", "Journeys that have paused themselves")
ALL_OF_THEM = Text("Für alle {n}", "For all {n}")
SHOW = Text("Ansehen", "Show")
RESUME = Text("Weiterlaufen lassen …", "Resume …")
OPEN = Text("Journey öffnen", "Open journey")
ALL = Text("alle", "all")
PAUSED_WORDS = Text(
    "Zu viele ihrer Mails sind fehlgeschlagen. Niemand rückt weiter, bis Sie sie wieder laufen lassen.",
    "Too many of their mails have failed. Nobody moves on until you let them run again.",
)
HELD_DECISIONS: tuple[Decision, ...] = ("release", "skip")
ASKED: tuple[Decision, ...] = ("arrived", "send_again", "leave")


class Decide(QWidget):
    """Tells `decided(Decision, Chosen)`, `shelf_wanted(Shelf, journey)`, and what is wanted of a journey."""

    decided = Signal(str, object)
    shelf_wanted = Signal(str, str)
    resume_wanted = Signal(str)
    open_wanted = Signal(str)

    def __init__(self, context: Context, names: Names) -> None:
        super().__init__()
        self._context, self._names = context, names
        self._shown: ToDecide | None = None
        self._cards = centred(self, WIDTH)

    def show_open(self, found: ToDecide) -> None:
        """Show what waits; nothing is touched if it is the same as before."""
        if found == self._shown:
            return
        self._shown = found
        clear(self._cards)
        if found.held:
            self._cards.addWidget(self._held(found))
        if found.paused:
            self._cards.addWidget(self._paused(found))
        if found.uncertain:
            self._cards.addWidget(self._uncertain(found))
        if found.count == 0:
            self._cards.addStretch(1)
            self._cards.addWidget(EmptyState(self._context, "circle-check", ALL_WELL, ALL_WELL_WORDS))
        self._cards.addStretch(1)

    def _uncertain(self, found: ToDecide) -> QWidget:
        card, body = self._card(UNCERTAIN, UNCERTAIN_WORDS, found.uncertain_count)
        for message in found.uncertain[:MOST_ROWS]:
            body.addWidget(line())
            body.addLayout(self._message(message))
        if found.uncertain_count > 1:
            body.addWidget(line())
            body.addLayout(self._for_all(found.uncertain_count, "uncertain", ASKED))
        return card

    def _message(self, message: MessageRow) -> QHBoxLayout:
        say = self._context.say
        title = self._names.step(message.journey, message.node)
        parts = [title, same(self._names.journey(message.journey)), same(self._context.moment(message.at))]
        entry = self._lines(breakable(message.email), say(joined(parts, DOT)))
        entry.addWidget(self._deciding(About(Chosen((message.id,)), 1, message.email), ASKED))
        return entry

    def _held(self, found: ToDecide) -> QWidget:
        card, body = self._card(HELD, HELD_WORDS, sum(group.n for group in found.held))
        for group in found.held[:MOST_ROWS]:
            body.addWidget(line())
            body.addLayout(self._group(group))
        if len(found.held) > 1:
            body.addWidget(line())
            total = sum(group.n for group in found.held)
            body.addLayout(self._for_all(total, "held", HELD_DECISIONS))
        return card

    def _group(self, group: HeldGroup) -> QHBoxLayout:
        say = self._context.say
        mails = plural(group.n, *MAILS).fill(n=self._context.number(group.n))
        late = late_words(group.late)
        if group.n > 1:
            late = Text("bis zu {late}", "up to {late}").fill(late=late)
        parts = [mails, late, same(self._names.journey(group.journey))]
        title = say(self._names.step(group.journey, group.step))
        entry = self._lines(title, say(joined(parts, DOT)))
        entry.addWidget(self._show("held", group.journey, SHOW))
        chosen = Chosen(journey=group.journey, step=group.step)
        entry.addWidget(self._deciding(About(chosen, group.n, title), HELD_DECISIONS))
        return entry

    def _paused(self, found: ToDecide) -> QWidget:
        card, body = self._card(PAUSED, PAUSED_WORDS, len(found.paused))
        for journey in found.paused:
            body.addWidget(line())
            body.addLayout(self._journey(journey))
        return card

    def _journey(self, entry: JourneyRow) -> QHBoxLayout:
        words = self._lines(entry.name, self._context.say(pause_words(entry.paused_why)))
        open_it = push_button(self._context, OPEN, lambda: self.open_wanted.emit(entry.id), kind="link")
        words.addWidget(open_it)
        words.addWidget(push_button(self._context, RESUME, lambda: self.resume_wanted.emit(entry.id)))
        return words

    def _for_all(self, count: int, shelf: Shelf, decisions: Sequence[Decision]) -> QHBoxLayout:
        foot = row(gap=8)
        number = self._context.number(count)
        foot.addWidget(label(self._context.say(ALL_OF_THEM.fill(n=number)), "soft"))
        foot.addStretch(1)
        foot.addWidget(self._show(shelf, "", SHOW))
        foot.addWidget(self._deciding(About(Chosen(), count, self._context.say(ALL)), decisions))
        return foot

    def _lines(self, title: str, more: str) -> QHBoxLayout:
        entry = row(gap=8)
        words = column(gap=2)
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(label(more, "muted", wrap=True))
        entry.addLayout(words, 1)
        return entry

    def _deciding(self, about: About, decisions: Sequence[Decision]) -> Deciding:
        return Deciding(self._context, about, decisions, self.decided.emit)

    def _show(self, shelf: Shelf, journey: str, words: Text) -> QPushButton:
        return push_button(self._context, words, lambda: self.shelf_wanted.emit(shelf, journey), kind="link")

    def _card(self, title: Text, words: Text, count: int) -> tuple[QFrame, QVBoxLayout]:
        card = surface("card")
        body = column(card, gap=12, margins=(20, 16, 20, 16))
        head = row(gap=8)
        head.addWidget(label(self._context.say(title), "heading"))
        head.addWidget(pill(self._context.number(count), "warning"))
        head.addStretch(1)
        body.addLayout(head)
        told = label(self._context.say(words), "soft", wrap=True)
        body.addWidget(told)
        return card, body
