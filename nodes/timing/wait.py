"""Wait: rest for a time, and then perhaps until a window opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from app.core.form import Form
from app.core.journey import Journey, JsonObject, Node, NodeId
from app.core.node import NodeConfig, NodeType, Preset, Surroundings
from app.core.problems import Problem
from app.core.program import Hold
from app.core.schedule import Duration, Until
from app.core.text import Text
from app.core.words import duration_words, until_words
from nodes.timing.spoken import spoken_duration
from nodes.timing.windows import check_window


class WaitConfig(NodeConfig):
    """How long to rest."""

    until: Annotated[
        Until,
        Form(
            Text("Warten", "Wait"),
            "until",
            help=Text(
                "Tage, Wochen und Monate zählen in der Ortszeit des Kontakts.",
                "Days, weeks and months count in the contact's local time.",
            ),
            required=True,
        ),
    ] = Until(after=Duration(amount=1, unit="days"))


USUAL = Duration(amount=2, unit="days")
"""What a wait begins with: enough for a mail to be read."""


def _waiting(time: Duration) -> JsonObject:
    return {"until": Until(after=time).model_dump(mode="json")}


class Wait(NodeType[WaitConfig]):
    """Parks contacts until an instant."""

    id = "wait"
    group = "timing"
    icon = "clock"
    title = Text("Warten", "Wait")
    summary = Text(
        "Wartet eine Zeit lang, auf Wunsch bis zu bestimmten Wochentagen und Uhrzeiten.",
        "Waits for a while, if you like until certain weekdays and hours.",
    )
    words = Text("pause dauer tage stunden verzögerung abstand delay", "pause delay days hours sleep hold")
    config_type = WaitConfig

    def start(self, journey: Journey, before: NodeId | None) -> JsonObject:
        """Two days, written down, so that the file says how long it is."""
        return _waiting(USUAL)

    def spoken(self, words: str) -> Preset | None:
        """A wait as long as the words say."""
        time = spoken_duration(words)
        if time is None:
            return None
        title = Text("{time} warten", "Wait {time}").fill(time=duration_words(time))
        return Preset("spoken", title, _waiting(time))

    def line(self, config: WaitConfig, around: Surroundings) -> Text:
        """How long, and for which window."""
        return until_words(config.until)

    def compile(self, config: WaitConfig, around: Surroundings) -> tuple[Hold]:
        """A hold."""
        return (Hold(config.until),)

    def check(self, node: Node, config: WaitConfig, around: Surroundings) -> Iterable[Problem]:
        """A wait of no length, or for a window that never opens, is a slip."""
        if config.until.after.amount == 0 and config.until.window is None:
            yield Problem(
                "wait.no_time",
                "warning",
                Text(
                    "Dieser Schritt wartet nicht. Geben Sie eine Dauer an oder löschen Sie ihn.",
                    "This step does not wait. Enter a duration or delete it.",
                ),
                node=node.id,
                field="until",
            )
        yield from check_window(node, "until", config.until)
