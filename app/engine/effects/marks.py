"""Tags and lists: contacts get them and lose them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Delete, delete, literal, select, true

from app.core.program import ChangeList, ChangeTag
from app.engine.effects.party import Party
from app.engine.scratch import wave
from app.store import tables as t
from app.store.bulk import Prepared
from app.store.lists import list_exists
from app.store.upsert import upsert

if TYPE_CHECKING:
    from app.store.upsert import Upsert


def change_tag(party: Party, effect: ChangeTag) -> None:
    """Add a tag to the contacts, or take it away."""
    make = partial(_tagging, party, effect)
    if party.codes is None:
        party.version.prepared(effect, lambda: Prepared(make, seldom=True)).run(party.conn, [{}])
    else:
        party.conn.execute(make())


def _tagging(party: Party, effect: ChangeTag) -> Delete | Upsert:
    tags = t.tags
    if not effect.present:
        return delete(tags).where(tags.c.tag == effect.tag, tags.c.contact_id.in_(party.contacts()))
    rows = select(wave.c.contact_id, literal(effect.tag)).where(true(), *party.only())
    statement = upsert(party.conn, tags).from_select([tags.c.contact_id, tags.c.tag], rows)
    return statement.on_conflict_do_nothing()


def change_list(party: Party, effect: ChangeList) -> None:
    """Put the contacts on a list, or take them off it; nobody comes on one that is gone."""
    members = t.list_members
    if not effect.present:
        party.conn.execute(
            delete(members).where(
                members.c.list_id == effect.list, members.c.contact_id.in_(party.contacts())
            )
        )
    elif list_exists(party.conn, effect.list):
        rows = select(wave.c.contact_id, literal(effect.list), wave.c.at)
        statement = upsert(party.conn, members).from_select(
            list(members.c), rows.where(true(), *party.only())
        )
        party.conn.execute(statement.on_conflict_do_nothing())
    else:
        party.complain("list_gone", list=effect.list)
