"""What happens when somebody is silent: the steps, when each is due, and which one is next.

A conversation is in one of three situations, told by its columns. Each has a ladder: a list of
steps, each so many seconds after the situation began. `due_at` names the next one. Pure; the
steps are taken by `chat.actions.steps`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop as _

from .log_sql import CHECK_S, NUDGE_S
from .models import Conversation, Status

NEVER_S = 1_000_000_000  # three decades: longer than any chat
OFF = "off"  # the company's ladder has the names of its steps that are switched off under this key


class Situation(StrEnum):
    UNASSIGNED = "unassigned"
    OPERATOR_SILENT = "operator_silent"
    CUSTOMER_SILENT = "customer_silent"


@dataclass(frozen=True)
class Step:
    """`name` is also the key of the company's own threshold; `after_s` the usual one. `what` is how
    the log tells it to operators."""

    name: str
    after_s: int
    what: str


LADDERS: dict[Situation, tuple[Step, ...]] = {
    Situation.UNASSIGNED: (
        Step("tell_everybody", 30, _("Nobody has taken it yet: everybody who can answer was told")),
        Step("tell_supervisors", 60, _("Supervisors were told, and any department may help")),
        Step("offer_follow_up", 120, _("The visitor was offered an answer later")),
    ),
    Situation.OPERATOR_SILENT: (
        Step("nudge", NUDGE_S, _("The operator was nudged")),
        Step("hold", 120, _("The visitor was told that we are still with them")),
        Step("escalate", 240, _("Supervisors were told, and any colleague may take over")),
        Step("reassign", 360, _("It goes to somebody else")),
    ),
    Situation.CUSTOMER_SILENT: (
        Step("check", CHECK_S, _("The visitor was kindly asked whether they are still there")),
        Step("goodbye", 900, _("Nothing more was said, so it was closed with a kind word")),
    ),
}
STEPS = {step.name: step for ladder in LADDERS.values() for step in ladder}
HELP_FROM = [step.name for step in LADDERS[Situation.OPERATOR_SILENT]].index("escalate") + 1


def situation_of(conversation: Conversation) -> Situation | None:
    """None when it is closed: then nothing is due."""
    if conversation.status == Status.CLOSED:
        return None
    if conversation.status == Status.WAITING:
        return Situation.UNASSIGNED
    if conversation.waiting_since is not None:
        return Situation.OPERATOR_SILENT
    return Situation.CUSTOMER_SILENT


def wants_help(conversation: Conversation) -> bool:
    """Its operator has been silent for so long that any colleague may take it over."""
    silent = situation_of(conversation) == Situation.OPERATOR_SILENT
    return silent and conversation.step >= HELP_FROM


def is_on(step: Step, thresholds: Mapping[str, Any]) -> bool:
    return step.name not in thresholds.get(OFF, ())


def seconds(step: Step, thresholds: Mapping[str, Any]) -> int:
    """The company's own threshold (`Tenant.ladder`), or the usual one."""
    return int(thresholds.get(step.name, step.after_s))


def next_step(conversation: Conversation, thresholds: Mapping[str, Any]) -> Step | None:
    """The first step that was not taken yet and is not switched off."""
    situation = situation_of(conversation)
    ladder = LADDERS[situation] if situation else ()
    return next((step for step in ladder[conversation.step :] if is_on(step, thresholds)), None)


def after(conversation: Conversation, step: Step) -> int:
    """What `Conversation.step` is once this step of its situation is taken."""
    return LADDERS[situation_of(conversation)].index(step) + 1


def due(conversation: Conversation, thresholds: Mapping[str, Any]) -> datetime | None:
    """When the next step of the present situation is due."""
    step = next_step(conversation, thresholds)
    if step is None:
        return None
    return conversation.situation_at + timedelta(seconds=seconds(step, thresholds))


def begin(conversation: Conversation, thresholds: Mapping[str, Any], now: datetime) -> None:
    """A new situation begins now. Sets columns; saving them is the caller's part."""
    conversation.situation_at = now
    conversation.step = 0
    conversation.due_at = due(conversation, thresholds)


COLUMNS = ("situation_at", "step", "due_at")


def own_thresholds(wanted: Mapping[str, int | None]) -> dict[str, Any]:
    """`Tenant.ladder` for a company that wants these seconds; None switches a step off.

    The first step of each ladder has a number in any case, because `chat.log` begins a situation in
    SQL and looks at nothing else: that of the first one that is on.
    """
    kept: dict[str, Any] = {}
    for ladder in LADDERS.values():
        on = {step.name: wanted[step.name] for step in ladder if wanted[step.name] is not None}
        kept |= {step.name: on[step.name] for step in ladder if step.name in on}
        kept[ladder[0].name] = next(iter(on.values()), NEVER_S)
    off = [name for name, after_s in wanted.items() if after_s is None]
    return kept | ({OFF: off} if off else {})
