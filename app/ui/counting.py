"""Counting whom a rule holds for, as a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.core.records import Contact
from app.core.rules.tree import Rule
from app.services.counting import CountingService, RuleCount
from app.ui.jobs import Jobs
from app.ui.widgets.signals import takes

NAMES = 8


class _Word(QObject):
    """Carries an estimate from the thread that counts into the one of the interface."""

    told = Signal(object)


class JobCounting:
    """See `app.ui.vocabulary.Counting`."""

    def __init__(self, service: CountingService, jobs: Jobs) -> None:
        self._service = service
        self._jobs = jobs

    def count(
        self,
        owner: QObject,
        rule: Rule,
        parts: Sequence[Rule],
        time_zone: str,
        told: Callable[[RuleCount], None],
    ) -> Callable[[], None]:
        """See the protocol."""
        word = _Word()
        word.told.connect(takes(RuleCount, lambda about: told(about) if isValid(owner) else None))
        job = self._jobs.start(
            owner,
            lambda progress: self._service.count(rule, parts, time_zone, word.told.emit, progress),
            told,
            lambda _: None,
        )
        return job.cancel

    def some(self, owner: QObject, rule: Rule, time_zone: str, told: Callable[[list[str]], None]) -> None:
        """See the protocol."""
        self._jobs.start(
            owner,
            lambda _: [_name(each) for each in self._service.some(rule, time_zone, NAMES)],
            told,
            lambda _: None,
        )


def _name(contact: Contact) -> str:
    names = (contact.values.get("first_name"), contact.values.get("last_name"))
    return " ".join(str(name) for name in names if name) or contact.email
