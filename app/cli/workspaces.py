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
    "Der Arbeitsbereich (Datei); er wird angelegt, wenn es ihn nicht gibt.",
    "The workspace (a file); it is created if there is none.",
)
_NONE = Text(
    "Den Arbeitsbereich „{path}“ gibt es nicht. Bitte prüfen Sie den Pfad; „stellwerk import“ legt einen an.",
    "There is no workspace “{path}”. Please check the path; “stellwerk import” creates one.",
)


def workspace_option(cli: CommandLine) -> Any:
    """The option that names the workspace."""
    return cli.option("--workspace", "-w", words=_WORKSPACE)


@contextmanager
def opened(
    services: Services, path: Path, *, create: bool = False, clock: Clock | None = None
) -> Generator[Workspace]:
    """An open workspace; `WorkspaceError` if there is none and none is to be created."""
    if not create and not path.exists():
        raise WorkspaceError(_NONE.fill(path=str(path)))
    with services.open_workspace(path, clock) as workspace:
        yield workspace
