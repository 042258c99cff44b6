"""What a program wants of a conversation, as actions of chat.actions. Each raises Refused."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from rest_framework.request import Request

from chat import actions
from chat.actions import Refused, assigning, mentions, snoozing, tags, transfer, triage
from chat.actions.speaking import as_program
from chat.actions.transfer_targets import Target
from chat.actions.visitors import note_page
from chat.api.errors import Conflict
from chat.blocks import block_of
from chat.enclosed import Enclosed
from chat.log import Appended
from chat.models import Conversation, ConversationTag, Priority, Status, Visitor

from .asked import SNOOZED


def voice(request: Request) -> AbstractContextManager[None]:
    """Whose name the log gives to what is done inside."""
    return as_program(request.token.name) if request.token.is_program else nullcontext()


def hand(request: Request, conversation_id: int) -> dict[str, Any]:
    """What every action of colleagues is told first."""
    return {
        "member": request.membership,
        "conversation_id": conversation_id,
        "client_id": uuid4(),
    }


def begin(request: Request, asked: dict[str, Any]) -> tuple[int, bool]:
    """(conversation, whether it is a new one)"""
    visitor = Visitor.objects.select_related("tenant").filter(pk=asked["visitor_id"]).first()
    if visitor is None:
        raise Refused("not_found", field="visitor_id")
    if "page" in asked:
        note_page(visitor=visitor, page=dict(asked["page"]))
    first = asked["message"]
    conversation_id = say(visitor, first.get("echo_id"), first["content"]).entry.conversation_id
    with voice(request):
        if "department_id" in asked:
            wanted = asked["department_id"]
            triage.set_department(**hand(request, conversation_id), department_id=wanted)
        if "priority" in asked:
            set_priority(request, conversation_id, asked["priority"])
    return conversation_id, conversation_id != visitor.current_id


def say(visitor: Visitor, echo_id: UUID | None, body: str) -> Appended:
    """What a visitor says through another channel."""
    if block_of(visitor.pk) is not None:
        raise Refused("blocked")
    return actions.post_visitor_message(visitor=visitor, client_id=echo_id or uuid4(), body=body)


def post(request: Request, conversation: Conversation, asked: dict[str, Any]) -> Appended:
    """`conversation` comes with its visitor and tenant."""
    body, echo_id = asked["content"], asked.get("echo_id") or uuid4()
    if asked["message_type"] == "incoming":
        if conversation.visitor.current_id != conversation.pk:
            told = "The visitor goes on in another conversation by now."
            raise Conflict(told, "not_current")
        return say(conversation.visitor, echo_id, body)
    of = {"conversation_id": conversation.pk, "client_id": echo_id, "body": body}
    with voice(request):
        if asked["private"]:
            return mentions.add_note(member=request.membership, **of)
        if request.token.is_program:
            return assigning.post_as_program(**of, options=asked["options"])
        enclosed = Enclosed(options=asked["options"])
        return actions.post_operator_message(member=request.membership, **of, enclosed=enclosed)


def set_priority(request: Request, conversation_id: int, priority: str) -> None:
    with voice(request):
        triage.set_priority(**hand(request, conversation_id), priority=Priority[priority.upper()])


def set_status(
    request: Request, conversation: Conversation, status: str, until: datetime | None
) -> None:
    """What is so already is left as it is."""
    of, is_closed = hand(request, conversation.pk), conversation.status == Status.CLOSED
    with voice(request):
        if status == SNOOZED and until is not None:
            snoozing.snooze(**of, until=until)
        elif status == Status.CLOSED:
            if not is_closed:
                actions.close(**of)
        elif status == Status.WAITING:
            (assigning.reopen_into_the_queue if is_closed else assigning.unassign)(**of)
        else:
            _open(request, conversation, of)


def _open(request: Request, conversation: Conversation, of: dict[str, Any]) -> None:
    if conversation.snoozed_until is not None:
        snoozing.wake(**of)
    elif conversation.status != Status.OPEN and request.token.is_program:
        told = "A program takes no chats. Assign it to somebody, or set it to waiting."
        raise Conflict(told, "program")
    elif conversation.status == Status.CLOSED:
        actions.reopen(**of)
    elif conversation.status == Status.WAITING:
        actions.take(**of)


def assign(request: Request, conversation_id: int, asked: dict[str, Any]) -> None:
    with voice(request):
        if "department_id" in asked:
            to = asked["department_id"]
            triage.set_department(**hand(request, conversation_id), department_id=to)
        if "assignee_id" in asked:
            of, to = hand(request, conversation_id), asked["assignee_id"]
            assigning.assign(**of, to_id=to) if to else assigning.unassign(**of)


def hand_over(request: Request, conversation: Conversation, asked: dict[str, Any]) -> None:
    """Warmly, where somebody has it: they keep it until it is accepted. A program asks for whoever
    that is. Where nobody has it, it goes there at once, with the summary as a note."""
    to = Target(
        asked.get("assignee_id"), asked.get("department_id"), asked.get("supervisor", False)
    )
    of = hand(request, conversation.pk)
    with voice(request):
        if conversation.status != Status.WAITING:
            if request.token.is_program and conversation.operator is not None:
                of["member"] = conversation.operator
            transfer.ask(**of, to=to, summary=asked["summary"], why=asked["reason"])
            return
        mentions.add_note(**of, body=asked["summary"])
        if to.department_id:
            of |= {"client_id": uuid5(of["client_id"], "department")}
            triage.set_department(**of, department_id=to.department_id)
        elif to.member_id:
            of |= {"client_id": uuid5(of["client_id"], "assignee")}
            assigning.assign(**of, to_id=to.member_id)
        else:
            set_priority(request, conversation.pk, "urgent")


def set_tags(request: Request, conversation_id: int, wanted: Sequence[str]) -> None:
    """These and no others."""
    names = {tags.tag_name(name) for name in wanted}
    there = set(
        ConversationTag.objects.filter(conversation=conversation_id).values_list(
            "tag__name", flat=True
        )
    )
    with voice(request):
        for name in sorted(there - names):
            tags.remove_tag(**hand(request, conversation_id), name=name)
        for name in sorted(names - there):
            tags.add_tag(**hand(request, conversation_id), name=name)
