"""What a wave does besides moving: its contacts change, messages are decided, other journeys begin or end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, true

from app.core.fields import FieldBook
from app.core.program import (
    AddToAttribute,
    Apply,
    ChangeList,
    ChangeTag,
    ComputeAttribute,
    CopyAttribute,
    CreateTask,
    EarnPoints,
    Effect,
    Enroll,
    GiveVoucher,
    Instruction,
    Leave,
    Send,
    SetAttribute,
    SetConsent,
    SetDay,
    Source,
    SpendPoints,
)
from app.core.rules.reads import Reads
from app.engine.effects import journeys, marks, messages, points, records, vouchers
from app.engine.effects.fields import FieldChanges
from app.engine.effects.journeys import Others
from app.engine.effects.party import Party
from app.engine.interventions.catching_up import CatchUp
from app.engine.scratch import wave
from app.engine.stretch import Act, Path
from app.engine.version import Version
from app.engine.writes import writes
from app.store import tables as t
from app.store.upsert import upsert

Codes = tuple[int, ...]


@dataclass(frozen=True)
class Acting:
    """Carries out what the steps on the paths of a wave do, in the order of each path."""

    fields: FieldBook
    watched: Reads
    others: Others
    catch_up: CatchUp | None = None

    def carry_out(self, conn: Connection, version: Version, paths: Mapping[int, Path]) -> None:
        """Let everybody in the scratch table do what its path says, by the code that leads to it."""
        changes: FieldChanges | None = None
        for act, codes in in_order(paths):
            everybody = len(codes) == len(paths)
            party = Party(conn, version, self.fields, None if everybody else codes, act)
            instruction = version.program.steps[act.step].instruction
            if changes is not None and (
                changes.party.codes != party.codes or not isinstance(instruction, Apply)
            ):
                changes.write()
                changes = None
            if isinstance(instruction, Apply):
                changes = changes or FieldChanges(party)
                for effect in instruction.effects:
                    _apply(party, effect, changes)
            else:
                self._do(party, instruction)
            self._tell(party, instruction)
        if changes is not None:
            changes.write()

    def _do(self, party: Party, instruction: Instruction | Source) -> None:
        match instruction:
            case Send():
                messages.put_into_outbox(party, instruction)
                if self.catch_up is not None and party.version.cautious:
                    self.catch_up.mark(party)
            case GiveVoucher():
                vouchers.write_code(party, instruction)
            case Enroll():
                journeys.enter(party, instruction, self.others)
            case Leave():
                journeys.leave(party, instruction, self.others)
            case _:
                pass

    def _tell(self, party: Party, instruction: Instruction | Source) -> None:
        """Note a change of data if somebody waits for what was written: a criterion, a trigger, a wait."""
        if writes(instruction).touches(self.watched):
            only = vouchers.got_one() if isinstance(instruction, GiveVoucher) else ()
            _tell_of_change(party, only)


def in_order(paths: Mapping[int, Path]) -> Iterable[tuple[Act, Codes]]:
    """What is to be done for which codes: in the order of each path, for as many as possible at once."""
    alike: dict[tuple[Act, ...], list[int]] = defaultdict(list)
    for code, path in paths.items():
        alike[path.acts].append(code)
    waiting = [(acts, codes) for acts, codes in alike.items() if acts]
    while waiting:
        later = {act for acts, _ in waiting for act in acts[1:]}
        heads = [acts[0] for acts, _ in waiting]
        now = next((act for act in heads if act not in later), heads[0])
        yield now, tuple(sorted(code for acts, codes in waiting if acts[0] == now for code in codes))
        rest = [(acts[1:] if acts[0] == now else acts, codes) for acts, codes in waiting]
        waiting = [(acts, codes) for acts, codes in rest if acts]


def _apply(party: Party, effect: Effect, changes: FieldChanges) -> None:
    match effect:
        case SetAttribute() | AddToAttribute() | CopyAttribute() | ComputeAttribute() | SetDay():
            changes.add(effect, party)
        case ChangeTag():
            marks.change_tag(party, effect)
        case ChangeList():
            marks.change_list(party, effect)
        case SpendPoints():
            points.spend_points(party, effect)
        case SetConsent():
            records.set_consent(party, effect)
        case EarnPoints():
            changes.write()
            points.earn_points(party, effect)
        case CreateTask():
            changes.write()
            records.create_task(party, effect)


def _tell_of_change(party: Party, only: tuple[ColumnElement[bool], ...]) -> None:
    rows = (
        select(wave.c.contact_id, func.min(wave.c.at))
        .where(true(), *party.only(), *only)
        .group_by(wave.c.contact_id)
    )
    statement = upsert(party.conn, t.changes).from_select([t.changes.c.contact_id, t.changes.c.at], rows)
    party.conn.execute(statement.on_conflict_do_nothing())
