"""Late messages on the command line: what is said about them, and what a person decides with `--late`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.cli.command_line import CommandLine
from app.core.clock import DAY, HOUR, MINUTE, Instant
from app.core.late import LateWish
from app.core.text import Text, plural
from app.engine.delivery.decisions import Chosen
from app.services.workspace import Workspace
from app.store.outbox_rows import HeldGroup

LATE_WORDS = Text(
    "Nachrichten, die verspätet sind, weil das Programm aus war: send (alle senden), hold (alle zurück"
    "halten), skip (keine senden). Ohne Angabe gilt, was Schritt oder Journey sagt.",
    "Messages that are late because the program was off: send (send all), hold (hold all), skip (send none). "
    "Without it, what step or journey say counts.",
)


def decide(space: Workspace, wish: LateWish | None) -> None:
    """Carry out a wish for all late messages: those that are held already, and those to come."""
    space.lateness.wish(wish)
    if wish == "send":
        space.activity.decide("release", Chosen())
    elif wish == "skip":
        space.activity.decide("skip", Chosen())


def held_data(held: Sequence[HeldGroup]) -> list[dict[str, Any]]:
    """Held messages for programs; `late` is in milliseconds."""
    return [
        {"journey": group.journey, "step": group.step, "n": group.n, "late": group.late} for group in held
    ]


def show_held(cli: CommandLine, space: Workspace, held: Sequence[HeldGroup]) -> None:
    """Held messages for a person, and what to do about them."""
    if not held:
        return
    names = {row.id: row.name for row in space.journeys.rows()}
    total = sum(group.n for group in held)
    words = plural(
        total,
        Text(
            "Eine verspätete Nachricht wartet auf Ihre Entscheidung, weil das Programm aus war.",
            "One late message waits for your decision, because the program was off.",
        ),
        Text(
            "{n} verspätete Nachrichten warten auf Ihre Entscheidung, weil das Programm aus war.",
            "{n} late messages wait for your decision, because the program was off.",
        ),
    )
    columns = [
        Text("Journey", "Journey"),
        Text("Schritt", "Step"),
        Text("Nachrichten", "messages"),
        Text("verspätet um bis zu", "late by up to"),
    ]
    rows = [
        [names.get(group.journey, group.journey), group.step, group.n, late_words(group.late)]
        for group in held
    ]
    cli.terminal.table(words, columns, rows)
    cli.terminal.say(
        Text(
            "Mit „stellwerk run --late send“ gehen sie hinaus, mit „--late skip“ nicht; einzeln entscheiden "
            "Sie im Fenster unter „Aktivität“.",
            "“stellwerk run --late send” sends them, “--late skip” does not; decide one by one in the "
            "window, under “Activity”.",
        )
    )


def late_words(late: Instant) -> Text:
    """A lateness in the largest unit that fits."""
    for unit, one, many in _UNITS:
        if late >= unit:
            return plural(late // unit, one, many)
    return Text("weniger als 1 Minute", "less than 1 minute")


_UNITS = (
    (DAY, Text("1 Tag", "1 day"), Text("{n} Tage", "{n} days")),
    (HOUR, Text("1 Stunde", "1 hour"), Text("{n} Stunden", "{n} hours")),
    (MINUTE, Text("1 Minute", "1 minute"), Text("{n} Minuten", "{n} minutes")),
)
