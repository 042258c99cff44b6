"""Read receipts: not entries of the log, but kept, and told to the other side."""

from django.db import transaction
from django.db.models.functions import Greatest

from chat.events import Push, announce, conversation_group, member_group, visitor_group
from chat.models import Author, Conversation, Entry, Kind, ReadMark, Visitor
from tenants.models import Membership

from .refusal import Refused


@transaction.atomic
def mark_read_by_visitor(*, visitor: Visitor, seq: int) -> None:
    """`seq` in the visitor's numbering; beyond the head counts as the head."""
    row = Conversation.objects.filter(pk=visitor.current_id).first()
    if row is None:
        return
    seq = min(seq, row.last_public_seq)
    if seq <= row.visitor_read_seq:
        return
    _raise(row, visitor_read_seq=seq)
    frame = {"type": "read", "by": "visitor", "seq": seq}
    announce(
        [
            Push(conversation_group(row.tenant_id, row.pk), frame | {"conversation": row.pk}),
            Push(visitor_group(row.tenant_id, visitor.pk), frame),
        ]
    )


@transaction.atomic
def mark_read_by_operator(*, member: Membership, conversation_id: int, seq: int) -> None:
    """`seq` in the operators' numbering. The visitor is told only of the one who answers them.

    Raises Refused("not_found").
    """
    row = Conversation.objects.filter(pk=conversation_id).first()
    if row is None:
        raise Refused("not_found")
    seen = _visitor_messages_up_to(row, seq)
    mark, _ = ReadMark.objects.get_or_create(
        tenant_id=row.tenant_id, conversation=row, member=member
    )
    if seen > mark.visitor_messages:
        ReadMark.objects.filter(pk=mark.pk).update(visitor_messages=seen)
        frame = {"type": "seen", "conversation": row.pk, "visitor_messages": seen}
        announce([Push(member_group(row.tenant_id, member.pk), frame)])
    if row.operator_id == member.pk:
        _tell_visitor(row, seq)


def _tell_visitor(row: Conversation, seq: int) -> None:
    public = _public_seq_up_to(row, seq)
    if public <= row.operator_read_seq:
        return
    _raise(row, operator_read_seq=public)
    frame = {"type": "read", "by": "operator", "seq": public}
    announce(
        [
            Push(visitor_group(row.tenant_id, row.visitor_id), frame),
            Push(conversation_group(row.tenant_id, row.pk), frame | {"conversation": row.pk}),
        ]
    )


def _raise(row: Conversation, **seq: int) -> None:
    raised = {name: Greatest(name, value) for name, value in seq.items()}
    Conversation.objects.filter(pk=row.pk).update(**raised)


def _visitor_messages_up_to(row: Conversation, seq: int) -> int:
    if seq >= row.last_seq:
        return row.visitor_messages
    return Entry.objects.filter(
        conversation=row, seq__lte=seq, kind=Kind.MESSAGE, author=Author.VISITOR
    ).count()


def _public_seq_up_to(row: Conversation, seq: int) -> int:
    if seq >= row.last_seq:
        return row.last_public_seq
    found = (
        Entry.objects.filter(conversation=row, seq__lte=seq, public_seq__isnull=False)
        .order_by("-seq")
        .values_list("public_seq", flat=True)
        .first()
    )
    return found or 0
