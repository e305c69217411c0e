"""What all commands on a workspace share: the option, and opening it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.command_line import CommandLine
from app.core.clock import Clock
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.services.facade import Services
from app.services.workspace import Workspace

_WORKSPACE = Text(
    "Der Arbeitsbereich (Datei); es muss ihn schon geben.",
    "The workspace (a file); it has to be there already.",
)
_NEW_TOO = Text(
    "Der Arbeitsbereich (Datei); er wird angelegt, wenn es ihn nicht gibt.",
    "The workspace (a file); it is created if there is none.",
)
_NONE = Text(
    "Den Arbeitsbereich „{path}“ gibt es nicht. Bitte prüfen Sie den Pfad; „stellwerk import“ legt einen an.",
    "There is no workspace “{path}”. Please check the path; “stellwerk import” creates one.",
)

_EMPTY = Text(
    "Die Datei „{path}“ ist leer; ein Arbeitsbereich steht nicht (mehr) darin. Bitte öffnen Sie die letzte "
    "Sicherung (Dateien mit „backup“ im Namen im selben Ordner).",
    "The file “{path}” is empty; there is no workspace in it (any more). Please open the latest backup "
    "(files with “backup” in their name in the same folder).",
)


def workspace_option(cli: CommandLine, *, create: bool = False) -> Any:
    """The option that names the workspace; `create`: the command makes it if there is none."""
    return cli.option("--workspace", "-w", words=_NEW_TOO if create else _WORKSPACE)


@contextmanager
def opened(
    services: Services, path: Path, *, create: bool = False, clock: Clock | None = None
) -> Generator[Workspace]:
    """An open workspace; `WorkspaceError` if there is none and none is to be created."""
    if not create and not path.exists():
        raise WorkspaceError(_NONE.fill(path=str(path)))
    if not create and path.is_file() and path.stat().st_size == 0:
        raise WorkspaceError(_EMPTY.fill(path=str(path)))
    with services.open_workspace(path, clock) as workspace:
        yield workspace
