"""The journey page at work in a workspace: autosave, checking, trying, publishing, live numbers."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.core.records import Counts
from app.core.text import Text
from app.services.whereabouts import Whereabouts
from app.ui.autosave import Autosave, save_failed_words
from app.ui.context import Context
from app.ui.desk import Desk, Vocabularies
from app.ui.journey.choice_sheet import ChoiceSheet
from app.ui.journey.comparing.control import Comparing
from app.ui.journey.exporting import Exporting
from app.ui.journey.habit_keeping import keep_habits
from app.ui.journey.live_panel import LivePanel
from app.ui.journey.page import JourneyPage
from app.ui.journey.preview_panel import PreviewPanel
from app.ui.journey.publish_sheet import PublishSheet
from app.ui.journey.standing import Standing
from app.ui.widgets.signals import takes
from canvas.commands import Command
from canvas.document import DocumentModel
from canvas.selection import Selection


class DeskJourneyPage(JourneyPage):
    """Adds to the page what needs a workspace."""

    def __init__(self, context: Context, desk: Desk, document: DocumentModel, selection: Selection) -> None:
        self._vocabularies = Vocabularies(desk)
        super().__init__(context, document, selection, self._vocabularies, desk.workspace.journeys.validate)
        self._desk = desk
        self.watch.jobs = desk.jobs
        keep_habits(self.canvas, desk)
        say = context.say
        self.preview = PreviewPanel(context, desk, lambda: document.journey)
        self.live = LivePanel(context, desk, document.journey.id, self._title)
        self._preview_index, self._live_index = 1, 2
        self.drawer.add(self.preview, say(Text("Vorschau", "Preview")))
        self.drawer.add(self.live, say(Text("Live", "Live")))
        self.sheet = PublishSheet(context, desk, document)
        self.add_sheet(self.sheet)
        self.question = ChoiceSheet(context)
        self.add_sheet(self.question)
        self.standing = Standing(context, desk, document.journey.id, self.question)
        self.exporting = Exporting(context, desk, document, selection, self.canvas)
        self.autosave = Autosave(document, desk.workspace.journeys, self)
        self.header.show_saved(self.autosave.state)
        self._listen()
        self.comparing = Comparing(self, desk)
        self.learn(self.comparing.commands())
        self._show_state()

    def leave(self) -> bool:
        """Save what is unsaved and stop listening; False if the draft could not be saved."""
        self.preview.stop()
        self.live.stop()
        return self.autosave.save_now()

    def refresh(self) -> None:
        """Offer what has been made on other pages meanwhile: lists, vouchers, services, journeys."""
        self._vocabularies.forget()
        self.inspector.offer_anew()
        self.watch.begin()

    def _listen(self) -> None:
        header = self.header
        header.try_wanted.connect(self._try)
        header.publish_wanted.connect(self._publish)
        header.export_wanted.connect(self._offer_export)
        self.exporting.told.connect(takes(Text, lambda words: self._say("good", words)))
        self.exporting.failed.connect(takes(Text, lambda words: self._say("error", words)))
        self.autosave.state_changed.connect(header.show_saved)
        self.autosave.failed.connect(self._tell_unsaved)
        self.preview.counted.connect(takes(Counts, lambda counts: self.canvas.set_counts(counts, "preview")))
        self.preview.noted.connect(takes(str, lambda words: self.drawer.show_note(self.preview, words)))
        self.live.counted.connect(self._show_live)
        self.live.crowd.looked.connect(takes(Whereabouts, self._show_crowd))
        self.live.crowd.step_chosen.connect(self._show_step)
        self.live.crowd.traced.connect(self.canvas.show_trail)
        self.preview.traced.connect(self.canvas.show_trail)
        self.live.changed.connect(self._paused)
        self.live.resume_wanted.connect(self.standing.resume)
        self.live.archive_wanted.connect(self.standing.archive)
        self.live.return_wanted.connect(self.standing.bring_back)
        self.standing.changed.connect(self._stands_otherwise)
        self.sheet.published.connect(self._published)
        self.sheet.problems_wanted.connect(self._open_problems)
        self.sheet.closed.connect(self._sheet_closed)
        self.drawer.opened.connect(self._panel_opened)
        self.learn(self._desk_commands())

    def _desk_commands(self) -> tuple[Command, ...]:
        return (
            Command(("Ctrl+S",), Text("Entwurf sichern", "Save the draft"), self._save, "journey"),
            Command(("F5",), Text("Ausprobieren", "Try"), self._try, "journey"),
            Command(
                ("F9",),
                Text("Veröffentlichen …", "Publish …"),
                self._publish,
                "journey",
                self.header.publish.isEnabled,
            ),
            *self.exporting.commands(),
        )

    def _say(self, kind: Literal["good", "error"], words: Text) -> None:
        self.banner.say(kind, self.context.say(words))

    def _offer_export(self) -> None:
        button = self.header.export
        self.exporting.open_menu(button.mapToGlobal(button.rect().bottomLeft()), self)

    def _save(self) -> None:
        self.autosave.save_now()

    def _try(self) -> None:
        self.drawer.open(self._preview_index)
        self.preview.run()

    def _publish(self) -> None:
        self.header.publish.setEnabled(False)
        self.mark_everything()
        self.sheet.open_for(self.watch.problems)

    def _open_problems(self) -> None:
        self.drawer.open(0)
        self.problems_tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheet_closed(self) -> None:
        self.header.publish.setEnabled(True)
        focused = QApplication.focusWidget()
        if focused is not None and self.sheet.isAncestorOf(focused):
            self.header.publish.setFocus(Qt.FocusReason.OtherFocusReason)

    def _published(self, words: Text) -> None:
        self.header.publish.setEnabled(True)
        self.banner.say("good", self.context.say(words))
        self._desk.workspace.runner.start()
        self._desk.workspace.runner.wake()
        self.drawer.open(self._live_index)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def _stands_otherwise(self, words: Text) -> None:
        self.banner.say("good", self.context.say(words))
        self.live.look()
        self._show_state()

    def _panel_opened(self, index: int) -> None:
        self.live.set_watching(watching=index == self._live_index)
        if index == self._preview_index:
            self.preview.show_again()
        elif index != self._live_index:
            self.canvas.set_counts(None)
        if index != self._live_index:
            self.canvas.set_whereabouts({}, {}, 0)
        self.canvas.show_trail(None)

    def _paused(self) -> None:
        self.banner.hide()  # it may say that the journey is live
        self._show_state()

    def _show_live(self, counts: object) -> None:
        if self.drawer.current is self.live:
            self.canvas.set_counts(self.live.counts, "live")

    def _show_crowd(self, found: Whereabouts) -> None:
        if self.drawer.current is self.live:
            self.canvas.set_whereabouts(found.waiting, found.failing, found.at)

    def _show_step(self, step: str) -> None:
        if step in self.document.journey.by_id:
            self.canvas.reveal(step)

    def _title(self, step: str) -> str:
        node = self.document.journey.by_id.get(step)
        return self.context.say(self.context.catalog.title(node)) if node else "…"

    def _show_state(self) -> None:
        row = self._desk.workspace.journeys.row(self.document.journey.id)
        self.header.show_state(row)
        self.drawer.set_small(self.live, small=row is None or row.version is None)

    def _tell_unsaved(self, message: Text) -> None:
        words = self.context.say(save_failed_words(message))
        again = Text("Erneut versuchen", "Try again")
        self.banner.say("error", words, again, self._save_again)

    def _save_again(self) -> None:
        if self.autosave.save_now():
            self.banner.hide()
