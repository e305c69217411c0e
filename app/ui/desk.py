"""What pages work with: the services, the open workspace, and the runner of long work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.core.journey import Journey
from app.core.node import mail_name
from app.services.facade import Services
from app.services.workspace import Workspace
from app.ui.counting import JobCounting
from app.ui.insight import JobInsight
from app.ui.jobs import Jobs
from app.ui.vocabulary import KNOWN_EVENTS, KNOWN_PURPOSES, Vocabulary


@dataclass(frozen=True)
class Desk:
    """Given to every page."""

    services: Services
    workspace: Workspace
    jobs: Jobs


@dataclass(frozen=True)
class _Keeper:
    """Makes lists, attributes and stocks of codes in the workspace; see `app.ui.vocabulary.Keeper`."""

    workspace: Workspace

    def add_list(self, name: str) -> str:
        return self.workspace.lists.add(name)

    def add_pool(self, name: str) -> str:
        return self.workspace.vouchers.add(name)

    def add_codes(self, pool_id: str, words: str) -> None:
        self.workspace.vouchers.add_codes(pool_id, words.splitlines())

    def free(self, pool_id: str) -> int:
        return next((row.free for row in self.workspace.vouchers.pools() if row.id == pool_id), 0)


class Vocabularies:
    """Vocabularies of journeys in the workspace; the last one is kept while its journey is the same."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[Journey, Vocabulary] | None = None
        self._counting = JobCounting(desk.workspace.counting, desk.jobs)
        self._insight = JobInsight(desk.workspace, desk.jobs)
        self.forget()

    def __call__(self, journey: Journey) -> Vocabulary:
        """What can be picked in a journey."""
        if self._last is None or self._last[0] is not journey:
            self._last = (journey, self._fresh(journey))
        return self._last[1]

    def forget(self) -> None:
        """Look again: somebody may have made lists, services or journeys elsewhere."""
        workspace = self._desk.workspace
        self._events = tuple(dict.fromkeys((*KNOWN_EVENTS, *workspace.contacts.event_types())))
        self._tags = tuple(workspace.contacts.tags())
        self._journeys = {row.id: row.name for row in workspace.journeys.rows()}
        self._samples = cache(workspace.contacts.samples)
        self._event_samples = cache(workspace.contacts.event_samples)
        self._last = None

    def _fresh(self, journey: Journey) -> Vocabulary:
        workspace, catalog = self._desk.workspace, self._desk.services.catalog
        around = workspace.journeys.around(journey)
        purposes = dict.fromkeys((*KNOWN_PURPOSES, journey.settings.purpose))
        return Vocabulary(
            fields=around.fields,
            steps={
                node.id: node.title or mail_name(node).pick(journey.language)
                for node in journey.nodes_of_type(("send_mail",))
            },
            targets={node.id: catalog.title(node) for node in journey.nodes if not catalog.is_trigger(node)},
            lists=around.lists,
            pools=around.pools,
            services=around.services,
            stages=around.stages,
            segments=around.segments,
            journeys=self._journeys,
            event_types=self._events,
            tags=self._tags,
            purposes=tuple(purposes),
            keeper=_Keeper(workspace),
            counting=self._counting,
            insight=self._insight,
            samples=self._samples,
            event_samples=self._event_samples,
            declared=around.fields.custom.keys() - workspace.contacts.fields.custom.keys(),
            time_zone=journey.settings.time_zone,
        )
