"""Whether a file is a workspace of this program, and how an older one becomes a current one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from app.store.backup import copy_file
from app.store.failures import DAMAGED, NEWER, NOT_OURS, OLDER_READ_ONLY, failure

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0002"
"""The revision that this program writes; a test holds it equal to the newest script."""
APPLICATION_ID = 0x53544C57
"""Marks a SQLite file as a workspace: the letters STLW."""
CHECKED_PAGES = 16_384
"""Files up to this many pages (64 MB) are checked for damage on opening; larger ones on request."""


def migrations() -> Config:
    """Alembic's settings: the scripts beside this module."""
    from alembic.config import Config  # slow to load, and only needed for files that are not current

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def current_revision(conn: Connection) -> str | None:
    """The revision of the schema in a file, None if it is empty."""
    known = conn.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None


def recognise(conn: Connection, path: Path) -> None:
    """Raise `WorkspaceError` if a file belongs to something else or is damaged; an empty one passes."""
    application = conn.execute(text("PRAGMA application_id")).scalar()
    if application == APPLICATION_ID:
        return
    if application or conn.execute(text("SELECT 1 FROM sqlite_master LIMIT 1")).first():
        raise failure(NOT_OURS, path)


def check_pages(conn: Connection, path: Path) -> None:
    """Raise `WorkspaceError` if SQLite finds damage in a file small enough to be checked at once."""
    if (conn.execute(text("PRAGMA page_count")).scalar() or 0) > CHECKED_PAGES:
        return
    if conn.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise failure(DAMAGED, path)


def pending(conn: Connection, path: Path) -> bool:
    """Whether a file has to be migrated; raises `WorkspaceError` if a newer program wrote it."""
    revision = current_revision(conn)
    if revision == NEWEST:
        return False
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(migrations())
    if revision is not None and revision not in {known.revision for known in script.walk_revisions()}:
        raise failure(NEWER, path)
    return True


def require_current(conn: Connection, path: Path) -> None:
    """Raise `WorkspaceError` unless a file can be read as it is."""
    if pending(conn, path):
        raise failure(OLDER_READ_ONLY, path)


def migrate(conn: Connection) -> None:
    """Bring the schema to the newest revision, in the transaction of the connection."""
    from alembic import command

    config = migrations()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
    conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def keep_copy(path: Path, revision: str) -> Path:
    """Copy a file beside itself before it is migrated."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = path.with_name(f"{path.name}.backup-{revision}-{stamp}")
    copy_file(path, target)
    return target
