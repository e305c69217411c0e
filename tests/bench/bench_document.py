"""Reading and saving journey files, from a large one to one nobody will draw."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.core import document_io
from app.core.journey import Edge, Journey, Node, Point
from tests.bench.figure import Figure, seconds

SAVE_SECONDS = {1_000: 0.02, 3_000: 0.06, 10_000: 0.2}


def measure() -> list[Figure]:
    return [figure for steps in SAVE_SECONDS for figure in _measure(steps)]


def _measure(steps: int) -> list[Figure]:
    journey = _chain(steps)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chain.journey"
        saving = seconds(lambda: document_io.write(path, journey))
        reading = seconds(lambda: document_io.read(path))
        size = path.stat().st_size / 1e6
    return [
        Figure(f"journey file of {steps:,} steps: size", size, "MB"),
        Figure(f"journey file of {steps:,} steps: read", reading, "s"),
        Figure(f"journey file of {steps:,} steps: save", saving, "s", at_most=SAVE_SECONDS[steps]),
    ]


def _chain(steps: int) -> Journey:
    nodes = tuple(Node(id=f"n{i}", type="wait", title=f"Wait {i}") for i in range(steps))
    edges = tuple(Edge(source=f"n{i}", port="next", target=f"n{i + 1}") for i in range(steps - 1))
    layout = {node.id: Point(260 * (i % 100), 120 * (i // 100)) for i, node in enumerate(nodes)}
    return Journey(id="chain", name="Chain", nodes=nodes, edges=edges, layout=layout)
