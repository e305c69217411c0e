"""Resuming, archiving and bringing back a journey: asks where there is something to choose."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.core.impact import AtOnce
from app.core.incidents import incident_words
from app.core.pauses import CLOCKS, Clocks, Inside, Resumption
from app.core.text import Text, same
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.choice_sheet import ChoiceSheet, Question, Way
from app.ui.journey.impact_words import at_once_words, contacts_words, counted

T = TypeVar("T")
_RESUME = Text("Weiterlaufen lassen", "Resume")
_CLOCKS: Mapping[Clocks, tuple[Text, Text]] = {
    "ran_on": (
        Text("Die Uhren liefen weiter", "The clocks ran on"),
        Text(
            "Wer während der Pause an der Reihe gewesen wäre, ist es jetzt.",
            "Whoever would have had their turn during the pause has it now.",
        ),
    ),
    "stood_still": (
        Text("Die Uhren standen still", "The clocks stood still"),
        Text(
            "Alle warten noch so lange wie vor der Pause.",
            "Everybody waits as long as was left before the pause.",
        ),
    ),
    "anew": (
        Text("Die Wartezeiten beginnen neu", "The waits start anew"),
        Text(
            "Alle warten ab jetzt noch einmal die ganze Zeit.",
            "Everybody waits the whole time again from now on.",
        ),
    ),
}
_MESSAGES = (
    Text(
        "Eine Mail war vor der Pause schon entschieden; sie geht dann hinaus.",
        "One mail was decided before the pause; it goes out then.",
    ),
    Text(
        "{n} Mails waren vor der Pause schon entschieden; sie gehen dann hinaus.",
        "{n} mails were decided before the pause; they go out then.",
    ),
)
_ARCHIVE = Text("Archivieren", "Archive")
_INSIDE: Mapping[Inside, tuple[Text, Text]] = {
    "drain": (
        Text("Wer unterwegs ist, geht noch zu Ende", "Whoever is under way goes on to the end"),
        Text("Mails, die noch anstehen, gehen hinaus.", "Mails that are still to come go out."),
    ),
    "end": (
        Text("Alle verlassen die Journey sofort", "Everybody leaves the journey at once"),
        Text(
            "Es geht keine weitere Mail hinaus. Das lässt sich nicht rückgängig machen.",
            "No further mail goes out. This cannot be undone.",
        ),
    ),
}


class Standing(QObject):
    """Works in the background; tells `changed(Text)` when the state of the journey is another one."""

    changed = Signal(object)

    def __init__(self, context: Context, desk: Desk, journey_id: str, sheet: ChoiceSheet) -> None:
        super().__init__(sheet)
        self._context, self._desk, self._journey_id, self._sheet = context, desk, journey_id, sheet

    def resume(self) -> None:
        """Let the journey run on; ask how, if anybody is inside."""
        pausing, journey_id = self._desk.workspace.pausing, self._journey_id
        self._start(lambda: pausing.resumption(journey_id), self._ask_resume)

    def archive(self) -> None:
        """Let nobody in any more; ask what becomes of those inside."""
        active = self._desk.workspace.journeys.counts(self._journey_id).active
        name = self._name()
        title = Text("„{name}“ archivieren", "Archive “{name}”").fill(name=name)
        now = (
            Text(
                "Niemand tritt mehr ein. Unterwegs: {contacts}.",
                "Nobody enters any more. Under way: {contacts}.",
            ).fill(contacts=contacts_words(active)),
        )
        ways = [Way(*words, self._archiver(inside)) for inside, words in _INSIDE.items()]
        self._sheet.ask(Question(title, now, ways, _ARCHIVE))

    def bring_back(self) -> None:
        """Let contacts in again."""
        pausing, journey_id = self._desk.workspace.pausing, self._journey_id
        words = Text("Die Journey läuft wieder.", "The journey is running again.")
        self._start(lambda: pausing.bring_back(journey_id), lambda _: self._done(words))

    def _ask_resume(self, found: Resumption) -> None:
        if not found.contacts and not found.messages:
            self._resume("ran_on")
            return
        title = Text("„{name}“ weiterlaufen lassen", "Resume “{name}”").fill(name=self._name())
        ways = [self._way(found, clocks) for clocks in CLOCKS]
        self._sheet.ask(Question(title, self._paused_words(found), ways, _RESUME))

    def _paused_words(self, found: Resumption) -> list[Text]:
        words: list[Text] = []
        if found.why:
            words.append(pause_words(found.why))
        inside = contacts_words(found.contacts)
        if found.paused_at is None:
            words.append(Text("Unterwegs: {inside}.", "Under way: {inside}.").fill(inside=inside))
        else:
            since = Text(
                "Angehalten seit {when}. Unterwegs: {inside}.", "Paused since {when}. Under way: {inside}."
            )
            words.append(since.fill(when=self._context.moment(found.paused_at), inside=inside))
        if found.messages:
            words.append(counted(found.messages, _MESSAGES))
        return words

    def _way(self, found: Resumption, clocks: Clocks) -> Way:
        name, meaning = _CLOCKS[clocks]
        brings = at_once_words(found.options.get(clocks, AtOnce()))
        return Way(name, meaning + same(" ") + brings, lambda: self._resume(clocks))

    def _resume(self, clocks: Clocks) -> None:
        pausing, journey_id = self._desk.workspace.pausing, self._journey_id
        words = Text("Die Journey läuft weiter.", "The journey runs on.")
        self._start(lambda: pausing.resume(journey_id, clocks), lambda _: self._done(words))

    def _archiver(self, inside: Inside) -> Callable[[], None]:
        return lambda: self._archive(inside)

    def _archive(self, inside: Inside) -> None:
        pausing, journey_id = self._desk.workspace.pausing, self._journey_id
        words = Text("Die Journey ist archiviert.", "The journey is archived.")
        self._start(lambda: pausing.archive(journey_id, inside), lambda _: self._done(words))

    def _done(self, words: Text) -> None:
        self._sheet.close_sheet()
        self._desk.workspace.runner.start()
        self._desk.workspace.runner.wake()
        self.changed.emit(words)

    def _start(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._sheet.setEnabled(False)

        def finish(result: T) -> None:
            self._sheet.setEnabled(True)
            done(result)

        def fail(message: Text) -> None:
            self._sheet.setEnabled(True)
            self._sheet.fail(message)
            self._sheet.show()

        self._desk.jobs.start(self, lambda _progress: work(), finish, fail)

    def _name(self) -> str:
        entry = self._desk.workspace.journeys.row(self._journey_id)
        return entry.name if entry else "…"


def pause_words(why: str) -> Text:
    """Why a journey has paused itself."""
    told = dict(json.loads(why))
    return incident_words(str(told.pop("code", "")), told)
