"""Whom a promise calls: consoles that are open by a frame, the others by push (chat.alerts)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat import calling
from chat.alerts import EVERYBODY, OPERATOR, OVERSEERS, push_later
from chat.events import Push, announce, inbox_group, member_group
from chat.models import Conversation
from feedback.models import FollowUp

from .shown import keeper_of
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
    return FollowUp.objects.filter(conversation=conversation, state=FollowUp.State.OPEN).exists()


def call_keeper(row: FollowUp, step: str) -> None:
    """Whoever keeps it; everybody, where that is the team."""
    keeper = keeper_of(row)
    if keeper is None:
        _call(row, step, inbox_group(row.tenant_id), EVERYBODY, None)
    else:
        member = keeper["member"]
        _call(row, step, member_group(row.tenant_id, member), OPERATOR, member)


def call_overseers(row: FollowUp) -> None:
    _call(row, Stage.LATE, inbox_group(row.tenant_id), OVERSEERS, None)


def _call(row: FollowUp, step: str, group: str, whom: str, member_id: int | None) -> None:
    told: dict[str, Any] = {"follow_up": row.pk, "what": row.what}
    frame = {"type": "alert", "step": str(step), "conversation": row.conversation_id, "whom": whom}
    announce([Push(group, frame | told)])
    push_later(row.conversation, str(step), member_id)
