"""Brings theme and font to the application, and follows the colour scheme of the desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtWidgets import QApplication

from app.core.node import NodeCatalog
from app.core.schedule import zone
from app.core.text import Language
from app.ui.context import Context
from app.ui.icons import Icons, write_tinted
from app.ui.stylesheet import ARROWS, stylesheet
from app.ui.theme import ThemeChoice, base_font, palette_for, sizes_for, tokens_for


class Looks:
    """Owns what the application needs for its looks; `context` makes what widgets are given."""

    def __init__(self, application: QApplication, catalog: NodeCatalog) -> None:
        self._application, self._catalog = application, catalog
        if application.style().objectName().lower() != "fusion":
            application.setStyle("Fusion")
        font = base_font(application.font())
        if font != application.font():
            application.setFont(font)
        self._folder = QTemporaryDir()
        self._icons = Icons()

    def context(self, language: Language, choice: ThemeChoice, time_zone: str) -> Context:
        """Apply a theme to the application and give the context that goes with it."""
        tokens = tokens_for(choice)
        sizes = sizes_for(self._application.font())
        folder = Path(self._folder.path()) / ("dark" if tokens.dark else "light")
        folder.mkdir(exist_ok=True)
        write_tinted(folder, ARROWS, tokens.muted)
        QDir.setSearchPaths("tint", [str(folder)])
        sheet = stylesheet(tokens, sizes)
        if sheet != self._application.styleSheet():  # setting it anew polishes every widget there is
            self._application.setPalette(palette_for(tokens))
            self._application.setStyleSheet(sheet)
        return Context(language, tokens, sizes, self._icons, self._catalog, zone(time_zone))
