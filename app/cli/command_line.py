"""The frame all commands stand in: language, JSON, exit codes, and one sentence for each failure."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from app.cli.terminal import Terminal
from app.core.text import Language, Text

GOOD, PROBLEMS, CANNOT = 0, 1, 2
"""Exit codes: done; the thing has problems; it cannot be done."""
Command = Callable[..., int]
_USAGE = Text(
    "Der Aufruf ist nicht vollständig oder enthält einen Fehler: {why} Hilfe gibt „stellwerk --help“.",
    "The call is incomplete or has a mistake: {why} “stellwerk --help” helps.",
)


class CommandLine:
    """Gathers commands; each returns its exit code and is given `--json` and `--lang` without asking."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._typer = typer.Typer(
            name="stellwerk",
            help=terminal.pick(
                Text(
                    "Journeys prüfen, simulieren, veröffentlichen und ausführen. Ohne Befehl öffnet sich das "
                    "Fenster, mit --workspace DATEI auf diesem Arbeitsbereich, mit einer .journey-Datei auf "
                    "dieser Journey.",
                    "Check, simulate, publish and run journeys. Without a command the window opens, with "
                    "--workspace FILE on that workspace, with a .journey file on that journey.",
                )
            ),
            add_completion=False,
            no_args_is_help=True,
            pretty_exceptions_enable=False,
            context_settings={"help_option_names": ["-h", "--help"]},
        )

    def argument(self, name: str, words: Text) -> Any:
        """A positional argument with its help."""
        return typer.Argument(metavar=name, help=self.terminal.pick(words), show_default=False)

    def option(self, *names: str, words: Text, shows_default: bool = False, most: int | None = None) -> Any:
        """An option with its help; a number from 1 to `most`, if that is given."""
        least = None if most is None else 1
        return typer.Option(
            *names, help=self.terminal.pick(words), show_default=shows_default, min=least, max=most
        )

    def command(self, name: str, words: Text) -> Callable[[Command], Command]:
        """Register a command under a name; `words` say what it does."""

        def register(function: Command) -> Command:
            self._typer.command(name, help=self.terminal.pick(words))(self._with_common_options(function))
            return function

        return register

    def run(self, arguments: Sequence[str]) -> int:
        """Carry out one command; raises `StellwerkError` for what cannot be done."""
        try:
            result = self._typer(args=list(arguments), prog_name="stellwerk", standalone_mode=False)
        except typer.TyperException as error:
            why = error.format_message()
            if why:
                self.terminal.fail(_USAGE.fill(why=why))
            return CANNOT
        return result if isinstance(result, int) else GOOD

    def _with_common_options(self, function: Command) -> Command:
        @functools.wraps(function)
        def run(*args: Any, json: bool, lang: Language | None, **kwargs: Any) -> int:
            del json, lang  # read before the commands were built: failures to parse need them too
            return function(*args, **kwargs)

        json_words = Text("Ausgabe als JSON für Programme.", "Output as JSON for programs.")
        lang_words = Text("Sprache der Ausgabe.", "Language of the output.")
        common = [
            _keyword("json", Annotated[bool, self.option("--json", words=json_words)], default=False),
            _keyword(
                "lang", Annotated[Language | None, self.option("--lang", words=lang_words)], default=None
            ),
        ]
        own = inspect.signature(function)
        run.__dict__["__signature__"] = own.replace(parameters=[*own.parameters.values(), *common])
        return run


def _keyword(name: str, annotation: Any, *, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
