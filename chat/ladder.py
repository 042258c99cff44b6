"""What happens when somebody is silent: the steps, when each is due, and which one is next.

A conversation is in one of three situations, told by its columns. Each has a ladder: a list of
steps, each so many seconds after the situation began. `due_at` names the next one. Pure; the
steps are taken by `chat.actions.steps`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .log import CHECK_S, NUDGE_S
from .models import Conversation, Status


class Situation(StrEnum):
    UNASSIGNED = "unassigned"
    OPERATOR_SILENT = "operator_silent"
    CUSTOMER_SILENT = "customer_silent"


@dataclass(frozen=True)
class Step:
    """`name` is also the key of the company's own threshold; `after_s` the usual one."""

    name: str
    after_s: int
    what: str


LADDERS: dict[Situation, tuple[Step, ...]] = {
    Situation.UNASSIGNED: (
        Step("tell_everybody", 30, "Everybody who can answer is told"),
        Step("tell_supervisors", 60, "Supervisors are told, and any department may help"),
        Step("offer_follow_up", 120, "The visitor is offered an answer later"),
    ),
    Situation.OPERATOR_SILENT: (
        Step("nudge", NUDGE_S, "The operator is nudged"),
        Step("hold", 120, "The visitor reads that you are still with them"),
        Step("escalate", 240, "Supervisors are told, and colleagues may take it"),
        Step("reassign", 360, "The chat goes to somebody else"),
    ),
    Situation.CUSTOMER_SILENT: (
        Step("check", CHECK_S, "The visitor is kindly asked whether they are still there"),
        Step("goodbye", 900, "The chat closes with a kind word; the next word opens it again"),
    ),
}
STEPS = {step.name: step for ladder in LADDERS.values() for step in ladder}


def situation_of(conversation: Conversation) -> Situation | None:
    """None when it is closed: then nothing is due."""
    if conversation.status == Status.CLOSED:
        return None
    if conversation.status == Status.WAITING:
        return Situation.UNASSIGNED
    if conversation.waiting_since is not None:
        return Situation.OPERATOR_SILENT
    return Situation.CUSTOMER_SILENT


def seconds(step: Step, thresholds: Mapping[str, int]) -> int:
    """The company's own threshold (`Tenant.ladder`), or the usual one."""
    return int(thresholds.get(step.name, step.after_s))


def next_step(conversation: Conversation) -> Step | None:
    situation = situation_of(conversation)
    ladder = LADDERS[situation] if situation else ()
    return ladder[conversation.step] if conversation.step < len(ladder) else None


def due(conversation: Conversation, thresholds: Mapping[str, int]) -> datetime | None:
    """When the next step of the present situation is due."""
    step = next_step(conversation)
    if step is None:
        return None
    return conversation.situation_at + timedelta(seconds=seconds(step, thresholds))


def begin(conversation: Conversation, thresholds: Mapping[str, int], now: datetime) -> None:
    """A new situation begins now. Sets columns; saving them is the caller's part."""
    conversation.situation_at = now
    conversation.step = 0
    conversation.due_at = due(conversation, thresholds)


COLUMNS = ("situation_at", "step", "due_at")
