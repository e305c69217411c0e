"""Which step types fit where."""

from __future__ import annotations

from app.core.node import AnyNodeType, NodeCatalog
from canvas.stage import SearchRequest


def fits_between(node_type: AnyNodeType) -> bool:
    """Whether a step of this type can stand between two others: it has a way in and a way out."""
    return not node_type.is_trigger and bool(node_type.ports(node_type.parse({})))


def fitting(catalog: NodeCatalog, request: SearchRequest) -> list[AnyNodeType]:
    """The types that make sense where a step is searched for, in palette order."""
    if request.edge is not None:
        return [each for each in catalog if fits_between(each)]
    if request.port is not None:
        return [each for each in catalog if not each.is_trigger]
    return list(catalog)
