"""The habits of whoever works in a workspace, kept beside its settings."""

from __future__ import annotations

from pydantic import ValidationError

from app.core.habits import Habits
from app.store.database import Database
from app.store.settings import read_setting, write_setting

_KEY = "habits"


class HabitsService:
    """Reads and writes which steps are put after which."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> Habits:
        """The habits so far; none for a new workspace, or if another program has written what is no habit."""
        with self._database.read() as conn:
            stored = read_setting(conn, _KEY)
        if not stored:
            return Habits()
        try:
            return Habits.model_validate_json(stored)
        except ValidationError:
            return Habits()

    def save(self, habits: Habits) -> None:
        """Keep them."""
        with self._database.write() as conn:
            write_setting(conn, _KEY, habits.model_dump_json())
