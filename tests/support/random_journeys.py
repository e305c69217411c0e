"""Draws one journey of a random world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.core.dates import Recurrence, UntilDate
from app.core.journey import Cap, Edge, Journey, Node, Settings
from app.core.program import (
    AddToAttribute,
    Apply,
    Await,
    CallContent,
    ChangeList,
    ChangeTag,
    ComputeAttribute,
    CopyAttribute,
    CreateTask,
    EarnPoints,
    Effect,
    Enroll,
    GiveVoucher,
    Hold,
    Instruction,
    Jump,
    Leave,
    MailContent,
    NoteContent,
    OnChange,
    OnDate,
    OnManual,
    OnSchedule,
    OnSegment,
    Send,
    ServiceContent,
    SetAttribute,
    SetConsent,
    SetDay,
    Source,
    SpendPoints,
)
from app.core.schedule import Duration, Window
from tests.support.dice import LISTS, TAGS, ZONES, Dice, plain
from tests.support.fields import CUSTOM
from tests.support.raw_steps import catalog_with

_HELLO = "Hallo {{ contact.first_name }}"
STEPS = (
    "branch", "branch", "split", "wait", "wait", "wait", "wait_for_event", "wait_for_event",
    "send_mail", "send_mail", "send", "send", "change_tags", "change_score", "goal", "exit",
    "effects", "effects", "effects", "wait_until", "wait_until", "wait_for_condition", "wait_for_condition",
    "voucher", "jump", "enroll", "leave",
)  # fmt: skip
TRIGGERS = (
    "event_trigger", "event_trigger", "event_trigger", "segment_trigger", "leaves", "change", "date",
    "schedule", "manual_trigger",
)  # fmt: skip


_CONTENTS = (
    MailContent(_HELLO, "", "Guten Tag", "letter"),
    MailContent(_HELLO, "", "Guten Tag", "letter"),
    NoteContent("team@example.org", _HELLO, "Bitte anrufen"),
    ServiceContent("sms", _HELLO),
    CallContent("https://example.org/hook", body=_HELLO),
)


def cap_of(dice: Dice) -> Cap:
    return Cap(count=dice.number(1, 3), per=dice.duration(), action=dice.one(("delay", "skip")))


class Drawing:
    """Draws one journey."""

    def __init__(
        self, dice: Dice, name: str, names: Sequence[str], pieces: dict[str, Instruction | Source]
    ) -> None:
        self._dice = dice
        self._name = name
        self._names = names
        self._pieces = pieces

    def journey(self) -> Journey:
        dice = self._dice
        triggers = [self._trigger() for _ in range(dice.one((1, 1, 1, 2)))]
        if self._name != "probe" and dice.flip(0.6):
            triggers[0] = ("manual_trigger", {"filter": None})
        types = [dice.one(STEPS) for _ in range(dice.number(3, 15 if self._name == "probe" else 8))]
        dice.mails = [f"n{n}" for n, name in enumerate(types, len(triggers)) if name in ("send_mail", "send")]
        nodes: list[Node] = []
        config: Any
        for number, drawn in enumerate([*triggers, *types]):
            kind, config = (drawn, self._config(drawn)) if isinstance(drawn, str) else drawn
            if isinstance(config, Instruction | Source):
                key = f"{self._name}.n{number}"
                self._pieces[key] = config
                kind, config = ("raw_trigger" if isinstance(config, Source) else "raw"), {"key": key}
            nodes.append(Node(id=f"n{number}", type=kind, title=f"n{number}", config=config))
        empty = Journey(
            id=self._name, name=self._name, nodes=tuple(nodes), fields=CUSTOM, settings=self._settings()
        )
        edges = self._edges(empty, len(triggers))
        dice.mails = []
        return empty.replace(edges=edges)

    def _edges(self, journey: Journey, triggers: int) -> tuple[Edge, ...]:
        """Forward, or back to a wait that lasts: so every cycle holds, and nobody goes round for ever."""
        dice, known, edges = self._dice, catalog_with(self._pieces), list[Edge]()
        waits = [n for n, node in enumerate(journey.nodes) if node.type == "wait" and self._lasts(node)]
        last = len(journey.nodes) - 1
        for place, node in enumerate(journey.nodes):
            self._aim(journey, node, place, triggers, waits)
            for port in known.ports(node, journey):
                if not dice.flip(0.95 if port.name not in ("skipped", "failed", "past", "missing") else 0.3):
                    continue
                earlier = [wait for wait in waits if wait <= place]
                if earlier and dice.flip(0.2):
                    target = dice.one(earlier)
                elif place < last:
                    first = max(place + 1, triggers)
                    target = dice.number(first, min(first + 2, last))
                else:
                    continue
                edges.append(Edge(source=node.id, port=port.name, target=journey.nodes[target].id))
        return tuple(edges)

    def _aim(self, journey: Journey, node: Node, place: int, triggers: int, waits: list[int]) -> None:
        """Jumps with a limit lead anywhere, others to a wait that lasts, or forward."""
        key = str(node.config.get("key"))
        jump = self._pieces.get(key)
        if node.type != "raw" or not isinstance(jump, Jump):
            return
        last = len(journey.nodes) - 1
        onward = list(range(place + 1, last + 1)) or [place]
        some = list(range(triggers, last + 1)) if jump.at_most is not None else (waits or onward)
        target = self._dice.one(some)
        most = 3 if target == place and jump.at_most is None else jump.at_most
        self._pieces[key] = replace(jump, to=journey.nodes[target].id, at_most=most)

    def _lasts(self, node: Node) -> bool:
        wait: Any = node.config
        after = wait["until"]["after"]
        days = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30}.get(after["unit"], 0)
        return not self._dice.long or after["amount"] * days >= 5

    def _settings(self) -> Settings:
        dice = self._dice
        quiet = Window(
            weekdays=tuple(range(7)), start=dice.one(("22:00", "12:00")), end=dice.one(("06:00", "13:00"))
        )
        window = Window(
            weekdays=tuple(sorted(dice.sample(range(7), 4))), start="05:00", end=dice.one(("20:00", "17:00"))
        )
        return Settings(
            reentry=dice.one(("never", "after_exit", "after_exit", "always")),
            reentry_lock=dice.maybe(0.3, dice.duration()),
            goal=dice.maybe(0.3, dice.rule(1)),
            exit=dice.maybe(0.3, dice.rule(1)),
            time_zone=dice.zone if dice.flip(0.7) else dice.one(ZONES[1:4]),
            entry_from=dice.maybe(0.1, f"{dice.date()}T09:00") or "",
            entry_until=dice.maybe(0.1, f"{dice.date()}T12:30") or "",
            quiet=dice.maybe(0.25, quiet),
            quiet_action=dice.one(("delay", "delay", "skip")),
            send_window=dice.maybe(0.2, window),
            cap=dice.maybe(0.25, cap_of(dice)),
            sales_lock=dice.flip(0.8),
            on_failure=dice.one(("end", "go_on")),
            holdout=dice.one((0, 0, 0, 30)),
            holdout_days=dice.number(1, 40),
        )

    def _trigger(self) -> tuple[str, Any]:
        dice, kind = self._dice, self._dice.one(TRIGGERS)
        rule = dice.rule(1, inside=False)
        only = dice.maybe(0.3, dice.rule(1, inside=False))
        at = dice.one(("00:00", "02:30", "09:00"))
        match kind:
            case "segment_trigger":
                return kind, {"rule": plain(rule), "enroll_present": dice.flip(0.5)}
            case "leaves":
                return kind, OnSegment(rule, dice.flip(0.3), only, leaves=dice.flip(0.8))
            case "change":
                return kind, OnChange(dice.one(("city", "score", "birthday", "vip")), only)
            case "date":
                return kind, OnDate(self._day(at, field=True), only)
            case "schedule":
                every = dice.one(("week", "month", "month"))
                day, weekdays = dice.one((1, 29, 31)), tuple(sorted(dice.sample(range(7), 1)))
                return kind, OnSchedule(Recurrence(every=every, weekdays=weekdays, day=day, at=at), rule)
            case "event_trigger":
                event, key = dice.filter(), "order" if dice.flip(0.3) else ""
                dice.wanted += [event.type] * 8
                return kind, {"filter": plain(only) if only else None, "event": plain(event), "key": key}
            case _:
                return "manual", OnManual(only)

    def _day(self, at: str, *, field: bool) -> UntilDate:
        dice = self._dice
        fixed = "" if field or dice.flip(0.7) else dice.date()
        name = "" if fixed else dice.one(("birthday", "last_call"))
        return UntilDate(date=fixed, field=name, days=dice.number(-3, 3), at=at, yearly=dice.flip(0.4))

    def _config(self, kind: str) -> Any:
        dice = self._dice
        match kind:
            case "branch":
                cases = range(dice.number(1, 3))
                return {"cases": [{"id": f"c{n}", "rule": plain(dice.rule())} for n in cases]}
            case "split":
                return {"arms": [{"id": f"a{n}", "weight": dice.number(0, 9)} for n in range(3)]}
            case "wait":
                return {"until": plain(dice.until())}
            case "wait_for_event":
                return {
                    "event": plain(dice.filter()),
                    "since": dice.one(("arrival", "entry", "look_back")),
                    "look_back": plain(dice.duration()),
                    "timeout": dice.maybe(0.8, plain(dice.until())),
                }
            case "send_mail":
                return {"subject": "Hallo {{ contact.first_name }}", "body": "Guten Tag"}
            case "change_tags":
                return {"add": dice.some(TAGS), "remove": dice.some(TAGS)}
            case "change_score":
                return {"amount": dice.number(-10, 15)}
            case "goal" | "exit":
                return {}
            case _:
                return self._instruction(kind)

    def _instruction(self, kind: str) -> Instruction:
        dice = self._dice
        match kind:
            case "send":
                return Send(dice.one(_CONTENTS), dice.one(("newsletter", "newsletter", "transactional")))
            case "effects":
                return Apply(tuple(self._effect() for _ in range(dice.number(1, 3))))
            case "wait_until":
                return Hold(self._day(dice.one(("00:00", "02:30", "18:00")), field=False))
            case "wait_for_condition":
                return Await(dice.rule(1), timeout=dice.maybe(0.8, dice.until()))
            case "voucher":
                return GiveVoucher("pool", dice.one(("genre", "city")))
            case "jump":
                return Jump("", dice.maybe(0.7, dice.number(1, 3)))
            case _:
                later = self._names[self._names.index(self._name) + 1 :]
                others = [name for name in self._names if name != self._name]
                if kind == "enroll" and later:
                    return Enroll(dice.one(later))
                return Leave(dice.one(others)) if others else Apply((self._effect(),))

    def _effect(self) -> Effect:
        dice, sign = self._dice, self._dice.flip(0.5)
        expires = dice.maybe(0.7, dice.duration())
        return dice.one(
            (
                SetAttribute("city", dice.one(("Berlin", None))),
                SetAttribute("time_zone", dice.one(("America/New_York", "Pacific/Auckland"))),
                SetAttribute("birthday", dice.date()),
                SetAttribute("vip", sign),
                AddToAttribute("points", dice.number(-2, 3)),
                CopyAttribute("genre", "city"),
                CopyAttribute("city", "genre"),
                CopyAttribute("points", "score"),
                ComputeAttribute("points", "score", dice.one("+-*/"), dice.one((2, 0, "points"))),
                ComputeAttribute("score", "score", "+", dice.number(-5, 9)),
                SetDay("birthday", dice.number(-3, 20)),
                SetDay("last_call", dice.number(-3, 20)),
                ChangeTag(dice.one(TAGS), sign),
                ChangeList(dice.one(LISTS), sign),
                ChangeList(dice.one(LISTS), sign),
                EarnPoints(dice.number(1, 9), expires),
                EarnPoints(dice.number(1, 9), expires),
                SpendPoints(dice.number(1, 12)),
                SpendPoints(dice.number(1, 12)),
                SetConsent("newsletter", dice.one(("granted", "withdrawn", "denied"))),
                CreateTask("Anrufen", lock=dice.maybe(0.7, dice.duration())),
                CreateTask("Anrufen", lock=dice.maybe(0.7, Duration(amount=dice.number(1, 9), unit="days"))),
            )
        )
