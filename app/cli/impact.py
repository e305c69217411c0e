"""`stellwerk impact`: what publishing a journey would mean for everybody who is under way."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, CommandLine
from app.cli.moves import MOVE_WORDS, choices_of
from app.cli.validate import FILE
from app.cli.workspaces import opened, workspace_option
from app.core.clock import to_datetime
from app.core.formats import instant_words
from app.core.impact import KEEP, AtOnce, Choice, Choices, Impact, Waiting
from app.core.schedule import zone
from app.core.text import Text, plural, same
from app.services.facade import Services


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    words = Text(
        "Zeigt, was eine neue Version für wartende Kontakte hieße.",
        "Show what a new version would mean for contacts under way.",
    )

    @cli.command("impact", words)
    def impact(
        file: Annotated[Path, cli.argument("FILE", FILE)],
        workspace: Annotated[Path, workspace_option(cli)],
        move: Annotated[list[str] | None, cli.option("--move", words=MOVE_WORDS)] = None,
    ) -> int:
        journey = services.files.load(file)
        with opened(services, workspace) as space:
            found = space.versions.impact(journey)
            choices = choices_of(move or (), found.waiting)
            if choices:
                found = space.versions.impact(journey, choices)
            time_zone = space.settings.get().time_zone
        cli.terminal.data(as_data(found, choices, cli))
        show_impact(cli, found, choices, time_zone)
        return GOOD


def as_data(impact: Impact, choices: Choices, cli: CommandLine) -> dict[str, Any]:
    """The impact for programs."""
    return {
        "new_version": impact.new_version,
        "paused": impact.paused,
        "contacts": impact.contacts,
        "at_once": _numbers(impact.at_once),
        "waiting": [
            {
                "version": each.spot.version,
                "step": each.spot.step,
                "title": cli.terminal.pick(each.title),
                "contacts": each.contacts,
                "fixed": each.fixed,
                "oldest": to_datetime(each.oldest).isoformat(),
                "median": to_datetime(each.median).isoformat(),
                "removed": each.removed,
                "changed": each.changed,
                "choice": _wish(choices.get(each.spot, KEEP)),
                "targets": list(each.targets),
                "at_once": _numbers(impact.outlook[each.spot]),
            }
            for each in impact.waiting
        ],
        "changes": [cli.terminal.pick(words) for words in impact.changes],
    }


def show_impact(cli: CommandLine, impact: Impact, choices: Choices, time_zone: str) -> None:
    """The impact for a person."""
    terminal = cli.terminal
    for words in impact.changes:
        terminal.say(words)
    if not impact.waiting:
        terminal.say(Text("Zurzeit ist niemand unterwegs.", "Nobody is under way at present."))
        return
    title = Text("Wer unterwegs ist (neu: Version {n})", "Who is under way (new: version {n})")
    columns = [
        Text("Schritt", "Step"),
        Text("Version", "Version"),
        Text("warten", "waiting"),
        Text("seit (die Hälfte)", "since (half of them)"),
        Text("Wahl", "choice"),
        Text("sofort fällig", "due at once"),
        Text("mit Nachricht", "with a message"),
    ]
    rows = [_row(each, impact, choices, time_zone) for each in impact.waiting]
    terminal.table(title.fill(n=impact.new_version), columns, rows)
    terminal.say(at_once_words(impact.at_once))
    if impact.paused:
        terminal.say(
            Text(
                "Die Journey ist angehalten und bleibt es; es geschieht erst etwas, wenn Sie sie "
                "weiterlaufen lassen.",
                "The journey is paused and stays so; nothing happens before you resume it.",
            )
        )


def at_once_words(numbers: AtOnce) -> Text:
    """How many go on at once, and how many messages that may send."""
    if not numbers.due:
        return Text("Sofort geht niemand weiter.", "Nobody goes on at once.")
    due = plural(
        numbers.due,
        Text("Sofort geht ein Kontakt weiter; ", "One contact goes on at once; "),
        Text("Sofort gehen {n} Kontakte weiter; ", "{n} contacts go on at once; "),
    )
    sends = plural(
        numbers.may_send,
        Text("dabei kann eine Nachricht hinausgehen.", "one message may go out with that."),
        Text("dabei können {n} Nachrichten hinausgehen.", "{n} messages may go out with that."),
    )
    return due + sends


def _row(each: Waiting, impact: Impact, choices: Choices, time_zone: str) -> list[Any]:
    numbers = impact.outlook[each.spot]
    mark = Text(" (entfernt)", " (removed)") if each.removed else Text("", "")
    if each.changed:
        mark = Text(" (geändert)", " (changed)")
    return [
        same(f"{each.spot.step} · ") + each.title + mark,
        each.spot.version,
        each.contacts,
        instant_words(each.median, zone(time_zone)),
        _choice_words(choices.get(each.spot, KEEP), each),
        numbers.due,
        numbers.may_send,
    ]


def _choice_words(choice: Choice, each: Waiting) -> Text:
    if choice.what == "keep" or each.fixed == each.contacts:
        return Text("bleiben", "stay")
    if choice.what == "exit":
        return Text("steigen aus", "leave")
    return Text("wechseln zu {step}", "move to {step}").fill(step=choice.step)


def _wish(choice: Choice) -> str:
    return choice.step if choice.what == "move" else choice.what


def _numbers(numbers: AtOnce) -> dict[str, int]:
    return {"due": numbers.due, "may_send": numbers.may_send}
