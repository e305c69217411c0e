"""The habits of a workspace outlive the program."""

from __future__ import annotations

from app.core.habits import Habits
from app.services.habits import HabitsService
from app.store.database import Database
from app.store.settings import write_setting
from tests.support.shop import Shop


def test_habits_are_kept(shop: Shop) -> None:
    assert shop.space.habits.get() == Habits()
    habits = Habits().noted("send_mail", "wait").noted("", "event_trigger:purchase")
    shop.space.habits.save(habits)
    assert shop.space.habits.get() == habits
    assert shop.space.habits.get().times("send_mail", "wait") == 1


def test_what_is_no_habit_is_none() -> None:
    database = Database.memory()
    with database.write() as conn:
        write_setting(conn, "habits", '{"after": 3}')
    assert HabitsService(database).get() == Habits()
    database.close()
