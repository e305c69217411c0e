"""Voucher pools: how many codes are free and given, adding codes from a file or by pasting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.text import Text, joined, same
from app.services.vouchers import AddedCodes
from app.store.vouchers import GivenVoucher, PoolRow
from app.ui.contacts.kept import KeptPage
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.boxes import column, line, row, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.sure import SureButton
from app.ui.widgets.words import label, pill

WHAT = Text(
    "Ein Vorrat hält die Gutscheincodes Ihres Shops. Der Schritt „Gutschein vergeben“ gibt jedem "
    "Kontakt einen eigenen, nie denselben zweimal.",
    "A pool holds the voucher codes of your shop. The step “Give voucher” gives every contact one of its "
    "own, never the same one twice.",
)
NAME, ADD = Text("Name des neuen Vorrats", "Name of the new pool"), Text("Vorrat anlegen", "Create pool")
NONE = Text("Noch kein Vorrat.", "No pool yet.")
ABOUT = Text("Name des Vorrats „{name}“", "Name of the pool “{name}”")
DELETE, SURE = Text("Löschen", "Delete"), Text("Vorrat wirklich löschen", "Really delete the pool")
FILE, PASTE = Text("Codes aus Datei …", "Codes from a file …"), Text("Codes einfügen", "Paste codes")
GIVEN = Text("Vergebene ansehen", "Show given ones")
HIDE = Text("Zuklappen", "Fold")
FREE = Text("{n} frei", "{n} free")
HANDED = Text("{n} vergeben", "{n} given")
EMPTY = Text("leer", "empty")
CODES = Text("Ein Code je Zeile", "One code a line")
TAKE = Text("Hinzufügen", "Add")
ADDED = Text("{new} neue Codes hinzugefügt.", "{new} new codes added.")
KNOWN = Text(" {known} waren schon da.", " {known} were there already.")
ERASED = Text("gelöschter Kontakt", "erased contact")
NONE_GIVEN = Text("Noch keiner ist vergeben.", "None has been given yet.")
FILTER = Text(
    "Tabelle oder Text (*.csv *.txt);;Alle Dateien (*)", "Table or text (*.csv *.txt);;All files (*)"
)
MOST = 100


class VouchersPage(KeptPage):
    """One card a pool."""

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__(context, desk, WHAT, NAME, ADD)
        self._vouchers = desk.workspace.vouchers
        self._open = ("", "")
        self.refresh()

    def cards(self) -> list[QWidget]:
        """One card for each pool."""
        return [self._card(each) for each in self._vouchers.pools()]

    def none(self) -> Text:
        """What is said while there is no pool."""
        return NONE

    def make(self, name: str) -> object:
        """Make an empty pool."""
        return self._vouchers.add(name)

    def add_file(self, pool_id: str, path: Path) -> None:
        """Add the codes of a file, in the background."""
        vouchers = self._vouchers
        self.desk.jobs.start(
            self,
            lambda _progress: vouchers.add_codes(pool_id, vouchers.read_codes(path)),
            self._added,
            self._failed,
        )

    def _card(self, each: PoolRow) -> QWidget:
        card = surface("card")
        body = column(card, gap=8, margins=(12, 8, 16, 10))
        head = row(gap=8)
        head.addWidget(self.title(each.name, lambda name: self._vouchers.rename(each.id, name), ABOUT), 1)
        head.addWidget(self._numbers(each))
        delete = SureButton(
            self.context, DELETE, SURE, lambda: self.carry_out(lambda: self._vouchers.delete(each.id))
        )
        head.addWidget(delete)
        body.addLayout(head)
        buttons = row(gap=8, margins=(6, 0, 0, 0))
        for words, run in (
            (FILE, lambda: self._choose(each.id)),
            (self._toggle(each, "paste", PASTE), lambda: self._unfold(each.id, "paste")),
            (self._toggle(each, "given", GIVEN), lambda: self._unfold(each.id, "given")),
        ):
            buttons.addWidget(self._button(words, each.name, run))
        buttons.addStretch(1)
        body.addLayout(buttons)
        if self._open == (each.id, "paste"):
            self._paste(each, body)
        if self._open == (each.id, "given"):
            self._given(each, body)
        return card

    def _numbers(self, each: PoolRow) -> QWidget:
        say, number = self.context.say, self.context.number
        free = EMPTY if not each.free else FREE.fill(n=number(each.free))
        words = joined([free, HANDED.fill(n=number(each.given))], same(" · "))
        return label(say(words), "soft") if each.free else pill(say(words), "warning")

    def _toggle(self, each: PoolRow, what: str, words: Text) -> Text:
        return HIDE if self._open == (each.id, what) else words

    def _button(self, words: Text, name: str, run: Callable[[], object]) -> QWidget:
        button = push_button(self.context, words, run)
        button.setAccessibleName(f"{self.context.say(words)}: {name}")
        return button

    def _paste(self, each: PoolRow, body: QVBoxLayout) -> None:
        body.addWidget(line())
        field = QPlainTextEdit()
        field.setPlaceholderText(self.context.say(CODES))
        field.setAccessibleName(self.context.say(CODES))
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * 6)
        body.addWidget(field)
        go = push_button(self.context, TAKE, lambda: self._take(each.id, field.toPlainText()), kind="primary")
        foot = row()
        foot.addWidget(go)
        foot.addStretch(1)
        body.addLayout(foot)

    def _given(self, each: PoolRow, body: QVBoxLayout) -> None:
        body.addWidget(line())
        found = self._vouchers.given(each.id, 0, MOST)
        for voucher in found:
            body.addLayout(self._voucher(voucher))
        if not found:
            body.addWidget(label(self.context.say(NONE_GIVEN), "soft"))

    def _voucher(self, voucher: GivenVoucher) -> QHBoxLayout:
        entry = row(gap=12)
        entry.addWidget(label(voucher.code, "strong"))
        entry.addWidget(label(voucher.email or self.context.say(ERASED), "plain"), 1)
        entry.addWidget(label(self.context.moment(voucher.at), "muted"))
        return entry

    def _unfold(self, pool_id: str, what: str) -> None:
        self._open = ("", "") if self._open == (pool_id, what) else (pool_id, what)
        self.refresh()

    def _choose(self, pool_id: str) -> None:
        say = self.context.say
        name, _ = QFileDialog.getOpenFileName(self, say(FILE), "", say(FILTER))
        if name:
            self.add_file(pool_id, Path(name))

    def _take(self, pool_id: str, words: str) -> None:
        codes = words.splitlines()
        self.desk.jobs.start(
            self, lambda _progress: self._vouchers.add_codes(pool_id, codes), self._added, self._failed
        )

    def _added(self, added: AddedCodes) -> None:
        self._open = ("", "")
        self.refresh()
        words = ADDED.fill(new=self.context.number(added.new))
        if added.known:
            words = words + KNOWN.fill(known=self.context.number(added.known))
        self.notice.say("good", self.context.say(words))

    def _failed(self, message: Text) -> None:
        self.notice.say("error", self.context.say(message))
