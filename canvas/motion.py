"""How long things may move: the one place that knows whether less motion is wished for."""

from __future__ import annotations

import ctypes
import sys
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

MotionWish = Literal["system", "less"]
LONGEST = 150
"""Milliseconds of the longest motion."""
PATIENCE = 250
"""Milliseconds that the desktop has for its answer."""
EFFECTS = Qt.UIEffect.UI_General
PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")
PORTAL_SETTINGS = "org.freedesktop.portal.Settings"
SPI_GETCLIENTAREAANIMATION = 0x1042


def lasting(milliseconds: int = LONGEST) -> int:
    """How long a motion may last; 0 if nothing shall move."""
    return min(milliseconds, LONGEST) if QApplication.isEffectEnabled(EFFECTS) else 0


def follow(wish: MotionWish) -> None:
    """Move as the system wishes, or not at all; holds for every widget of the program.

    Qt keeps the switch, because effects of its own widgets follow it as well.
    """
    QApplication.setEffectEnabled(EFFECTS, wish == "system" and not system_asks_for_less())


def system_asks_for_less() -> bool:
    """Whether a person has told the desktop to leave out animations."""
    if sys.platform == "win32":
        return _windows_asks()
    if sys.platform == "linux":
        return _desktop_says("org.freedesktop.appearance", "reduced-motion") is True or (
            _desktop_says("org.gnome.desktop.interface", "enable-animations") is False
        )
    return False


def _desktop_says(group: str, key: str) -> bool | None:
    """A yes or no among the settings of a Linux desktop; None if it does not say."""
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    question = QDBusMessage.createMethodCall(*PORTAL, PORTAL_SETTINGS, "ReadOne")
    question.setArguments([group, key])
    answer = bus.call(question, timeout=PATIENCE).arguments()
    return bool(answer[0]) if answer and isinstance(answer[0], bool | int) else None


def _windows_asks() -> bool:
    moves = ctypes.c_int(1)
    library = getattr(ctypes, "windll")  # noqa: B009  # only there on Windows
    library.user32.SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0)
    return not moves.value
