"""What window and command line are given: journey files, and the way to open a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.clock import Clock
from app.core.node import NodeCatalog
from app.services.files import JourneyFiles
from app.services.preview import PreviewService
from app.services.workspace import Workspace


class OpenWorkspace(Protocol):
    """Opens a workspace, creating it if there is none; with a clock of its own if one is given."""

    def __call__(self, path: Path, clock: Clock | None = None) -> Workspace:
        """Raises `WorkspaceError`."""
        ...


@dataclass(frozen=True)
class Services:
    """The services that need no workspace, and the door to those that do."""

    catalog: NodeCatalog
    files: JourneyFiles
    preview: PreviewService
    open_workspace: OpenWorkspace
