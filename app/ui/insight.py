"""What the workspace knows about a step, asked as jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from app.core.journey import Journey, NodeId
from app.core.node import mail_name
from app.core.program import MailContent
from app.core.text import Language
from app.services.mail_reading import ReadMail
from app.services.step_history import Past
from app.services.workspace import Workspace
from app.ui.jobs import Jobs


class JobInsight:
    """See `app.ui.vocabulary.Insight`."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        self._workspace = workspace
        self._jobs = jobs

    def read(
        self,
        owner: QObject,
        mail: MailContent,
        language: Language,
        turn: int,
        told: Callable[[ReadMail], None],
    ) -> None:
        """See the protocol."""
        reading = self._workspace.mail_reading
        self._jobs.start(owner, lambda _: reading.read(mail, language, turn), told, lambda _: None)

    def past(
        self,
        owner: QObject,
        journey: Journey,
        step: NodeId,
        told: Callable[[Past | None], None],
    ) -> Callable[[], None]:
        """See the protocol."""
        history, zone = self._workspace.step_history, journey.settings.time_zone
        job = self._jobs.start(
            owner, lambda progress: history.past(journey.id, step, zone, progress), told, lambda _: None
        )
        return job.cancel

    def other_mails(self) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """See the protocol."""
        return list(self._mails())

    def _mails(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for row in self._workspace.journeys.rows():
            journey = self._workspace.journeys.draft(row.id)
            for node in journey.nodes_of_type(("send_mail",)):
                title = node.title or mail_name(node).pick(journey.language)
                yield f"{row.name}: {title}", node.config
