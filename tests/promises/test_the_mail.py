"""What the promised answer looks like when it goes out, and when it does not go out at all."""

import re

import pytest
from django.core import mail as outbox
from django.utils import timezone

from chat import actions
from chat.models import Entry, Visitor
from feedback.actions.promise_kept import keep_promise
from feedback.actions.promises import promise
from feedback.actions.way_back import find_link
from feedback.mail import sending
from feedback.mail.kinds import answer
from feedback.models import FollowUp, OutgoingMail, Purpose, ReopenLink
from helpdesk.tenancy import tenant_scope

from .conftest import EMAIL, HOUR, agrees


@pytest.fixture
def kept(committed_cast, new_id, settings):
    """The mail of a promise that was kept, due now."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast = committed_cast
    with tenant_scope(cast.acme):
        posted = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Is the blue one back?"
        )
        chat, mine = posted.entry.conversation_id, {"member": cast.omar}
        mine["conversation_id"] = chat
        agrees(cast.visitor, Purpose.FOLLOW_UP)
        what, due_at = "whether the blue one is back", timezone.now() + HOUR
        promise(client_id=new_id(), what=what, due_at=due_at, keeper_id=cast.omar.pk, **mine)
        said = actions.post_operator_message(client_id=new_id(), body="It is, since noon.", **mine)
        row = FollowUp.objects.get()
        keep_promise(client_id=new_id(), follow_up_id=row.pk, answer=said.entry.client_id, **mine)
        OutgoingMail.objects.update(due_at=timezone.now())
        yield OutgoingMail.objects.get()


def test_it_carries_the_answer_what_was_promised_and_the_way_back(kept, committed_cast):
    sending.send(kept.tenant_id, kept.pk)
    kept.refresh_from_db()
    assert (kept.state, kept.problem) == ("sent", "")
    (message,) = outbox.outbox
    assert message.to == [EMAIL]
    assert "It is, since noon." in message.body and "whether the blue one is back" in message.body
    (token,) = set(re.findall(r"/m/\w+/back/([^/\s]+)/", message.body))
    link = find_link(token)
    assert (link.digest, link.visitor_id) == (kept.digest, committed_cast.visitor.pk)


def test_who_read_it_in_the_chat_gets_no_mail(kept, committed_cast):
    visitor = Visitor.objects.get(pk=committed_cast.visitor.pk)
    actions.mark_read_by_visitor(visitor=visitor, seq=1_000)
    sending.send(kept.tenant_id, kept.pk)
    kept.refresh_from_db()
    assert (kept.state, kept.problem) == ("cancelled", "read")
    assert not ReopenLink.objects.exists()


def test_who_read_only_what_came_before_gets_it(kept, committed_cast):
    visitor = Visitor.objects.get(pk=committed_cast.visitor.pk)
    said = Entry.objects.get(seq=kept.data["seq"])
    actions.mark_read_by_visitor(visitor=visitor, seq=said.public_seq - 1)
    assert answer.content(kept, visitor)["operator"] == "Omar"
