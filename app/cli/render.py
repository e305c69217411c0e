"""`stellwerk render`: a picture of a journey; the only command that needs Qt, but no display.

As text for Mermaid (`.mmd`) it needs none of them.
"""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, CommandLine
from app.cli.validate import FILE
from app.core.atomic import write_file
from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.mermaid import to_mermaid
from app.core.node import NodeCatalog
from app.core.records import Counts
from app.core.text import Language, Text
from app.services.facade import Services

_OUT = Text(
    "Die Bilddatei: .svg, .png oder .pdf; mit .mmd ein Flussdiagramm als Text für Mermaid.",
    "The picture: .svg, .png or .pdf; with .mmd a flowchart as text for Mermaid.",
)
_PAGES = Text(
    "Schneidet ein PDF in A4-Seiten zum Drucken; sonst ist es eine Seite, so groß wie die Journey.",
    "Cut a PDF into A4 pages for printing; otherwise it is one page as large as the journey.",
)
_NO_QT = Text(
    "Für Bilder wird Qt gebraucht, und es ließ sich nicht laden ({why}). Bitte installieren Sie "
    "PySide6-Essentials; alle anderen Befehle gehen auch ohne.",
    "Pictures need Qt, and it could not be loaded ({why}). Please install PySide6-Essentials; all other "
    "commands work without it.",
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command("render", Text("Zeichnet eine Journey als Bild.", "Draw a journey as a picture."))
    def render(
        file: Annotated[Path, cli.argument("FILE", FILE)],
        out: Annotated[Path, cli.option("--out", "-o", words=_OUT)],
        *,
        dark: Annotated[bool, cli.option("--dark", words=Text("Dunkle Farben.", "Dark colors."))] = False,
        pages: Annotated[bool, cli.option("--pages", words=_PAGES)] = False,
    ) -> int:
        journey = services.files.load(file)
        if out.suffix.lower() == ".mmd":
            write_file(out, to_mermaid(journey, services.catalog, terminal.language).encode())
        else:
            draw_picture(journey, services.catalog, out, terminal.language, dark=dark, pages=pages)
        terminal.data({"picture": str(out)})
        terminal.say(Text("Bild: {path}", "Picture: {path}").fill(path=str(out)))
        return GOOD


def draw_picture(
    journey: Journey,
    catalog: NodeCatalog,
    path: Path,
    language: Language,
    *,
    dark: bool = False,
    counts: Counts | None = None,
    pages: bool = False,
) -> None:
    """Write a picture; raises `StellwerkError` if Qt is not there or the file cannot be written."""
    try:
        from canvas.output.export import export
    except ImportError as error:
        raise StellwerkError(_NO_QT.fill(why=str(error))) from error
    export(journey, catalog, path, language, counts, dark=dark, pages=pages)
