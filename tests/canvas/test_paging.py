"""Large journeys on several pages."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app.core import edits
from app.core.node import NodeCatalog
from canvas.output.export import export
from canvas.output.paging import EDGE, FOOT, LARGEST, PAPER, SMALLEST, paged
from canvas.scene.geometry import Box
from canvas.tidying.layout import tidy
from tests.support.grown_journeys import grown

AREAS = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    st.integers(-9_000, 9_000),
    st.integers(-9_000, 9_000),
    st.integers(200, 12_000),
    st.integers(200, 30_000),
)


@given(AREAS)
def test_the_pages_cover_the_whole_picture_and_fit_on_the_paper(area: Box) -> None:
    paging = paged(area)
    width, height = PAPER[::-1] if paging.landscape else PAPER
    assert SMALLEST <= paging.scale <= LARGEST
    assert len(paging.pages) == paging.rows * paging.columns
    for page in paging.pages:
        assert page.part.width * paging.scale <= width - 2 * EDGE + 0.01
        assert page.part.height * paging.scale <= height - 2 * EDGE - FOOT + 0.01
    assert min(page.part.left for page in paging.pages) == area.left
    assert max(page.part.right for page in paging.pages) == area.right
    assert max(page.part.bottom for page in paging.pages) == area.bottom


@given(AREAS)
def test_neighboring_pages_overlap(area: Box) -> None:
    paging = paged(area)
    first = [page.part for page in paging.pages if page.row == 1]
    assert all(left.right > right.left for left, right in itertools.pairwise(first))


def test_a_small_journey_takes_one_page_in_the_size_of_the_screen() -> None:
    paging = paged(Box(0, 0, 600, 500))
    assert (len(paging.pages), paging.scale) == (1, LARGEST)


def test_a_large_journey_is_printed_on_a4_pages(
    qapp: QApplication, catalog: NodeCatalog, tmp_path: Path
) -> None:
    journey = grown(120, 2, catalog)
    journey = edits.move_nodes(journey, tidy(journey, catalog))
    export(journey, catalog, tmp_path / "pages.pdf", "de", pages=True)
    data = (tmp_path / "pages.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 1
