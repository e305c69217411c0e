"""Import cycles between modules; the contracts of import-linter compare whole layers."""

from __future__ import annotations

import grimp
import networkx as nx

from tests.packaging.checkout import PACKAGES


def test_no_module_imports_itself_by_a_detour() -> None:
    modules = grimp.build_graph(*PACKAGES, cache_dir=None)
    graph = nx.DiGraph((name, child) for name in modules.modules for child in _imports(modules, name))
    assert [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1] == []
    assert graph.has_edge("app.core.edits", "app.core.journey")


def _imports(modules: grimp.ImportGraph, name: str) -> set[str]:
    return modules.find_modules_directly_imported_by(name)
