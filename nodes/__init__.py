"""The step types of the program: one class in one module each, one line each here."""

from __future__ import annotations

from app.core.node import AnyNodeType, NodeCatalog
from nodes.actions.call_address import CallAddress
from nodes.actions.change_list import ChangeListStep
from nodes.actions.change_score import ChangeScore
from nodes.actions.change_stage import ChangeStage
from nodes.actions.change_tags import ChangeTags
from nodes.actions.compute_attribute import ComputeAttributeStep
from nodes.actions.copy_attribute import CopyAttributeStep
from nodes.actions.create_task import CreateTaskStep
from nodes.actions.earn_points import EarnPointsStep
from nodes.actions.give_voucher import GiveVoucherStep
from nodes.actions.leave_journey import LeaveJourney
from nodes.actions.notify_team import NotifyTeam
from nodes.actions.send_mail import SendMail
from nodes.actions.service_message import ServiceMessage
from nodes.actions.set_attribute import SetAttributeStep
from nodes.actions.set_consent import SetConsentStep
from nodes.actions.set_day import SetDayStep
from nodes.actions.spend_points import SpendPointsStep
from nodes.actions.start_journey import StartJourney
from nodes.conditions.branch import BranchStep
from nodes.conditions.consent import ConsentStep
from nodes.conditions.engagement import EngagementStep
from nodes.conditions.holdout import Holdout
from nodes.conditions.split import SplitStep
from nodes.flow.exit import ExitStep
from nodes.flow.goal import GoalStep
from nodes.flow.jump import JumpStep
from nodes.timing.wait import Wait
from nodes.timing.wait_for_condition import WaitForCondition
from nodes.timing.wait_for_event import WaitForEvent
from nodes.timing.wait_for_window import WaitForWindow
from nodes.timing.wait_until import WaitUntil
from nodes.triggers.attribute_trigger import AttributeTrigger
from nodes.triggers.call_trigger import CallTrigger
from nodes.triggers.date_trigger import DateTrigger
from nodes.triggers.event_trigger import EventTrigger
from nodes.triggers.manual_trigger import ManualTrigger
from nodes.triggers.schedule_trigger import ScheduleTrigger
from nodes.triggers.segment_trigger import SegmentTrigger

ALL: tuple[AnyNodeType, ...] = (
    EventTrigger(),
    SegmentTrigger(),
    AttributeTrigger(),
    DateTrigger(),
    ScheduleTrigger(),
    CallTrigger(),
    ManualTrigger(),
    BranchStep(),
    EngagementStep(),
    ConsentStep(),
    SplitStep(),
    Holdout(),
    Wait(),
    WaitUntil(),
    WaitForWindow(),
    WaitForEvent(),
    WaitForCondition(),
    SendMail(),
    ServiceMessage(),
    SetAttributeStep(),
    CopyAttributeStep(),
    ComputeAttributeStep(),
    SetDayStep(),
    ChangeTags(),
    ChangeListStep(),
    ChangeScore(),
    ChangeStage(),
    EarnPointsStep(),
    SpendPointsStep(),
    GiveVoucherStep(),
    SetConsentStep(),
    CreateTaskStep(),
    NotifyTeam(),
    CallAddress(),
    StartJourney(),
    LeaveJourney(),
    GoalStep(),
    ExitStep(),
    JumpStep(),
)
"""Every step type, in palette order."""


def catalog() -> NodeCatalog:
    """The catalog of all step types."""
    return NodeCatalog(ALL)
