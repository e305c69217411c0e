"""What a wave does besides moving: changes of contacts, and messages put into the outbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, delete, func, literal, select, update

from app.core.fields import READ_ONLY_FIELDS, FieldBook
from app.core.program import AddToAttribute, Apply, ChangeTag, Effect, Send, SetAttribute, templates_of
from app.core.rules.reads import Reads
from app.core.templates import variables
from app.engine.scratch import wave
from app.engine.stretch import Path
from app.engine.version import Version
from app.store import tables as t
from app.store.contact_columns import column, contact_table
from app.store.upsert import upsert

Codes = tuple[int, ...]


def apply_effects(
    conn: Connection, version: Version, fields: FieldBook, paths: Mapping[int, Path], watched: Reads
) -> None:
    """Change the contacts of a wave, each as its path says; several changes of a field become one."""
    groups: dict[tuple[Effect, ...], list[int]] = defaultdict(list)
    for code, path in paths.items():
        effects = tuple(effect for act in path.acts for effect in _effects(version, act.step))
        if effects:
            groups[effects].append(code)
    for effects, codes in groups.items():
        _set_fields(conn, fields, effects, tuple(codes))
        for effect in effects:
            if isinstance(effect, ChangeTag):
                _change_tag(conn, effect, tuple(codes))
        if _is_watched(effects, watched):
            _tell_of_change(conn, tuple(codes))


def put_into_outbox(conn: Connection, version: Version, fields: FieldBook, paths: Mapping[int, Path]) -> None:
    """One message per contact and sending step on its path, with the values its template names."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for code, path in paths.items():
        for act in path.acts:
            if isinstance(version.program.steps[act.step].instruction, Send):
                groups[act.step, act.laps].append(code)
    for (step, laps), codes in groups.items():
        _put(conn, version, fields, step, laps, tuple(codes))


def _effects(version: Version, step: str) -> Sequence[Effect]:
    instruction = version.program.steps[step].instruction
    return instruction.effects if isinstance(instruction, Apply) else ()


def _crowd(codes: Codes) -> Any:
    return select(wave.c.contact_id).where(wave.c.code.in_(codes))


def _set_fields(conn: Connection, fields: FieldBook, effects: Sequence[Effect], codes: Codes) -> None:
    contacts = contact_table(fields)
    values: dict[str, ColumnElement[Any]] = {}
    for effect in effects:
        if isinstance(effect, ChangeTag) or effect.field not in fields or effect.field in READ_ONLY_FIELDS:
            continue
        target = column(contacts, effect.field)
        values[target.name] = _new_value(effect, target, values.get(target.name, target))
    if values:
        latest = select(func.max(wave.c.at)).where(wave.c.code.in_(codes)).scalar_subquery()
        conn.execute(
            update(contacts).where(contacts.c.id.in_(_crowd(codes))).values({**values, "updated_at": latest})
        )


def _new_value(
    effect: SetAttribute | AddToAttribute, target: ColumnElement[Any], before: ColumnElement[Any]
) -> ColumnElement[Any]:
    if isinstance(effect, SetAttribute):
        value = int(effect.value) if isinstance(effect.value, bool) else effect.value
        if value is None and target.name == "score":
            value = 0
        return literal(value, target.type)
    return func.coalesce(before, 0) + literal(effect.amount)


def _change_tag(conn: Connection, effect: ChangeTag, codes: Codes) -> None:
    if effect.present:
        rows = select(wave.c.contact_id, literal(effect.tag)).where(wave.c.code.in_(codes)).distinct()
        statement = upsert(conn, t.tags).from_select([t.tags.c.contact_id, t.tags.c.tag], rows)
        conn.execute(statement.on_conflict_do_nothing())
    else:
        conn.execute(delete(t.tags).where(t.tags.c.tag == effect.tag, t.tags.c.contact_id.in_(_crowd(codes))))


def _is_watched(effects: Sequence[Effect], watched: Reads) -> bool:
    """Whether somebody waits for what these effects change: a goal, an exit, a segment trigger."""
    return any(
        effect.tag in watched.tags if isinstance(effect, ChangeTag) else effect.field in watched.fields
        for effect in effects
    )


def _tell_of_change(conn: Connection, codes: Codes) -> None:
    rows = (
        select(wave.c.contact_id, func.min(wave.c.at))
        .where(wave.c.code.in_(codes))
        .group_by(wave.c.contact_id)
    )
    statement = upsert(conn, t.changes).from_select([t.changes.c.contact_id, t.changes.c.at], rows)
    conn.execute(statement.on_conflict_do_nothing())


def _put(conn: Connection, version: Version, fields: FieldBook, step: str, laps: int, codes: Codes) -> None:
    contacts = contact_table(fields).alias("c")
    e = t.enrollments.alias("e")
    event = t.events.alias("ev")
    source = (
        wave.join(contacts, contacts.c.id == wave.c.contact_id)
        .join(e, e.c.id == wave.c.token)
        .outerjoin(event, event.c.id == e.c.event_id)
    )
    rows = (
        select(
            wave.c.token,
            literal(step),
            wave.c.visit + literal(laps),
            wave.c.contact_id,
            literal(version.content_ids[step]),
            contacts.c.email,
            _snapshot(version, fields, step, contacts, event),
            wave.c.at,
            wave.c.at,
            wave.c.at,
        )
        .select_from(source)
        .where(wave.c.code.in_(codes))
    )
    o = t.outbox.c
    columns = [
        o.enrollment_id, o.step, o.visit, o.contact_id, o.content_id,
        o.address, o.variables, o.at, o.state_at, o.due,
    ]  # fmt: skip
    conn.execute(upsert(conn, t.outbox).from_select(columns, rows).on_conflict_do_nothing())


def _snapshot(
    version: Version, fields: FieldBook, step: str, contacts: FromClause, event: FromClause
) -> ColumnElement[str]:
    """The JSON of the values that a template names, as they are now."""
    instruction = version.program.steps[step].instruction
    assert isinstance(instruction, Send)
    content = instruction.content
    names = {name for source in templates_of(content) for name in variables(source)}
    keys = sorted(name.removeprefix("contact.") for name in names if name.startswith("contact."))
    pairs: list[Any] = []
    for key in keys:
        if key in fields:
            pairs += [literal(key), column(contacts, key)]
    parts: list[Any] = [literal("contact"), func.json_object(*pairs)]
    if any(name.startswith("event.") for name in names):
        parts += [literal("event"), func.json(func.coalesce(event.c.properties, "{}"))]
    return func.json_object(*parts)
