"""Where the label and the plus of a connection sit along its way."""

from __future__ import annotations

from canvas.scene.geometry import Spot
from canvas.scene.routing import Route


def label_spot(route: Route) -> Spot:
    """The middle of the label: near the port it names, but where a fan of connections has parted."""
    aside = abs(route.curves[0].end.x - route.curves[0].start.x)
    return route.along(min(route.length * 0.44 - 7, 46 + aside / 2))


def plus_spot(route: Route, *, labelled: bool) -> Spot:
    """The middle of the plus: half way, or behind the label where there is one."""
    return route.along(route.length - min(route.length * 0.22, 44) if labelled else route.length / 2)
