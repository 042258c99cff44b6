"""A company with very many promises that are due now, each of a finished chat of its own.

One is made as people make it; the others are copies by PostgreSQL, as its superuser and without
asking triggers, which is for a database that nobody else uses.
"""

import uuid
from datetime import timedelta

from django.utils import timezone

from bench.inbox_data import one_chat
from bench.scale.copying import copy, superuser
from chat.models import Conversation, Visitor
from feedback.actions.promises import promise
from feedback.models import FollowUp
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership

CLOSED = {
    "visitor_id": "v.id",
    "status": "'closed'",
    "closed_at": "now() - interval '1 hour'",
    "waiting_since": "NULL",
    "due_at": "NULL",
    "indexed_seq": "t.last_seq",
    "mood_seq": "t.last_seq",
    "mood_due_at": "NULL",
}
# Every second one is the team's; all have been due for a minute at most.
DUE = {
    "conversation_id": "c.id",
    "visitor_id": "c.visitor_id",
    "member_id": "CASE WHEN c.id % 2 = 0 THEN t.member_id END",
    "due_at": "now() - (c.id % 60) * interval '1 s'",
    "next_at": "now() - (c.id % 60) * interval '1 s'",
}


def store_promises(owner: Membership, number: int) -> None:
    """`number` of them, and the one that they are copies of, which is due in a day."""
    with tenant_scope(owner.tenant):
        pattern = one_chat(owner)
        promise(
            member=owner,
            conversation_id=pattern.pk,
            client_id=uuid.uuid4(),
            what="What the parcel costs",
            due_at=timezone.now() + timedelta(days=1),
            keeper_id=owner.pk,
        )
        of, visitor = FollowUp.objects.get(), pattern.visitor_id
    token = {"token_hash": "md5(g::text) || md5((-g)::text)", "current_id": "NULL"}
    with superuser() as admin:
        copy(admin, Visitor, token, f"generate_series(1, {number}) g", f"t.id = {visitor}")
        where = f"t.id = {pattern.pk} AND v.id <> {visitor}"
        copy(admin, Conversation, CLOSED, "chat_visitor v", where)
        where = f"t.id = {of.pk} AND c.id <> t.conversation_id"
        copy(admin, FollowUp, DUE, "chat_conversation c", where)
        admin.execute("UPDATE chat_agenda SET due_at = now()")
    with superuser() as admin:
        admin.autocommit = True
        admin.execute("VACUUM (ANALYZE)")
