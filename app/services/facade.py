"""What window and command line are given: journey files, and the way to open a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.node import NodeCatalog
from app.services.files import JourneyFiles
from app.services.preview import PreviewService
from app.services.workspace import Workspace

OpenWorkspace = Callable[[Path], Workspace]


@dataclass(frozen=True)
class Services:
    """The services that need no workspace, and the door to those that do."""

    catalog: NodeCatalog
    files: JourneyFiles
    preview: PreviewService
    open_workspace: OpenWorkspace
