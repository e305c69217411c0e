"""`stellwerk simulate`: try a journey in virtual time on invented contacts or on those of a table."""

import json
from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.cli.names import exit_reason
from app.cli.validate import FILE, as_data, show_problems
from app.core.atomic import write_file
from app.core.clock import to_datetime
from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.problems import has_errors
from app.core.records import Counts, TraceLine
from app.core.text import Text, plural, same
from app.services.facade import Services
from app.services.preview import FromTable, Invented, PreviewRequest, PreviewResult

_CONTACTS = Text(
    "Tabelle (CSV) mit Kontakten oder eine Zahl erfundener Kontakte.",
    "Table (CSV) of contacts, or a number of invented contacts.",
)
_EVENTS = Text(
    "Tabelle (CSV) mit Ereignissen; nur zusammen mit einer Tabelle von Kontakten.",
    "Table (CSV) of events; only together with a table of contacts.",
)
_DAYS = Text("Wie viele Tage vergehen.", "How many days pass.")
_SEED = Text("Gleiche Zahl, gleicher Zufall.", "Same number, same chance.")
_TRACE = Text(
    "Datei für den Weg jedes Kontakts: eine JSON-Zeile je Schritt.",
    "File for the way of every contact: one line of JSON per step.",
)
MOST_DAYS, MOST_CONTACTS = 3_650, 100_000
_NO_CONTACTS = Text(
    "„{words}“ ist weder eine Zahl bis {most} noch eine Tabelle, die es gibt. Bitte geben Sie bei "
    "--contacts eine Zahl oder den Pfad einer CSV-Datei an.",
    "“{words}” is neither a number up to {most} nor a table that exists. Please give --contacts "
    "a number or the path of a CSV file.",
)
_NOT_BOTH = Text(
    "Ereignisse aus einer Tabelle gehören zu Kontakten aus einer Tabelle; erfundene Kontakte kommen darin "
    "nicht vor. Bitte geben Sie bei --contacts auch eine CSV-Datei an, oder lassen Sie --events weg.",
    "Events of a table belong to contacts of a table; invented contacts do not occur in it. Please give "
    "--contacts a CSV file too, or leave out --events.",
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command(
        "simulate", Text("Probiert eine Journey in virtueller Zeit aus.", "Try a journey in virtual time.")
    )
    def simulate(
        file: Annotated[Path, cli.argument("FILE", FILE)],
        contacts: Annotated[str, cli.option("--contacts", words=_CONTACTS, shows_default=True)] = "200",
        events: Annotated[Path | None, cli.option("--events", words=_EVENTS)] = None,
        days: Annotated[int, cli.option("--days", words=_DAYS, shows_default=True, most=MOST_DAYS)] = 90,
        seed: Annotated[int, cli.option("--seed", words=_SEED, shows_default=True)] = 1,
        trace: Annotated[Path | None, cli.option("--trace", words=_TRACE)] = None,
    ) -> int:
        journey = services.files.load(file)
        problems = services.files.validate(journey)
        if has_errors(problems):
            terminal.data({"problems": [as_data(each, cli) for each in problems]})
            show_problems(cli, services, journey, problems)
            return PROBLEMS
        request = PreviewRequest(journey, _who(contacts, events), days, seed)
        with terminal.progress(Text("Simulation", "Simulation")) as progress:
            result = services.preview.run(request, progress)
        if trace:
            write_file(trace, trace_text(result.trace).encode())
        terminal.data(as_numbers(result))
        show_result(cli, services, journey, result)
        return GOOD


def trace_text(lines: tuple[TraceLine, ...]) -> str:
    """One line of JSON per contact and step: who, which step, by which port it was left, when."""
    return "".join(
        json.dumps(
            {
                "contact": line.email,
                "step": line.node,
                "port": line.port,
                "at": to_datetime(line.at).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            },
            ensure_ascii=False,
        )
        + "\n"
        for line in lines
    )


def as_numbers(result: PreviewResult) -> dict[str, Any]:
    """The result for programs."""
    counts = result.counts
    return {
        "contacts": result.contacts,
        "rows_left_out": result.left_out,
        "start": to_datetime(result.start).isoformat(),
        "days": result.days,
        "entered": counts.entered,
        "active": counts.active,
        "goals": counts.goals,
        "messages": counts.messages,
        "ended": dict(counts.ended),
        "steps": {
            node: {"passed": step.passed, "here": step.here, "failed": step.failed}
            for node, step in counts.steps.items()
        },
        "edges": [{"step": node, "port": port, "count": n} for (node, port), n in counts.edges.items()],
        "messages_per_day": {day.isoformat(): n for day, n in result.per_day.items()},
    }


def show_result(cli: CommandLine, services: Services, journey: Journey, result: PreviewResult) -> None:
    """The result for a person."""
    days = plural(result.days, Text("1 Tag", "1 day"), Text("{n} Tage", "{n} days"))
    show_totals(cli, how_many(result.contacts) + same(", ") + days, result.counts)
    show_steps(cli, services, journey, result.counts)
    if result.left_out:
        left = Text(
            "{n} Zeilen der Tabellen passten nicht und wurden ausgelassen.",
            "{n} rows of the tables did not fit and were left out.",
        )
        cli.terminal.say(left.fill(n=result.left_out))


def how_many(contacts: int) -> Text:
    """A number of contacts in words."""
    return plural(contacts, Text("1 Kontakt", "1 contact"), Text("{n} Kontakte", "{n} contacts"))


def show_totals(cli: CommandLine, title: Text, counts: Counts) -> None:
    """What became of everybody."""
    rows: list[list[Text | int]] = [
        [Text("eingetreten", "entered"), counts.entered],
        [Text("noch unterwegs", "still under way"), counts.active],
        *([exit_reason(reason), n] for reason, n in sorted(counts.ended.items())),
        [Text("Nachrichten", "messages"), counts.messages],
    ]
    cli.terminal.table(title, [Text("Kontakte", "Contacts"), Text("Anzahl", "Number")], rows)


def show_steps(cli: CommandLine, services: Services, journey: Journey, counts: Counts) -> None:
    """How many passed each step, and by which way."""
    rows: list[list[Text | int | str]] = []
    for node in journey.nodes:
        step = counts.steps.get(node.id)
        ports = services.catalog.ports(node, journey)
        taken = [(port.label, counts.edges.get((node.id, port.name), 0)) for port in ports]
        named = [f"{cli.terminal.pick(label)} {n}" for label, n in taken if n]
        numbers = (step.passed, step.here) if step else (0, 0)
        rows.append([services.catalog.title(node), *numbers, ", ".join(named) if len(named) > 1 else ""])
    columns = [Text("Schritt", "Step"), Text("durch", "passed"), Text("hier", "here"), Text("Wege", "Ways")]
    cli.terminal.table(same(journey.name), columns, rows)


def _who(contacts: str, events: Path | None) -> Invented | FromTable:
    if contacts.isdecimal() and len(contacts) <= len(str(MOST_CONTACTS)) and int(contacts) <= MOST_CONTACTS:
        if events is not None:
            raise StellwerkError(_NOT_BOTH)
        return Invented(int(contacts))
    if not Path(contacts).is_file():
        raise StellwerkError(_NO_CONTACTS.fill(words=contacts, most=MOST_CONTACTS))
    return FromTable(Path(contacts), events)
