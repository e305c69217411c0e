"""Numbers and lists about a workspace as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.records import MessageRow, MessageState
from app.store.database import Database
from app.store.outbox_rows import MessageQuery, count_by_state, message_page


class ReportService:
    """Reads, never writes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def message_states(self) -> Mapping[MessageState, int]:
        """How many messages are in each state."""
        with self._database.read() as conn:
            return count_by_state(conn)

    def messages(self, query: MessageQuery, offset: int, limit: int) -> list[MessageRow]:
        """A part of the list of messages, the latest first."""
        with self._database.read() as conn:
            return message_page(conn, query, offset, limit)
