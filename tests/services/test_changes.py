"""What differs between two versions, in sentences."""

from __future__ import annotations

from app.core.compiler import surroundings
from app.core.journey import Journey, Settings
from app.core.setting_names import SETTING_NAMES
from app.services.changes import changes
from nodes import catalog
from tests.support.world import days, journey, step

IN = step("in", "manual_trigger")
WAIT = step("wait", "wait", until=days(2))


def told(old: Journey, new: Journey) -> list[str]:
    """The sentences in English."""
    return [words.en for words in changes(old, new, catalog(), surroundings)]


def test_every_setting_has_a_name() -> None:
    assert set(SETTING_NAMES) == set(Settings.model_fields)


def test_steps_triggers_connections_and_settings_are_told() -> None:
    old = journey(IN, WAIT, step("end", "exit"))
    new = journey(
        IN,
        step("again", "event_trigger", event={"type": "purchase"}),
        step("wait", "wait", until=days(5)),
        edges="in>wait again>wait",
        settings=Settings(reentry="never", holdout=10),
    )
    assert told(old, new) == [
        "New trigger: “again”.",
        "Step removed: “end”.",
        "Changed: “wait” – was “2 days”, is “5 days”.",
        "Connections are changed.",
        "Settings are changed: share kept out, re-entry.",
    ]


def test_a_change_that_the_line_does_not_show_is_told_all_the_same() -> None:
    mail = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
    other = step("mail", "send_mail", subject="Hallo", body="Guten Abend")
    assert told(journey(IN, mail), journey(IN, other)) == ["Changed: “mail”."]


def test_what_is_only_moved_on_the_canvas_is_no_change() -> None:
    old = journey(IN, WAIT)
    assert told(old, old.replace(layout={"wait": (10, 20)})) == []
