"""A context in English and light, a workspace of its own, and a window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import make_services
from app.core.fields import FieldBook, FieldSpec
from app.core.form import Form, Widget
from app.core.text import Text, same
from app.services.facade import Services
from app.services.workspace import Workspace
from app.ui.application import WindowProgram
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.editors.base import EditorSetting
from app.ui.jobs import Jobs
from app.ui.looks import Looks
from app.ui.vocabulary import Vocabulary

MakeSetting = Callable[..., EditorSetting]


@pytest.fixture(scope="session")
def services() -> Services:
    """The real services."""
    return make_services()


@pytest.fixture(scope="session")
def looks(qapp: QApplication, services: Services) -> Looks:
    """Style and font, set once."""
    return Looks(qapp, services.catalog)


@pytest.fixture
def context(looks: Looks) -> Context:
    """English and light."""
    return looks.context("en", "light", "Europe/Berlin")


@pytest.fixture
def workspace(services: Services, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace in English."""
    with services.open_workspace(tmp_path / "test.stellwerk") as opened:
        settings = opened.settings.get()
        opened.settings.save(
            settings.model_copy(update={"language": "en", "theme": "light", "motion": "less"})
        )
        yield opened


@pytest.fixture
def desk(services: Services, workspace: Workspace) -> Iterator[Desk]:
    """What pages work with."""
    jobs = Jobs()
    yield Desk(services, workspace, jobs)
    jobs.finish()


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, services: Services, workspace: Workspace
) -> Iterator[WindowProgram]:
    """The whole window, shown."""
    started = WindowProgram(qapp, services, workspace)
    qtbot.addWidget(started.window)
    started.window.show()
    qtbot.waitExposed(started.window)
    yield started
    started.close()


@pytest.fixture
def words() -> Vocabulary:
    """Two custom fields, one mail, and one of everything else."""
    return Vocabulary(
        fields=FieldBook(
            (FieldSpec(key="genre", label="Genre"), FieldSpec(key="birthday", label="Birthday", type="date"))
        ),
        steps={"mail": "Welcome mail"},
        segments={"s1": "Regulars"},
        journeys={"j1": "Welcome"},
        targets={"mail": same("Welcome mail"), "wait": same("Wait")},
        lists={"l1": "Book club"},
        pools={"p1": "Autumn"},
        services={"sms": "Text messages"},
        event_types=("purchase", "form_submitted"),
        tags=("reader",),
    )


@pytest.fixture
def setting(context: Context, words: Vocabulary) -> MakeSetting:
    """Makes what an editor is built from."""

    def make(widget: Widget, *, optional: bool = False, zone: str = "", **form: object) -> EditorSetting:
        declared = Form(Text("Feld", "Field"), widget, **form)  # pyright: ignore[reportArgumentType]
        return EditorSetting(context, declared, optional, lambda: replace(words, time_zone=zone))

    return make
