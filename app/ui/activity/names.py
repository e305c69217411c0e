"""What journeys and steps are called, looked up once."""

from __future__ import annotations

from app.core.errors import StellwerkError
from app.core.formats import OPEN
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.program import WITHIN
from app.core.text import Text, same
from app.services.journeys import JourneyService
from nodes.actions.messages import readable


class Names:
    """Titles of steps come from the draft, or else from the version that is live."""

    def __init__(self, journeys: JourneyService, catalog: NodeCatalog) -> None:
        self._journeys, self._catalog = journeys, catalog
        self.forget()

    def forget(self) -> None:
        """Look everything up anew."""
        self.journeys: dict[str, str] = {row.id: row.name for row in self._journeys.rows()}
        self._documents: dict[str, tuple[Journey, ...]] = {}
        self._steps: dict[tuple[str, str], Text] = {}

    def journey(self, journey_id: str) -> str:
        """The name of a journey."""
        return self.journeys.get(journey_id, "…")

    def step(self, journey_id: str, step: str) -> Text:
        """The title of a step."""
        key = (journey_id, step)
        if key not in self._steps:
            self._steps[key] = self._title(journey_id, step.partition(WITHIN)[0])
        return self._steps[key]

    def subject(self, journey_id: str, subject: str) -> Text:
        """The subject of a message as a person reads it, placeholders by their labels."""
        document = next(iter(self._of(journey_id)), None)
        if document is None:
            return same(subject)
        around = self._journeys.around(document)
        return Text(readable(subject, around, "de"), readable(subject, around, "en"))

    def _of(self, journey_id: str) -> tuple[Journey, ...]:
        if journey_id not in self._documents:
            self._documents[journey_id] = self._load(journey_id)
        return self._documents[journey_id]

    def _title(self, journey_id: str, node_id: str) -> Text:
        for document in self._of(journey_id):
            node = document.by_id.get(node_id)
            if node is not None:
                return self._catalog.title(node)
        return OPEN

    def _load(self, journey_id: str) -> tuple[Journey, ...]:
        try:
            live = self._journeys.live(journey_id)
            return (self._journeys.draft(journey_id), *([live] if live else []))
        except StellwerkError:
            return ()
