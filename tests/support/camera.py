"""A window that is photographed: shown at a fixed size and time, and kept as PNG."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.cli.bookshop import BEGIN
from app.core.clock import VirtualClock
from app.core.text import Language
from app.services.facade import Services
from app.services.workspace import Workspace
from app.ui.application import WindowProgram
from app.ui.contacts.page import ContactsPage
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.theme import ThemeChoice

SIZE = QSize(1440, 900)


class Photographer:
    """Shows one window page after the other and keeps a picture of each."""

    def __init__(self, program: WindowProgram, folder: Path, suffix: str) -> None:
        self.window, self._folder, self._suffix = program.window, folder, suffix
        self.window.resize(SIZE)
        self.window.show()

    def take(self, name: str) -> None:
        """Keep a picture of the window as it is once it has come to rest."""
        settle()
        save(self.window.grab().toImage(), self._folder / f"{name}-{self._suffix}.png")

    def look_at(self, kind: str, *, steps_out: int = 0) -> None:
        """Choose the first step of a type and bring it before the camera, large enough to be read."""
        settle()
        canvas, document = self.journey.canvas, self.journey.document
        canvas.reset_zoom()
        for _ in range(steps_out):
            canvas.zoom_out()
        canvas.reveal(next(node.id for node in document.journey.nodes if node.type == kind))

    @property
    def journey(self) -> DeskJourneyPage:
        """The journey page that is shown."""
        page = self.window.page
        assert isinstance(page, DeskJourneyPage)
        return page

    @property
    def contacts(self) -> ContactsPage:
        """The contacts page that is shown."""
        page = self.window.page
        assert isinstance(page, ContactsPage)
        return page


@contextmanager
def opened(services: Services, path: Path, clock: VirtualClock | None = None) -> Iterator[Workspace]:
    """A workspace of its own at a fixed time."""
    with services.open_workspace(path, clock or VirtualClock(BEGIN)) as space:
        yield space


@contextmanager
def program(
    application: QApplication,
    services: Services,
    space: Workspace,
    language: Language,
    theme: ThemeChoice,
) -> Iterator[WindowProgram]:
    """The window on a workspace in a language and a theme."""
    settings = space.settings.get()
    space.settings.save(settings.model_copy(update={"language": language, "theme": theme}))
    started = WindowProgram(application, services, space)
    try:
        yield started
    finally:
        started.window.close()
        started.close()
        started.window.deleteLater()
        settle()


def wait_for(done: Callable[[], bool], seconds: float = 60) -> None:
    """Let the window work until something has come true."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the window did not get there"
        QApplication.processEvents()
        time.sleep(0.005)


def settle(seconds: float = 0.5) -> None:
    """Let animations and delayed work come to an end."""
    end = time.monotonic() + seconds
    wait_for(lambda: time.monotonic() >= end)


def save(image: QImage, path: Path) -> None:
    """Write a PNG with the 256 colors that matter most, a third as large as with all of them."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    small = plain.convertToFormat(
        QImage.Format.Format_Indexed8, palette(plain), Qt.ImageConversionFlag.AvoidDither
    )
    assert small.save(str(path), quality=0), path


def palette(image: QImage) -> list[int]:
    """The most frequent colors, at most one of those that nobody can tell apart."""
    counted = Counter(memoryview(image.constBits()).cast("I"))
    chosen: dict[int, int] = {}
    for color, _ in counted.most_common():
        chosen.setdefault(color & 0xF8F8F8, color)
        if len(chosen) == 256:
            break
    return list(chosen.values())
