"""The form of every kind of step can be shown and fits into the inspector."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.core.journey import Journey, Node
from app.core.node import AnyNodeType
from app.ui.context import Context
from app.ui.journey.draft import Draft
from app.ui.journey.inspector import WIDTH
from app.ui.journey.step_form import StepForm
from app.ui.vocabulary import Vocabulary
from canvas.document import DocumentModel
from nodes import ALL


@pytest.mark.parametrize("node_type", ALL, ids=[node_type.id for node_type in ALL])
def test_a_form_fits_and_changes_nothing_by_being_shown(
    qtbot: QtBot, context: Context, words: Vocabulary, node_type: AnyNodeType
) -> None:
    node = Node(id="n", type=node_type.id)
    document = DocumentModel(Journey(id="j", name="J", nodes=(node,)))
    before = document.journey
    form = StepForm(context, Draft(document, lambda: words), node, node_type)
    qtbot.addWidget(form)
    form.show()
    form.refresh()
    assert form.minimumSizeHint().width() <= WIDTH
    assert document.journey is before
