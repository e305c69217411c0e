"""What nobody expected: written to the log with its traceback, and told in the window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import TracebackType

from app.core.text import Text

log = logging.getLogger(__name__)
SORRY = Text(
    "Im Programm ist ein Fehler aufgetreten ({what}). Ihr Entwurf ist gesichert. Wenn es sich wiederholt, "
    "starten Sie Stellwerk bitte neu; Einzelheiten stehen im Protokoll.",
    "The program has a defect ({what}). Your draft is safe. If it happens again, please restart Stellwerk; "
    "the log has the details.",
)


@contextmanager
def catch_faults(tell: Callable[[Text], None]) -> Generator[None]:
    """While this lasts, errors that nothing else catches are logged and told."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        log.critical("unexpected error in the window", exc_info=(kind, error, trace))
        tell(SORRY.fill(what=kind.__name__))

    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = before
