"""`stellwerk schema`: the JSON Schema of journey files."""

from app.cli.command_line import GOOD, CommandLine
from app.core.schema import schema_text
from app.core.text import Text
from app.services.facade import Services


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    words = Text("Gibt das JSON-Schema der Journey-Dateien aus.", "Print the JSON Schema of journey files.")

    @cli.command("schema", words)
    def schema() -> int:
        cli.terminal.write(schema_text(services.catalog))
        return GOOD
