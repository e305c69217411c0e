"""The drawer below the canvas takes the room that its open panel has a use for."""

from __future__ import annotations

from app.ui.journey.desk_page import DeskJourneyPage
from tests.ui.hand import click


def test_a_journey_that_is_not_live_leaves_the_room_to_the_canvas(page: DeskJourneyPage) -> None:
    click(page.header.tryout)
    tall = page.drawer.height()
    page.drawer.open(2)
    low = page.drawer.height()
    assert low < tall
    assert abs(low - page.drawer.fitting_height) <= 2
    assert page.live.height() >= page.live.minimumSizeHint().height()
    page.drawer.open(1)
    assert page.drawer.height() >= tall
    page.preview.stop()


def test_a_narrow_header_shortens_a_button_and_never_the_name(page: DeskJourneyPage) -> None:
    assert page.header.tidy.text().strip() == "Tidy up"
    page.resize(1_000, 700)
    assert page.header.tidy.text() == ""
    assert page.header.tidy.accessibleName() == page.header.tidy.toolTip() == "Tidy up"
    assert page.header.name.geometry().right() < page.header.state.geometry().left()
