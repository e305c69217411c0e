"""`stellwerk diff` and `stellwerk merge`: what differs between two files, and two files become one."""

from pathlib import Path
from typing import Annotated, Any, Literal

from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.cli.validate import FILE
from app.core.change_list import SIGNS, Change, change_list
from app.core.journey import Journey
from app.core.merge import Conflict, Side, merge
from app.core.merge_words import ConflictWords, conflict_words, refuse_strangers
from app.core.text import Text, plural, same
from app.services.facade import Services

Format = Literal["text", "json"]
_FORMAT = Text(
    "„text“ für Menschen, „json“ für Programme (wie --json).",
    "“text” for people, “json” for programs (like --json).",
)
_BASE = Text(
    "Die Datei, von der beide ausgegangen sind; darf leer sein.", "The file both started from; may be empty."
)
_OUT = Text("Wohin das Ergebnis geschrieben wird.", "Where the result is written.")
_TAKE_OURS = Text("Bei Konflikten gilt die eigene Fassung.", "In conflicts, our version wins.")
_TAKE_THEIRS = Text("Bei Konflikten gilt die andere Fassung.", "In conflicts, their version wins.")
_NO_CHANGE = Text("Kein Unterschied.", "No difference.")


def register(cli: CommandLine, services: Services) -> None:
    """Add the commands."""
    _register_diff(cli, services)
    _register_merge(cli, services)


def _register_diff(cli: CommandLine, services: Services) -> None:
    terminal = cli.terminal

    @cli.command("diff", Text("Vergleicht zwei Journey-Dateien.", "Compare two journey files."))
    def diff(
        old: Annotated[Path, cli.argument("A", FILE)],
        new: Annotated[Path, cli.argument("B", FILE)],
        *,
        form: Annotated[Format, cli.option("--format", words=_FORMAT)] = "text",
    ) -> int:
        terminal.as_json = terminal.as_json or form == "json"
        found = change_list(services.files.load(old), services.files.load(new), services.catalog)
        terminal.data({"changes": [_change_data(each, cli) for each in found]})
        told = [each for each in found if not each.implied]
        for each in told:
            terminal.say(same(f"{SIGNS[each.kind]} ") + each.words)
            for field in each.fields:
                terminal.say(same("    ") + field.label + ": " + field.old + " → " + field.new)
        count = plural(len(told), Text("Ein Unterschied.", "One difference."), _MANY_CHANGES)
        terminal.say(count if found else _NO_CHANGE)
        return PROBLEMS if found else GOOD


def _register_merge(cli: CommandLine, services: Services) -> None:
    terminal = cli.terminal

    @cli.command(
        "merge",
        Text(
            "Führt zwei Fassungen zusammen, die von einer ausgegangen sind.",
            "Merge two versions that started from one.",
        ),
    )
    def merge_files(
        base: Annotated[Path, cli.argument("BASE", _BASE)],
        ours: Annotated[Path, cli.argument("OURS", FILE)],
        theirs: Annotated[Path, cli.argument("THEIRS", FILE)],
        out: Annotated[Path, cli.option("--out", "-o", words=_OUT)],
        *,
        take_ours: Annotated[bool, cli.option("--ours", words=_TAKE_OURS)] = False,
        take_theirs: Annotated[bool, cli.option("--theirs", words=_TAKE_THEIRS)] = False,
    ) -> int:
        here, there = services.files.load(ours), services.files.load(theirs)
        refuse_strangers(here, there)
        before = _load_base(services, base, here)
        found = merge(before, here, there)
        winner: Side = "theirs" if take_theirs else "ours"
        merged = merge(before, here, there, {each.key: winner for each in found.conflicts})
        services.files.save(merged.journey, out)
        said = [conflict_words(each, here, there, services.catalog) for each in found.conflicts]
        pairs = list(zip(found.conflicts, said, strict=True))
        terminal.data({"merged": str(out), "conflicts": [_conflict_data(*each, cli) for each in pairs]})
        _tell(cli, said, winner)
        decided = take_ours or take_theirs
        return PROBLEMS if said and not decided else GOOD


def _load_base(services: Services, path: Path, ours: Journey) -> Journey:
    """The common start; git hands over an empty file where there was none."""
    if path.is_file() and path.stat().st_size == 0:
        return Journey(id=ours.id, name=ours.name, language=ours.language)
    return services.files.load(path)


def _tell(cli: CommandLine, said: list[ConflictWords], winner: Side) -> None:
    for each in said:
        values = Text(" Eigene Fassung: {ours}; andere: {theirs}.", " Ours: {ours}; theirs: {theirs}.")
        cli.terminal.say(same("! ") + each.sentence + values.fill(ours=each.ours, theirs=each.theirs))
    if said:
        taken = {
            "ours": Text(" In der Datei steht die eigene Fassung.", " The file has our version of them."),
            "theirs": Text(" In der Datei steht die andere Fassung.", " The file has their version of them."),
        }
        cli.terminal.say(plural(len(said), _ONE_CONFLICT, _MANY_CONFLICTS) + taken[winner])
    else:
        cli.terminal.say(Text("Ohne Konflikte zusammengeführt.", "Merged without conflicts."))


def _change_data(change: Change, cli: CommandLine) -> dict[str, Any]:
    pick = cli.terminal.pick
    return {
        "kind": change.kind,
        "words": pick(change.words),
        "node": change.node,
        "edge": change.edge.model_dump() if change.edge else None,
        "frame": change.frame,
        "implied": change.implied,
        "fields": [
            {"name": each.name, "label": pick(each.label), "old": pick(each.old), "new": pick(each.new)}
            for each in change.fields
        ],
    }


def _conflict_data(conflict: Conflict, said: ConflictWords, cli: CommandLine) -> dict[str, Any]:
    pick = cli.terminal.pick
    return {
        "key": list(conflict.key),
        "words": pick(said.sentence),
        "ours": pick(said.ours),
        "theirs": pick(said.theirs),
    }


_MANY_CHANGES = Text("{n} Unterschiede.", "{n} differences.")
_ONE_CONFLICT = Text("Ein Konflikt.", "One conflict.")
_MANY_CONFLICTS = Text("{n} Konflikte.", "{n} conflicts.")
