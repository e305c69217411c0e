"""`stellwerk describe`: a journey in plain words."""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, CommandLine
from app.cli.validate import FILE
from app.core.text import Text
from app.services.describing import as_text
from app.services.facade import Services


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command("describe", Text("Erzählt eine Journey in Worten.", "Tell a journey in plain words."))
    def describe(file: Annotated[Path, cli.argument("FILE", FILE)]) -> int:
        lines = services.files.describe(services.files.load(file))
        if terminal.as_json:
            terminal.data([{"depth": line.depth, "words": terminal.pick(line.words)} for line in lines])
        else:
            terminal.write(as_text(lines, terminal.language))
        return GOOD
