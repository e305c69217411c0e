"""The step types of the program: one class in one module each, one line each here."""

from __future__ import annotations

from app.core.node import AnyNodeType, NodeCatalog
from nodes.actions.change_score import ChangeScore
from nodes.actions.change_tags import ChangeTags
from nodes.actions.send_mail import SendMail
from nodes.actions.set_attribute import SetAttributeStep
from nodes.conditions.branch import BranchStep
from nodes.conditions.split import SplitStep
from nodes.flow.exit import ExitStep
from nodes.flow.goal import GoalStep
from nodes.timing.wait import Wait
from nodes.timing.wait_for_event import WaitForEvent
from nodes.triggers.event_trigger import EventTrigger
from nodes.triggers.manual_trigger import ManualTrigger
from nodes.triggers.segment_trigger import SegmentTrigger

ALL: tuple[AnyNodeType, ...] = (
    EventTrigger(),
    SegmentTrigger(),
    ManualTrigger(),
    BranchStep(),
    SplitStep(),
    Wait(),
    WaitForEvent(),
    SendMail(),
    SetAttributeStep(),
    ChangeTags(),
    ChangeScore(),
    GoalStep(),
    ExitStep(),
)
"""Every step type, in palette order."""


def catalog() -> NodeCatalog:
    """The catalog of all step types."""
    return NodeCatalog(ALL)
