"""One journey with every kind of step: nothing is wrong with it, and a contact comes through to the goal."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select

from app.core.compiler import surroundings
from app.core.fields import FieldSpec
from app.core.journey import Edge, Journey, Node
from app.core.node import Surroundings
from app.core.validation import Known, validate
from app.store import tables as t
from app.store.contacts import id_by_email
from app.store.lists import add_list
from app.store.vouchers import add_codes, add_pool
from nodes import ALL, catalog
from tests.support.world import World, berlin, journey, step

TURNOVER, SEEN, CODE = (
    FieldSpec(key="turnover", label="Umsatz", type="number"),
    FieldSpec(key="seen", label="Gesehen", type="date"),
    FieldSpec(key="code", label="Gutschein"),
)
NEXT_DAY = {"after": {"amount": 1, "unit": "days"}}
MAIL = {"subject": "Hallo", "body": "Guten Tag {{ contact.code | default('') }}"}
HOLDS = {"kind": "attribute", "field": "score", "op": "ge", "value": 1}


def triggers() -> list[Node]:
    """One of each kind; only the last lets in whom this test lets in."""
    return [
        step("event", "event_trigger", event={"type": "purchase"}),
        step("segment", "segment_trigger", rule={"kind": "tag", "tag": "vip"}, when="leaves"),
        step("attribute", "attribute_trigger", field="score", when="rises", bound=99),
        step("date", "date_trigger", on={"field": "seen", "days": 400}),
        step("schedule", "schedule_trigger", rule={"kind": "tag", "tag": "vip"}),
        Node(id="call", type="call_trigger", config={"name": "abo"}),
        step("hand", "manual_trigger"),
    ]


def way() -> list[Node]:
    """One of each kind of the rest, in an order in which each has an effect."""
    return [
        step("mail", "send_mail", **MAIL, purpose="transactional"),
        step("score", "change_score", amount=5),
        step("compute", "compute_attribute", field="turnover", left="score", op="*", right=2),
        step("set", "set_attribute", field="city", value="Köln"),
        step("copy", "copy_attribute", source="city", field="company"),
        step("day", "set_day", field="seen", days=1),
        step("tags", "change_tags", add=["neu"]),
        step("list", "change_list", list="club"),
        step("stage", "change_stage", stage="customer"),
        step("earn", "earn_points", amount=10),
        step("spend", "spend_points", amount=4),
        step("voucher", "give_voucher", pool="autumn", field="code"),
        step("consent", "set_consent", purpose="newsletter", status="granted", wording="Ja"),
        step("asks", "consent"),
        step("task", "create_task", title="Anrufen"),
        step("reaction", "engagement", step="mail", within={"amount": 1, "unit": "hours"}),
        step("branch", "branch", cases=[{"id": "yes", "rule": HOLDS}]),
        step("split", "split"),
        step("wait", "wait", until=NEXT_DAY),
        step("until", "wait_until", until={"field": "seen", "days": 1}),
        step("window", "wait_for_window", window={"holidays": "DE-BY"}),
        step("waits", "wait_for_event", event={"type": "purchase"}, timeout=NEXT_DAY),
        step("holds", "wait_for_condition", rule=HOLDS),
        step("note", "notify_team", to="team@example.org", subject="Neu: {{ contact.email }}"),
        step("sms", "service_message", service="sms", text="Hallo", purpose="transactional"),
        step("web", "call_address", url="https://till.example/x"),
        step("start", "start_journey", journey="other"),
        step("leave", "leave_journey", journey="other"),
        step("holdout", "holdout", share=1, days=1),
        step("again", "jump", step="mail", at_most=1),
        step("goal", "goal"),
    ]


def whole() -> Journey:
    """Every trigger leads to the first step, and every way out of a step to the next one."""
    chain, steps, types = way(), triggers(), catalog()
    edges = [Edge(source=each.id, port="next", target=chain[0].id) for each in steps]
    for node, after in pairwise(chain):
        made = journey(node)
        edges += [Edge(source=node.id, port=port.name, target=after.id) for port in types.ports(node, made)]
    return Journey(
        id="probe",
        name="Probe",
        nodes=(*steps, *chain, step("out", "exit")),
        edges=tuple(edges),
        fields=(TURNOVER, SEEN, CODE),
    )


def test_the_journey_has_every_kind_of_step() -> None:
    assert {node.type for node in whole().nodes} == {node_type.id for node_type in ALL}


def test_nothing_is_wrong_with_it_in_a_workspace_that_has_what_it_names() -> None:
    checked = whole()
    around = Surroundings(
        checked,
        surroundings(checked).fields,
        {},
        lists={"club": "Lesekreis"},
        pools={"autumn": "Herbst"},
        journeys={"other": "Andere"},
        services={"sms": "SMS"},
    )
    known = Known(workspace=True, imprint=True, hosts=frozenset({"till.example"}))
    found = [(each.code, each.node) for each in validate(checked, catalog(), around, known)]
    assert found == [("node.unreachable", "out")]


def test_a_contact_comes_through_every_step_twice_and_reaches_the_goal() -> None:
    world = World(TURNOVER, SEEN, CODE)
    with world.database.write() as conn:
        add_list(conn, "club", "Lesekreis")
        add_pool(conn, "autumn", "Herbst")
        add_codes(conn, "autumn", ["A-1", "A-2"])
    world.contact("Anna", phone="+49301234567")
    other = journey(step("in", "manual_trigger"), step("rest", "wait", until=NEXT_DAY))
    world.publish(other.replace(id="other"))
    world.publish(whole())
    with world.database.read() as conn:
        number = id_by_email(conn, "anna@example.org")
    assert number is not None
    assert world.engine.enroll("probe", [number], berlin("2026-03-02 10:00")) == 1
    world.run("2026-06-01 10:00")
    assert world.reason("Anna") == "removed"  # from the other journey, which began later
    passed = [line.split(".")[0] for line in world.path("Anna")]
    assert {name: passed.count(name) for name in ("score", "voucher", "web", "goal")} == {
        "score": 2,
        "voucher": 2,
        "web": 2,
        "goal": 1,
    }
    columns = t.contacts.c
    with world.database.read() as conn:
        values = conn.execute(select(columns.score, columns.company, columns.stage)).one()
        points = conn.execute(select(t.points.c.amount).order_by(t.points.c.id)).scalars().all()
        codes = (
            conn.execute(select(t.vouchers.c.code).where(t.vouchers.c.given_at.is_not(None))).scalars().all()
        )
    assert tuple(values) == (10, "Köln", "customer")
    assert points == [10, -4, 10, -4]
    assert codes == ["A-1", "A-2"]
