"""What can be wrong with a window, wherever a step has one."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.holidays import is_place
from app.core.journey import Node
from app.core.problems import Problem
from app.core.schedule import Until
from app.core.text import Text


def check_window(node: Node, field: str, until: Until | None) -> Iterable[Problem]:
    """A window without a weekday never opens; its holidays must be those of a place that has some."""
    window = until.window if until else None
    if window is not None and not any(0 <= day <= 6 for day in window.weekdays):
        yield Problem(
            "window.no_weekday",
            "error",
            Text(
                "Das Zeitfenster hat keinen Wochentag und öffnet nie. Wählen Sie mindestens einen Tag.",
                "The window has no weekday and therefore never opens. Choose at least one day.",
            ),
            node=node.id,
            field=field,
        )
    if window is not None and window.holidays and not is_place(window.holidays):
        yield Problem(
            "window.unknown_place",
            "error",
            Text(
                "Für „{place}“ sind keine Feiertage bekannt. Wählen Sie ein anderes Land.",
                "No public holidays are known for “{place}”. Choose another country.",
            ).fill(place=window.holidays),
            node=node.id,
            field=field,
        )
