"""Two chats of one visitor become one; the words stay where they were said."""

from datetime import timedelta

import pytest
from django.db.models import F

from chat import actions
from chat.actions import Refused, merging
from chat.events import _pushes, visitor_group
from chat.log import Appended
from chat.models import Conversation, Status, Visitor
from chat.reading import summary
from helpdesk.tenancy import tenant_scope

from .conftest import log_of


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def two_chats(in_acme, answered_by, somebody_asks, does):
    """An old one, opened again by Omar, and the one the visitor has before them."""
    old = answered_by(in_acme.omar, visitor=in_acme.visitor)
    does(actions.close, in_acme.omar, old)
    Conversation.objects.update(closed_at=F("closed_at") - timedelta(days=8))
    visitor = Visitor.objects.get(pk=in_acme.visitor.pk)
    new = somebody_asks("Me again", visitor=visitor)
    does(actions.reopen, in_acme.omar, old)
    return old, new


def test_the_old_one_is_closed_into_the_present_one(in_acme, two_chats, does):
    old, new = two_chats
    before = [entry.body for entry in log_of(old, "message")]
    merged = does(merging.merge, in_acme.omar, old, other_id=new.pk)
    assert merged.entry.conversation_id == new.pk
    old.refresh_from_db()
    assert old.status == Status.CLOSED
    assert [entry.body for entry in log_of(old, "message")] == before
    assert log_of(old, "changed")[-1].data == {"what": "merged_into", "value": new.pk}
    assert log_of(new, "changed")[-1].data == {"what": "merged", "value": old.pk}
    assert log_of(new, "note")[-1].body.endswith(f"/t/acme/inbox/{old.pk}/")


def test_it_does_not_matter_from_which_one_it_is_asked(in_acme, two_chats, does):
    old, new = two_chats
    assert does(merging.merge, in_acme.omar, new, other_id=old.pk).entry.conversation_id == new.pk


def test_asking_again_merges_once(in_acme, two_chats, does, new_id):
    (old, new), same = two_chats, new_id()
    for _ in range(2):
        does(merging.merge, in_acme.omar, old, id=same, other_id=new.pk)
    assert len(log_of(new, "note")) == 1


def test_the_visitor_hears_nothing_of_the_chat_they_have_left(in_acme, two_chats):
    old, new = two_chats
    tenant = in_acme.acme.pk
    entry = log_of(old)[-1]
    told = Appended(_as_new(entry), entry.seq, entry.public_seq, entry.at, True, True)
    group = visitor_group(tenant, in_acme.visitor.pk)
    assert summary(new.pk)["is_current"]
    assert not summary(old.pk)["is_current"]
    assert group not in [push.group for push in _pushes(tenant, summary(old.pk), [told], False)]
    assert group in [push.group for push in _pushes(tenant, summary(new.pk), [told], False)]


def _as_new(row):
    from chat.log import NewEntry

    return NewEntry(
        row.conversation_id, row.client_id, row.kind, row.author, body=row.body, data=row.data
    )


def test_chats_of_two_visitors_stay_two(in_acme, two_chats, somebody_asks, does):
    old, _ = two_chats
    other = somebody_asks()
    assert refusal(does, merging.merge, in_acme.omar, old, other_id=other.pk) == "other_visitor"


def test_a_colleagues_chat_is_not_closed_under_their_hands(in_acme, two_chats, does):
    old, new = two_chats
    assert refusal(does, merging.merge, in_acme.tess, old, other_id=new.pk) == "not_yours"
    does(merging.merge, in_acme.sam, old, other_id=new.pk)


def test_with_itself_or_with_what_is_not_there(in_acme, cast, two_chats, does):
    old, new = two_chats
    assert refusal(does, merging.merge, in_acme.omar, old, other_id=old.pk) == "bad_frame"
    assert refusal(does, merging.merge, in_acme.omar, old, other_id=2**40) == "not_found"
    with tenant_scope(cast.globex):
        assert refusal(does, merging.merge, cast.eve, old, other_id=new.pk) == "not_found"
