"""Wait for a window: go on only on certain weekdays, at certain hours, never on public holidays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Hold
from app.core.schedule import Duration, Until, Window
from app.core.text import Text
from app.core.words import window_words
from nodes.timing.windows import check_window

_AT_ONCE = Duration(amount=0, unit="minutes")


class WaitForWindowConfig(NodeConfig):
    """When it may go on."""

    window: Annotated[
        Window,
        Form(
            Text("Weiter nur", "Go on only"),
            "window",
            help=Text(
                "Wer innerhalb dieser Zeit ankommt, geht sofort weiter. Endet sie vor ihrem Beginn, geht sie "
                "über Mitternacht.",
                "Whoever arrives within this time goes on at once. If it ends before it begins, it goes "
                "past midnight.",
            ),
        ),
    ] = Window()


class WaitForWindow(NodeType[WaitForWindowConfig]):
    """Parks contacts until a window opens."""

    id = "wait_for_window"
    group = "timing"
    icon = "clock-pause"
    title = Text("Warten auf Zeitfenster", "Wait for time window")
    summary = Text(
        "Hält an, bis bestimmte Wochentage und Uhrzeiten erreicht sind, etwa an Werktagen.",
        "Pauses until certain weekdays and hours, such as business days.",
    )
    words = Text("pause uhrzeit werktag bürozeit geschäftszeit", "pause delay time weekday office hours")
    config_type = WaitForWindowConfig

    def line(self, config: WaitForWindowConfig, around: Surroundings) -> Text:
        """The window."""
        return window_words(config.window)

    def compile(self, config: WaitForWindowConfig, around: Surroundings) -> tuple[Hold]:
        """A hold without a duration."""
        return (Hold(_until(config)),)

    def check(self, node: Node, config: WaitForWindowConfig, around: Surroundings) -> Iterable[Problem]:
        """A window that never opens is a slip."""
        return check_window(node, "window", _until(config))


def _until(config: WaitForWindowConfig) -> Until:
    return Until(after=_AT_ONCE, window=config.window)
