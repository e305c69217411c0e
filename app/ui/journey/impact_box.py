"""What becomes of the contacts under way when a version is published: one choice for all, or one a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.impact import Choice, Impact, Spot, Waiting
from app.core.journey import Journey
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.impact_rows import ImpactRows
from app.ui.journey.impact_words import (
    CHANGES,
    COUNTING,
    MORE_CHANGES,
    STAYS_PAUSED,
    UNCHANGED,
    UNDER_WAY,
    WAYS,
    Way,
    at_once_words,
    counted,
    places_words,
)
from app.ui.widgets.boxes import column, surface
from app.ui.widgets.words import label

MOST_CHANGES = 4
MOST_PLACES = 3


class ImpactBox(QWidget):
    """Looks who is under way; tells `ready()` once it knows, and `failed(Text)`.

    Shows nothing but the changes while nobody is under way. `outlook` says what the choices bring at once;
    it has its place beside the button that publishes.
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, desk: Desk, journey: Journey) -> None:
        super().__init__()
        self._context, self._desk, self._journey = context, desk, journey
        self.impact: Impact | None = None
        self._way: Way = "keep"
        self._asked = 0
        self._layout = column(self, gap=8)
        self._wait = label(context.say(COUNTING), "soft")
        self._layout.addWidget(self._wait)
        self.rows: ImpactRows | None = None
        self.outlook = label("", wrap=True)
        self._look()

    @property
    def choices(self) -> Mapping[Spot, Choice]:
        """What the person has chosen; whoever is not named stays."""
        if self.impact is None or self.rows is None or self._way == "keep":
            return {}
        if self._way == "each":
            return self.rows.choices
        along = {
            each.spot: Choice("move", each.targets[0]) for each in self.impact.waiting if comes_along(each)
        }
        return {**self.rows.choices, **along}

    def _look(self) -> None:
        """Ask what the choices would bring; an answer to an older question is passed over."""
        self._asked += 1
        number, choices = self._asked, dict(self.choices)
        journey, versions = self._journey, self._desk.workspace.versions
        self._desk.jobs.start(
            self,
            lambda _progress: versions.impact(journey, choices),
            lambda found: self._found(found, number),
            self.failed.emit,
        )

    def _found(self, impact: Impact, number: int) -> None:
        if number != self._asked:
            return
        first = self.impact is None
        self.impact = impact
        if first:
            self._wait.hide()
            self._show(impact)
        if self.rows is not None:
            self.rows.show_outlook(impact.outlook)
            self.outlook.setText(self._context.say(at_once_words(impact.at_once)))
        if first:
            self.ready.emit()

    def _show(self, impact: Impact) -> None:
        say = self._context.say
        if impact.paused:
            self._layout.addWidget(label(say(STAYS_PAUSED), wrap=True))
        self._layout.addWidget(self._changes(impact) if impact.changes else label(say(UNCHANGED), "soft"))
        if impact.contacts and impact.changes:
            self._ask(impact)

    def _ask(self, impact: Impact) -> None:
        say = self._context.say
        self._layout.addWidget(label(say(counted(impact.contacts, UNDER_WAY)), "strong", wrap=True))
        self._layout.addWidget(label(say(places_words(impact.waiting, MOST_PLACES)), "soft", wrap=True))
        group = QButtonGroup(self)
        self.ways: dict[Way, QRadioButton] = {}
        for way, words in WAYS.items():
            button = QRadioButton(say(words))
            button.setAccessibleName(say(words))
            button.setChecked(way == self._way)
            button.clicked.connect(self._chooser(way))
            group.addButton(button)
            self.ways[way] = button
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows = ImpactRows(
            self._context, self._journey, impact.waiting, self._desk.workspace.activity.now()
        )
        self.rows.changed.connect(self._look)
        self.rows.hide()
        self._layout.addWidget(self.rows)

    def _changes(self, impact: Impact) -> QWidget:
        say = self._context.say
        box = surface("group")
        layout = column(box, gap=2, margins=(12, 8, 12, 8))
        layout.addWidget(label(say(CHANGES), "group"))
        for words in impact.changes[:MOST_CHANGES]:
            layout.addWidget(label(say(words), wrap=True))
        rest = len(impact.changes) - MOST_CHANGES
        if rest > 0:
            layout.addWidget(label(say(counted(rest, MORE_CHANGES)), "soft"))
        return box

    def _chooser(self, way: Way) -> Callable[[], None]:
        return lambda: self._choose(way)

    def _choose(self, way: Way) -> None:
        assert self.rows is not None  # the buttons come with them
        assert self.impact is not None
        self._way = way
        left = [each.spot for each in self.impact.waiting if way == "each" or not comes_along(each)]
        self.rows.show_only(left if way != "keep" else [])
        self._look()


def comes_along(waiting: Waiting) -> bool:
    """Whether those who wait at a step can go on at the same one in the new version."""
    return bool(waiting.targets) and not waiting.removed and waiting.fixed < waiting.contacts
