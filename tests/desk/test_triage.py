"""Tags, priorities, departments, and calling a colleague by name."""

import pytest

from chat.actions import Refused, mentions, tags, triage
from chat.frames import BadFrame
from chat.models import Conversation, Mention, Priority, Tag
from chat.reading import summary
from helpdesk.tenancy import tenant_scope
from tenants.models import Department

from .conftest import log_of


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


# --- tags ---------------------------------------------------------------------------------------


def test_typing_a_new_tag_makes_it(in_acme, somebody_asks, does):
    chat = somebody_asks()
    does(tags.add_tag, in_acme.omar, chat, name="refund")
    assert (summary(chat.pk)["tags"], tags.all_tags()) == (["refund"], ["refund"])
    assert log_of(chat)[-1].data == {"what": "tagged", "value": "refund"}


def test_a_tag_twice_is_a_tag_once(in_acme, somebody_asks, does):
    chat = somebody_asks()
    does(tags.add_tag, in_acme.omar, chat, name="refund")
    again = does(tags.add_tag, in_acme.tess, chat, name="refund")
    assert (again.is_new, again.seq) == (False, log_of(chat)[-1].seq)
    assert summary(chat.pk)["tags"] == ["refund"]


def test_a_removed_tag_stays_for_other_chats(in_acme, somebody_asks, does):
    one, other = somebody_asks(), somebody_asks()
    for chat in (one, other):
        does(tags.add_tag, in_acme.omar, chat, name="refund")
    does(tags.remove_tag, in_acme.omar, one, name="refund")
    assert (summary(one.pk)["tags"], summary(other.pk)["tags"]) == ([], ["refund"])


@pytest.mark.parametrize(
    ("typed", "kept"), [(" VIP  Customer ", "vip customer"), ("Größe", "grösse"), ("⭐", "⭐")]
)
def test_tags_are_kept_in_one_form(typed, kept):
    assert tags.tag_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "x" * 41, "a\x00b", "\u202eabc", "\u200b", "."])
def test_what_is_no_tag(typed):
    with pytest.raises(BadFrame):
        tags.tag_name(typed)


def test_a_chat_has_so_many_tags_and_no_more(in_acme, somebody_asks, does, monkeypatch):
    monkeypatch.setattr(tags, "MOST_ON_A_CHAT", 1)
    chat = somebody_asks()
    does(tags.add_tag, in_acme.omar, chat, name="one")
    assert refusal(does, tags.add_tag, in_acme.omar, chat, name="two") == "too_many"


def test_tags_of_another_company_are_its_own(in_acme, cast, somebody_asks, does):
    chat = somebody_asks()
    does(tags.add_tag, in_acme.omar, chat, name="refund")
    with tenant_scope(cast.globex):
        assert tags.all_tags() == []
        assert refusal(does, tags.add_tag, cast.eve, chat, name="x") == "not_found"
        assert not Tag.objects.exists()


# --- priority and department --------------------------------------------------------------------


def test_the_priority_moves_it_in_the_queue(in_acme, somebody_asks, does):
    first, second = somebody_asks(), somebody_asks()
    does(triage.set_priority, in_acme.omar, second, priority=Priority.URGENT)
    order = Conversation.objects.waiting().order_by("priority", "queued_at")
    assert [row.pk for row in order] == [second.pk, first.pk]
    assert log_of(second)[-1].data == {"what": "priority", "value": "urgent"}


def test_a_department_is_set_and_taken_away(in_acme, somebody_asks, does, billing):
    chat = somebody_asks()
    does(triage.set_department, in_acme.omar, chat, department_id=billing.pk)
    assert summary(chat.pk)["department"] == {"id": billing.pk, "name": "Billing"}
    does(triage.set_department, in_acme.omar, chat, department_id=None)
    assert summary(chat.pk)["department"] is None


def test_a_department_of_another_company_does_not_exist(in_acme, cast, somebody_asks, does):
    chat = somebody_asks()
    with tenant_scope(cast.globex):
        theirs = Department.objects.create(tenant=cast.globex, name="Theirs")
    moved = {"department_id": theirs.pk}
    assert refusal(does, triage.set_department, in_acme.omar, chat, **moved) == "not_found"


# --- what the visitor wishes --------------------------------------------------------------------


def test_a_wish_is_for_the_next_chat(in_acme, somebody_asks, billing):
    triage.wish_department(visitor=in_acme.visitor, department_id=billing.pk)
    assert somebody_asks(visitor=in_acme.visitor).department == billing


def test_a_wish_moves_the_chat_that_waits_and_no_other(in_acme, somebody_asks, billing, does):
    chat = somebody_asks()
    triage.wish_department(visitor=chat.visitor, department_id=billing.pk)
    chat.refresh_from_db()
    assert chat.department == billing
    from chat import actions

    does(actions.take, in_acme.omar, chat)
    wish = {"visitor": chat.visitor, "department_id": None}
    assert refusal(triage.wish_department, **wish) == "not_open"


def test_a_department_that_is_not_public_cannot_be_wished_for(in_acme, billing):
    Department.objects.update(is_public=False)
    wish = {"visitor": in_acme.visitor, "department_id": billing.pk}
    assert refusal(triage.wish_department, **wish) == "not_found"


# --- calling a colleague ------------------------------------------------------------------------


def test_whoever_a_note_names_is_called(in_acme, somebody_asks, does):
    chat = somebody_asks()
    does(mentions.add_note, in_acme.omar, chat, body="@Sam, may I refund this? cc @tess")
    called = {row.member for row in Mention.objects.all()}
    assert called == {in_acme.sam, in_acme.tess}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("ask @Sam Okafor please", ["Sam Okafor"]),
        ("ask @Sam please", ["Sam"]),
        ("mail to sam@Samsung.example", []),
        ("@Samuel", []),
        ("@Omar is me", []),
        ("nobody", []),
    ],
)
def test_the_longer_name_counts_and_half_a_name_does_not(in_acme, body, names):
    in_acme.ada.display_name = "Sam Okafor"
    in_acme.ada.save()
    found = mentions.mentioned(body, besides=in_acme.omar)
    assert [member.display_name for member in found] == names


def test_looking_at_the_chat_answers_the_call(in_acme, somebody_asks, does):
    chat = somebody_asks()
    does(mentions.add_note, in_acme.omar, chat, body="@Sam look")
    mentions.mark_mentions_seen(member=in_acme.tess, conversation_id=chat.pk)
    assert Mention.objects.filter(seen_at=None).count() == 1
    mentions.mark_mentions_seen(member=in_acme.sam, conversation_id=chat.pk)
    assert not Mention.objects.filter(seen_at=None).exists()


def test_a_retried_note_calls_once(in_acme, somebody_asks, does, new_id):
    chat, same = somebody_asks(), new_id()
    for _ in range(2):
        does(mentions.add_note, in_acme.omar, chat, id=same, body="@Sam look")
    assert Mention.objects.count() == 1


def test_who_has_left_is_not_called(in_acme, somebody_asks, does):
    from django.utils import timezone

    in_acme.sam.ended_at = timezone.now()
    in_acme.sam.save()
    does(mentions.add_note, in_acme.omar, somebody_asks(), body="@Sam look")
    assert not Mention.objects.exists()
