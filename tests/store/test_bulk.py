from __future__ import annotations

from sqlalchemy import Integer, String, bindparam, insert, select, update

from app.store import tables as t
from app.store.bulk import Prepared
from app.store.database import Database

KEY, VALUE = bindparam("new_key", None, String), bindparam("new_value", None, String)
META = t.meta.c


def test_a_prepared_statement_is_written_once_and_run_for_each_row() -> None:
    written: list[int] = []

    def write():
        written.append(1)
        return insert(t.meta).values(key=KEY, value=VALUE)

    statement = Prepared(write)
    assert written == []
    database = Database.memory()
    with database.write() as conn:
        assert statement.run(conn, []) == 0
        assert statement.run(conn, [{"new_key": "a", "new_value": "1"}]) == 1
        statement.run(conn, [{"new_key": name, "new_value": name} for name in "bc"])
        found = conn.execute(
            select(META.key, META.value).where(META.key.in_(list("abc"))).order_by(META.key)
        ).all()
    assert [tuple(row) for row in found] == [("a", "1"), ("b", "b"), ("c", "c")]
    assert len(written) == 1


def test_a_prepared_statement_tells_how_many_rows_it_touched_and_keeps_its_fixed_values() -> None:
    some = Prepared(
        lambda: update(t.meta).where(META.key.in_(["a", "b"]), META.value == VALUE).values(value="new")
    )
    database = Database.memory()
    with database.write() as conn:
        conn.execute(insert(t.meta), [{"key": key, "value": "old"} for key in "abc"])
        assert some.run(conn, [{"new_value": "other"}]) == 0
        assert some.run(conn, [{"new_value": "old"}]) == 2


def test_a_prepared_query_finds_rows() -> None:
    most = bindparam("most", None, Integer)
    query = Prepared(
        lambda: select(META.key).where(META.key >= KEY, META.key < "zz").order_by(META.key).limit(most)
    )
    database = Database.memory()
    with database.write() as conn:
        conn.execute(insert(t.meta), [{"key": key, "value": ""} for key in ("xa", "xb", "xc")])
        assert [row[0] for row in query.rows(conn, {"new_key": "xb", "most": 9})] == ["xb", "xc"]
        assert [row[0] for row in query.rows(conn, {"new_key": "x", "most": 1})] == ["xa"]
