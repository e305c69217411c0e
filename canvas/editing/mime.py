"""How a step type travels in a drag from the palette."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

STEP_MIME = "application/x-stellwerk-step"


def step_mime(type_id: str) -> QMimeData:
    """Drag data that adds a step of a type where it is dropped."""
    data = QMimeData()
    data.setData(STEP_MIME, type_id.encode())
    return data


def dragged_type(data: QMimeData) -> str | None:
    """The step type in drag data, or None if it is something else."""
    return bytes(data.data(STEP_MIME).data()).decode() if data.hasFormat(STEP_MIME) else None
