"""Whom a promise calls: consoles that are open by a frame, the others by push (chat.alerts)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from chat import calling
from chat.alerts import EVERYBODY, OPERATOR, OVERSEERS, push_all_later
from chat.events import Push, announce, inbox_group, member_group
from chat.models import Conversation
from feedback.models import FollowUp

from .shown import is_promised, keeper_of
from .stages import Stage

GIVEN = "promise_given"

TITLES = {
    Stage.SOON: _("A promise is due soon"),
    Stage.DUE: _("A promise is due now"),
    Stage.LATE: _("A promise to a customer is late"),
    GIVEN: _("A promise is yours to keep now"),
}


def register() -> None:
    for step, title in TITLES.items():
        whom = OVERSEERS if step == Stage.LATE else EVERYBODY
        calling.others[str(step)] = calling.Call(title, _is_open, whom)


def _is_open(conversation: Conversation) -> bool:
    """Nobody is woken for what was kept meanwhile."""
    return is_promised(conversation.pk)


class Called(NamedTuple):
    """Somebody is called about a promise: consoles of this group, and the browsers of `whom`;
    `member_id`: this one alone."""

    row: FollowUp
    step: str
    group: str
    whom: str
    member_id: int | None


def keeper_called(row: FollowUp, step: str) -> Called:
    """Whoever keeps it; everybody, where that is the team."""
    keeper = keeper_of(row)
    if keeper is None:
        return Called(row, step, inbox_group(row.tenant_id), EVERYBODY, None)
    member = keeper["member"]
    return Called(row, step, member_group(row.tenant_id, member), OPERATOR, member)


def overseers_called(row: FollowUp) -> Called:
    return Called(row, Stage.LATE, inbox_group(row.tenant_id), OVERSEERS, None)


def call(tenant_id: int, all_: Sequence[Called]) -> None:
    """Call inside the company's scope; it is heard after commit."""
    announce([Push(each.group, _frame(each)) for each in all_])
    called = [(each.row.conversation_id, str(each.step), each.member_id) for each in all_]
    push_all_later(tenant_id, called)


def _frame(each: Called) -> dict[str, Any]:
    about: dict[str, Any] = {"follow_up": each.row.pk, "what": each.row.what}
    conversation = each.row.conversation_id
    step, whom = str(each.step), each.whom
    return {"type": "alert", "step": step, "conversation": conversation, "whom": whom} | about
