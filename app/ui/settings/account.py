"""Password and test mail of the account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.settings import WorkspaceSettings
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.boxes import column


class AccountBox(QWidget):
    """Keeps the password in the keyring, and sends a test mail."""

    def __init__(
        self,
        context: Context,
        desk: Desk,
        settings: Callable[[], WorkspaceSettings],
        save: Callable[[], None],
    ) -> None:
        super().__init__()
        self._context, self._desk, self._settings, self._save = context, desk, settings, save
        column(self, gap=10)

    def refresh(self) -> None:
        """Show what holds for the settings as they are."""
