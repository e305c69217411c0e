"""Publishing without a dialog: what was found, who will enter, how mails go out, and the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QWidget

from app.core.problems import Problem, has_errors
from app.core.text import Text, plural
from app.services.journeys import Published
from app.ui.context import Context
from app.ui.desk import Desk, Vocabularies
from app.ui.journey.choice_sheet import MOST_SHARE
from app.ui.journey.impact_box import ImpactBox
from app.ui.journey.impact_words import carried_words
from app.ui.vocabulary import around_of
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import clear, column, line, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.fitting import FittingArea
from app.ui.widgets.progress import JobProgress
from app.ui.widgets.words import label
from canvas.document import DocumentModel

LIVE = Text("Version {n} ist live.", "Version {n} is live.")
PUBLISHED = Text("Version {n} ist veröffentlicht.", "Version {n} is published.")
STILL_PAUSED = Text(" Die Journey ist weiterhin angehalten.", " The journey is still paused.")
SEGMENT_TRIGGER = "segment_trigger"
SIGN = 18


class PublishSheet(QFrame):
    """Opened by `open_for(problems)`; tells `published(Text)`, `closed()`, `problems_wanted()`."""

    published = Signal(object)
    closed = Signal()
    problems_wanted = Signal()

    def __init__(self, context: Context, desk: Desk, document: DocumentModel) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._context, self._desk, self._document = context, desk, document
        outer = column(self, gap=0)
        content = QWidget()
        self._body = column(content, gap=8, margins=(20, 14, 20, 6))
        outer.addWidget(FittingArea(content, MOST_SHARE))
        self._foot = row(gap=8, margins=(20, 6, 20, 14))
        outer.addLayout(self._foot)
        self.progress = JobProgress(context)
        self._banner = Banner(context)
        for widget in (self._banner, self.progress):
            outer.addWidget(widget)
        outer.addWidget(line())
        self.present: QCheckBox | None = None
        self.impact: ImpactBox | None = None
        self._primary: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()
        document.changed.connect(self.close_sheet)

    def open_for(self, problems: tuple[Problem, ...]) -> None:
        """Show what publishing would do, or why it cannot be."""
        clear(self._body)
        clear(self._foot)
        self._banner.hide()
        self.present = None
        self.impact = None
        title = Text("Veröffentlichen", "Publish")
        self._body.addWidget(label(self._context.say(title), "heading"))
        if has_errors(problems):
            self._show_errors(sum(problem.severity == "error" for problem in problems))
        else:
            self._show_plan(len(problems))
        self.show()
        first = self._primary if self._primary.isEnabled() else self
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self, *_journeys: object) -> None:
        """Fold the sheet away."""
        if not self.isHidden():
            self.closed.emit()
            self.hide()

    def _show_errors(self, count: int) -> None:
        words = plural(
            count,
            Text(
                "Ein Fehler verhindert die Veröffentlichung. Beheben Sie ihn, dann geht es weiter.",
                "One error prevents publishing. Mend it, then go on.",
            ),
            Text(
                "{n} Fehler verhindern die Veröffentlichung. Beheben Sie sie, dann geht es weiter.",
                "{n} errors prevent publishing. Mend them, then go on.",
            ),
        )
        self._body.addWidget(label(self._context.say(words), wrap=True))
        show = Text("Probleme zeigen", "Show problems")
        self._buttons(push_button(self._context, show, self._to_problems, kind="primary"))

    def _show_plan(self, remarks: int) -> None:
        self.impact = self._make_impact()
        for words in self._who():
            self._point("users", words)
        self._point("mail", self._how())
        triggers = self._document.journey.nodes_of_type((SEGMENT_TRIGGER,))
        if triggers:
            words = Text(
                "Auch Kontakte aufnehmen, die das Segment heute schon erfüllen",
                "Also let in contacts who belong to the segment already today",
            )
            self.present = QCheckBox(self._context.say(words))
            self.present.setAccessibleName(self._context.say(words))
            self.present.setCheckState(
                _as_set({bool(node.config.get("enroll_present")) for node in triggers})
            )
            self._body.addWidget(self.present)
            self._count_present()
        if remarks:
            hint = plural(
                remarks,
                Text("Eine Anmerkung steht unter „Probleme“.", "One remark is listed under “Problems”."),
                Text("{n} Anmerkungen stehen unter „Probleme“.", "{n} remarks are listed under “Problems”."),
            )
            self._body.addWidget(label(self._context.say(hint), "soft", wrap=True))
        go = Text("Jetzt veröffentlichen", "Publish now")
        button = push_button(self._context, go, self._publish, kind="primary", icon="rocket")
        if self.impact is not None:
            button.setEnabled(False)  # nobody publishes before it is known what that means
            self.impact.ready.connect(self._known)
        self._buttons(button)

    def _known(self) -> None:
        """What publishing means is known by now."""
        self._primary.setEnabled(True)
        if self.hasFocus():
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_impact(self) -> ImpactBox | None:
        """What becomes of contacts under way; nothing to ask when a journey is published first."""
        journey = self._document.journey
        entry = self._desk.workspace.journeys.row(journey.id)
        if entry is None or entry.version is None:
            return None
        box = ImpactBox(self._context, self._desk, journey)
        box.failed.connect(self._failed)
        self._body.addWidget(box)
        return box

    def _point(self, icon: str, words: Text) -> None:
        """A sentence beside its icon, so that its second row begins below the first."""
        tokens, ratio = self._context.tokens, self.devicePixelRatioF()
        sign = QLabel()
        sign.setPixmap(self._context.icons.pixmap(icon, tokens.muted, SIGN, ratio))
        point = row(gap=10)
        point.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        point.addWidget(label(self._context.say(words), wrap=True), 1)
        self._body.addLayout(point)

    def _count_present(self) -> None:
        """Say below the box how many that are; asking a large workspace takes a moment."""
        told = label("", "soft", wrap=True)
        told.setContentsMargins(26, 0, 0, 0)
        told.hide()
        self._body.addWidget(told)
        journey, service = self._document.journey, self._desk.workspace.journeys

        def tell(count: int) -> None:
            n = self._context.number(count)
            told.setText(self._context.say(present_words(count).fill(n=n)))
            told.show()

        self._desk.jobs.start(told, lambda _progress: service.present(journey), tell, self._failed)

    def _buttons(self, primary: QWidget) -> None:
        self._primary = primary
        self._foot.addWidget(primary)
        self._foot.addWidget(push_button(self._context, Text("Abbrechen", "Cancel"), self.close_sheet))
        if self.impact is not None:
            self._foot.addSpacing(8)
            self._foot.addWidget(self.impact.outlook, 1)
        else:
            self._foot.addStretch(1)

    def _who(self) -> list[Text]:
        """One sentence a trigger: who will enter."""
        journey, catalog = self._document.journey, self._context.catalog
        around = around_of(journey, Vocabularies(self._desk)(journey))
        words = Text("Von jetzt an tritt ein: {title} – {line}", "From now on, enters: {title} – {line}")
        return [
            words.fill(title=catalog.title(node), line=catalog.line(node, around))
            for node in journey.nodes
            if catalog.is_trigger(node)
        ]

    def _how(self) -> Text:
        settings = self._desk.workspace.settings
        if settings.get().delivery == "folder":
            words = Text(
                "Mails werden nicht versendet, sondern als Dateien in den Ordner „{folder}“ gelegt. Den "
                "Versand "
                "stellen Sie unter „Einstellungen“ ein.",
                "Mails are not sent but put as files into the folder “{folder}”. Set up sending under "
                "“Settings”.",
            )
            return words.fill(folder=str(settings.mail_folder()))
        account = settings.get().account
        words = Text(
            "Mails gehen über {host} hinaus, Absender {sender}.", "Mails go out by {host}, from {sender}."
        )
        return words.fill(host=account.host, sender=account.from_address)

    def _to_problems(self) -> None:
        self.close_sheet()
        self.problems_wanted.emit()

    def _publish(self) -> None:
        journey, service = self._document.journey, self._desk.workspace.journeys
        present = _wish(self.present)
        choices = None if self.impact is None else self.impact.choices
        self.setEnabled(False)
        job = self._desk.jobs.start(
            self,
            lambda _progress: service.publish(journey, enroll_present=present, choices=choices),
            self._done,
            self._failed,
        )
        self.progress.follow(job, Text("Veröffentlicht …", "Publishing …"))

    def _done(self, published: Published) -> None:
        self.setEnabled(True)
        self.hide()
        words = (PUBLISHED if published.paused else LIVE).fill(n=published.version)
        if published.enrolled:
            more = plural(
                published.enrolled,
                Text(" Ein Kontakt ist eingetreten.", " One contact has entered."),
                Text(" {n} Kontakte sind eingetreten.", " {n} contacts have entered."),
            )
            words = words + more
        words = words + carried_words(published.carried)
        if published.paused:
            words = words + STILL_PAUSED
        self.published.emit(words)

    def _failed(self, message: Text) -> None:
        self.setEnabled(True)
        self._banner.say("error", self._context.say(message))


def present_words(count: int) -> Text:
    """How many contacts satisfy the trigger already; `{n}` is left to be filled in."""
    if count == 0:
        return Text(
            "Zurzeit erfüllt noch niemand die Bedingung.", "At present nobody meets the condition yet."
        )
    if count == 1:
        return Text("Ein Kontakt erfüllt die Bedingung schon.", "One contact meets the condition already.")
    return Text("{n} Kontakte erfüllen die Bedingung schon.", "{n} contacts meet the condition already.")


def _as_set(wishes: set[bool]) -> Qt.CheckState:
    """What the triggers themselves say; half a tick if they disagree."""
    if len(wishes) > 1:
        return Qt.CheckState.PartiallyChecked
    return Qt.CheckState.Checked if True in wishes else Qt.CheckState.Unchecked


def _wish(box: QCheckBox | None) -> bool | None:
    """The decision for all triggers; None leaves it to each."""
    if box is None or box.checkState() == Qt.CheckState.PartiallyChecked:
        return None
    return box.isChecked()
