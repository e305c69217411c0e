"""Opens and closes comparing and merging on the journey page, and keeps them up with the draft."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.merge_words import refuse_strangers
from app.core.text import Text
from app.ui.desk import Desk
from app.ui.journey.comparing.compare_panel import ComparePanel
from app.ui.journey.comparing.merge_panel import MergePanel
from app.ui.journey.comparing.versions_box import ask_file
from app.ui.journey.page import JourneyPage
from canvas.commands import Command

REST_MS = 150
"""After a change of the draft, before it is compared again."""
COMPARE = Text("Mit Version oder Datei vergleichen", "Compare with a version or a file")
FILE = Text("Fassung aus einer Datei zusammenführen …", "Merge a version from a file …")
NEXT = Text("Nächster Unterschied", "Next difference")
PREVIOUS = Text("Vorheriger Unterschied", "Previous difference")
NONE_PUBLISHED = Text(
    "Diese Journey ist noch nie veröffentlicht worden. Wählen Sie oben eine Datei zum Vergleich.",
    "This journey has never been published. Choose a file to compare with above.",
)


class Comparing(QObject):
    """At most one panel is open, in the place of palette, canvas and drawer."""

    def __init__(self, page: JourneyPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self.panel: ComparePanel | MergePanel | None = None
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._refresh)
        page.document.changed.connect(self._wait)
        header = page.header
        header.compare_wanted.connect(self.toggle)
        for leaving in (header.tidy_wanted, header.try_wanted, header.publish_wanted, header.settings_wanted):
            leaving.connect(self.close)

    def commands(self) -> tuple[Command, ...]:
        """What can be done by a key or by its name."""
        return (
            Command(("F7",), COMPARE, self.toggle, "journey"),
            Command((), FILE, self.merge_file, "journey"),
            Command(("F4",), NEXT, self._next, "journey", self._is_open),
            Command(("Shift+F4",), PREVIOUS, self._previous, "journey", self._is_open),
        )

    def toggle(self) -> None:
        """Compare with the newest version, or close the comparison."""
        if self.panel is not None:
            self.close()
            return
        page = self._page
        panel = ComparePanel(page.context, self._desk, lambda: page.document.journey, page.around)
        self._open(panel)
        panel.merge_wanted.connect(self._merge_compared)
        if panel.versions.versions:
            panel.versions.choose(0)
        else:
            panel.banner.say("info", page.context.say(NONE_PUBLISHED))
        panel.board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def merge_file(self) -> None:
        """Ask for a file, and show what merging it would bring."""
        page = self._page
        path = ask_file(page.context, page, FILE)
        if path is None:
            return
        try:
            self.merge(self._desk.services.files.load(path))
        except StellwerkError as error:
            self._refuse(error)

    def merge(self, theirs: Journey) -> None:
        """Show what merging another version of the journey would bring; `DocumentError` if it is none."""
        page = self._page
        refuse_strangers(page.document.journey, theirs)
        page.banner.hide()
        panel = MergePanel(page.context, self._desk, page.document, theirs, page.around)
        self._open(panel)
        panel.board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Go back to drawing."""
        panel, self.panel = self.panel, None
        if panel is not None:
            self._page.uncover(panel)
            panel.deleteLater()
            self._page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge_compared(self, theirs: Journey | None) -> None:
        if theirs is None:
            self.merge_file()
            return
        try:
            self.merge(theirs)
        except StellwerkError as error:
            self._refuse(error)

    def _refuse(self, error: StellwerkError) -> None:
        banner = self._page.banner if self.panel is None else self.panel.banner
        banner.say("error", error.pick(self._page.context.language))

    def _open(self, panel: ComparePanel | MergePanel) -> None:
        self.close()
        self.panel = panel
        panel.closed.connect(self.close)
        self._page.cover(panel)

    def _wait(self, *_journeys: object) -> None:
        if self.panel is not None:
            self._timer.start()

    def _refresh(self) -> None:
        if self.panel is not None:
            self.panel.refresh()

    def _is_open(self) -> bool:
        return self.panel is not None

    def _next(self) -> None:
        if self.panel is not None:
            self.panel.board.step(1)

    def _previous(self) -> None:
        if self.panel is not None:
            self.panel.board.step(-1)
