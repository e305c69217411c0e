from __future__ import annotations

from alembic.script import ScriptDirectory

from app.store.schema import NEWEST, migrations


def test_the_newest_revision_is_the_head_of_the_scripts() -> None:
    assert ScriptDirectory.from_config(migrations()).get_current_head() == NEWEST
