from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text

from app.core.errors import WorkspaceError
from app.core.fields import FieldSpec
from app.store import schema, tables
from app.store.contact_columns import add_field
from app.store.contacts import NewContact, get_contact, upsert_contacts
from app.store.database import Database
from app.store.settings import get, put
from tests.store.workspaces import with_fields


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mit Leerzeichen % und ü.stellwerk"


def make(path: Path) -> None:
    Database.open(path).close()


def change(path: Path, statement: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute(statement)
    conn.commit()
    conn.close()


def test_what_is_written_is_there_when_the_file_is_opened_again(path: Path) -> None:
    database = Database.open(path)
    with database.write() as conn:
        add_field(conn, FieldSpec(key="genre", label="Genre"), 0)
    fields = database.refresh_fields()
    with database.write() as conn:
        contact = NewContact({"email": "Anna@Example.org", "genre": "Krimi"})
        upsert_contacts(conn, fields, [contact], 5, watch=False)
    database.close()
    again = Database.open(path)
    with again.read() as conn:
        found = get_contact(conn, again.fields, 1)
    again.close()
    assert found is not None
    assert found.values["genre"] == "Krimi"
    assert not list(path.parent.glob("*backup*"))


def test_settings_of_the_connection_protect_the_data(path: Path) -> None:
    database = Database.open(path)
    with database.write() as conn:
        names = ("journal_mode", "foreign_keys", "synchronous")
        told = {name: conn.execute(text(f"PRAGMA {name}")).scalar() for name in names}
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    database.close()


def test_the_migrations_make_the_tables_that_the_program_uses(path: Path) -> None:
    database = Database.open(path)
    with database.read() as conn:
        differences = compare_metadata(MigrationContext.configure(conn), tables.metadata)
        migrated = _definitions(conn)
    database.close()
    memory = Database.memory()
    with memory.read() as conn:
        created = _definitions(conn)
    assert differences == []
    assert migrated == created


def _definitions(conn: Connection) -> dict[str, list[str]]:
    rows = conn.execute(text("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'"))
    # The order of constraints within a table means nothing.
    return {name: sorted(re.split(r",?\s+", (sql or "").rstrip(")"))) for name, sql in rows}


def test_an_error_undoes_the_whole_transaction() -> None:
    database = Database.memory()

    def spoil() -> None:
        with database.write() as conn:
            put(conn, "a", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spoil()
    with database.read() as conn:
        assert get(conn, "a") is None


def test_a_write_within_a_write_is_one_transaction(path: Path) -> None:
    database = Database.open(path)

    def spoil() -> None:
        with database.write():
            with database.write() as inner:
                put(inner, "a", 1)
            with database.read() as inner:
                assert get(inner, "a") == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spoil()
    with database.read() as conn:
        assert get(conn, "a") is None
    database.close()


def test_a_reader_keeps_its_snapshot_while_others_write(path: Path) -> None:
    database = Database.open(path)
    with database.read() as conn:
        assert get(conn, "a") is None
        with database.write() as writing:
            put(writing, "a", 1)
        assert get(conn, "a") is None
    database.close()


@pytest.mark.parametrize("in_memory", [True, False])
def test_threads_take_turns_at_writing(path: Path, in_memory: bool) -> None:
    database = Database.memory() if in_memory else Database.open(path, synchronous="OFF")

    def count_up() -> None:
        for _ in range(25):
            with database.write() as conn:
                put(conn, "n", get(conn, "n", 0) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as conn:
        assert get(conn, "n") == 100
    database.close()


def test_two_programs_write_without_losing_anything(path: Path) -> None:
    make(path)
    script = (
        "import sys; from pathlib import Path\n"
        "from app.store.database import Database; from app.store.settings import get, put\n"
        "database = Database.open(Path(sys.argv[1]), synchronous='OFF')\n"
        "for _ in range(30):\n"
        "    with database.write() as conn: put(conn, 'n', get(conn, 'n', 0) + 1)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    database = Database.open(path)
    with database.read() as conn:
        assert get(conn, "n") == 60
    database.close()


def test_writes_of_others_are_noticed(path: Path) -> None:
    database = Database.open(path)
    before = database.data_version()
    assert database.data_version() == before
    with Database.open(path).write() as conn:
        put(conn, "a", 1)
    assert database.data_version() != before
    database.close()


def test_writes_in_memory_are_noticed() -> None:
    database = Database.memory()
    before = database.data_version()
    with database.write() as conn:
        put(conn, "a", 1)
    assert database.data_version() != before


def test_a_lock_held_by_another_program_is_told_in_plain_words(path: Path) -> None:
    database = Database.open(path, busy_seconds=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkspaceError, match="locked"), database.write():
        pass
    other.execute("ROLLBACK")
    with database.write() as conn:
        put(conn, "a", 1)
    other.close()
    database.close()


def test_a_file_locked_exclusively_cannot_be_opened(path: Path) -> None:
    make(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WorkspaceError, match="locked"):
        Database.open(path, busy_seconds=0.05)
    other.close()


@pytest.mark.parametrize("size", [10, 600, 5_000])
def test_a_file_of_another_kind_is_refused(path: Path, size: int) -> None:
    path.write_bytes(b"Liebe Leserin, " * (size // 15 + 1))
    with pytest.raises(WorkspaceError, match="not a Stellwerk workspace"):
        Database.open(path)
    assert path.read_bytes().startswith(b"Liebe Leserin")


def test_a_database_of_another_program_is_refused_and_stays_as_it_is(path: Path) -> None:
    change(path, "CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="not a Stellwerk workspace"):
        Database.open(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_workspace(path: Path) -> None:
    path.touch()
    make(path)
    make(path)


def test_a_workspace_of_a_newer_program_is_refused_and_stays_as_it_is(path: Path) -> None:
    make(path)
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    for read_only in (True, False):
        with pytest.raises(WorkspaceError, match="newer version"):
            Database.open(path, read_only=read_only)
    assert sqlite3.connect(path).execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    assert not list(path.parent.glob("*backup*"))


def test_a_damaged_workspace_is_refused_but_can_be_looked_at(path: Path) -> None:
    database = Database.open(path)
    with database.write() as conn:
        rows = [{"key": f"k{number}", "value": "x" * 500} for number in range(200)]
        conn.execute(insert(tables.meta), rows)
    database.close()
    content = bytearray(path.read_bytes())
    page = len(content) - 2 * 4_096
    content[page : page + 200] = b"\xff" * 200
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match="damaged"):
        Database.open(path)
    looking = Database.open(path, read_only=True)
    with looking.read() as conn:
        assert conn.execute(select(tables.contacts)).all() == []
    looking.close()


@pytest.mark.parametrize("name", ["missing/w.stellwerk", "."])
def test_a_place_that_cannot_hold_a_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceError, match=r"folder|workspace"):
        Database.open(tmp_path / name)


def test_reading_only_needs_a_file_and_changes_nothing(path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace"):
        Database.open(path, read_only=True)
    assert not path.exists()
    make(path)
    database = Database.open(path, read_only=True)
    with pytest.raises(WorkspaceError, match="reading only"), database.write() as conn:
        put(conn, "a", 1)
    with database.read() as conn:
        assert get(conn, "a") is None
    database.close()


def test_a_full_disk_is_told_and_undoes_the_transaction(path: Path) -> None:
    database = Database.open(path)
    with database.write() as conn:
        conn.execute(text("PRAGMA max_page_count = 50"))
    with pytest.raises(WorkspaceError, match="full"), database.write() as conn:
        put(conn, "a", "x" * 1_000_000)
    with database.write() as conn:
        assert get(conn, "a") is None
        conn.execute(text("PRAGMA max_page_count = 1000000"))
        put(conn, "a", 1)
    database.close()


def test_a_file_that_cannot_grow_is_told_and_undoes_the_transaction(path: Path) -> None:
    make(path)
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from app.core.errors import WorkspaceError\n"
        "from app.store.database import Database; from app.store.settings import put\n"
        "database = Database.open(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"
        "try:\n"
        "    with database.write() as conn: put(conn, 'a', 'x' * 9_000_000)\n"
        "except WorkspaceError as error: sys.exit('full' in str(error) and 7)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], timeout=60, check=False).returncode == 7
    database = Database.open(path)
    with database.read() as conn:
        assert get(conn, "a") is None
    database.close()


class TestOlderWorkspace:
    """A file whose schema is one step behind, made by adding a step to the program."""

    @pytest.fixture
    def newer_program(self, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        make(path)
        scripts = tmp_path / "scripts"
        shutil.copytree(Path(schema.__file__).parent / "migrations", scripts)
        config = schema.migrations()
        config.set_main_option("script_location", str(scripts))
        monkeypatch.setattr(schema, "migrations", lambda: config)
        monkeypatch.setattr(schema, "NEWEST", "9002")
        return scripts / "versions" / "r9002_next.py"

    def write_step(self, file: Path, body: str) -> None:
        file.write_text(
            "import os\nfrom alembic import op\nrevision = '9002'\ndown_revision = '0002'\n"
            f"def upgrade():\n    op.execute('CREATE TABLE added (a)')\n    {body}\n"
        )

    def test_it_is_migrated_after_a_backup(self, path: Path, newer_program: Path) -> None:
        self.write_step(newer_program, "pass")
        with pytest.raises(WorkspaceError, match="older version"):
            Database.open(path, read_only=True)
        database = Database.open(path)
        with database.read() as conn:
            conn.execute(text("SELECT * FROM added"))
        database.close()
        (backup,) = path.parent.glob(f"{path.name}.backup-0002-*")
        saved = sqlite3.connect(backup)
        assert saved.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        saved.close()

    def test_a_migration_that_fails_leaves_the_file_as_it_was(self, path: Path, newer_program: Path) -> None:
        self.write_step(newer_program, "raise ZeroDivisionError")
        with pytest.raises(ZeroDivisionError):
            Database.open(path)
        self.assert_untouched(path)

    def test_a_program_killed_while_it_migrates_leaves_the_file_as_it_was(
        self, path: Path, newer_program: Path
    ) -> None:
        self.write_step(newer_program, "os.kill(os.getpid(), 9)")
        script = (
            "import sys; from pathlib import Path; from app.store import schema\n"
            "config = schema.migrations(); config.set_main_option('script_location', sys.argv[2])\n"
            "schema.migrations = lambda: config; schema.NEWEST = '9002'\n"
            "from app.store.database import Database; Database.open(Path(sys.argv[1]))\n"
        )
        scripts = newer_program.parent.parent
        ended = subprocess.run([sys.executable, "-c", script, path, scripts], timeout=60, check=False)
        assert ended.returncode == -9
        self.assert_untouched(path)

    def assert_untouched(self, path: Path) -> None:
        assert len(list(path.parent.glob(f"{path.name}.backup-0002-*"))) == 1
        conn = sqlite3.connect(path)
        assert conn.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'added'").fetchone() is None
        conn.close()


def test_custom_fields_become_columns_of_their_kind() -> None:
    database = with_fields()
    with database.read() as conn:
        columns = {row[1]: row[2] for row in conn.execute(text("PRAGMA table_info(contacts)"))}
    assert columns["x_genre"] == "VARCHAR"
    assert columns["x_points"] == "FLOAT"
    assert columns["x_last_call"] == "BIGINT"
    assert columns["x_vip"] == "INTEGER"


def test_a_field_may_be_added_twice_but_not_with_another_kind() -> None:
    database = with_fields()
    with database.write() as conn:
        add_field(conn, FieldSpec(key="points", label="Punkte", type="number"))
        for key in ("points", "city", "score"):
            kind = "text" if key != "city" else "date"
            with pytest.raises(WorkspaceError, match="another kind"):
                add_field(conn, FieldSpec(key=key, label="x", type=kind))
