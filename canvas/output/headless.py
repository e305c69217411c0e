"""Drawing without a window: the Qt application that needs no display, and the bundled fonts."""

from __future__ import annotations

import os
import sys
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QGuiApplication

import resources

FAMILY = "Inter"


def ready() -> str:
    """Make sure that fonts and pictures can be drawn; returns the font family to draw with.

    The bundled font is loaded where the machine does not have it, so that pictures look alike everywhere.
    """
    if QCoreApplication.instance() is None:
        _application()
    if FAMILY not in QFontDatabase.families():
        for file in sorted(resources.path("fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))
    return FAMILY


@cache
def _application() -> QGuiApplication:
    """The one application Qt allows in a process; kept, because Qt takes fonts and pictures with it."""
    # On Linux never a display: one that is named but out of reach would end the process.
    quiet = sys.platform == "linux" and "QT_QPA_PLATFORM" not in os.environ
    return QGuiApplication([sys.argv[0], *(["-platform", "offscreen"] if quiet else [])])
