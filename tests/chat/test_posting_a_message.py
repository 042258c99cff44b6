import pytest

from chat import actions
from chat.models import Conversation, Entry, Status
from chat.presence import come_online
from tenants.models import Membership


def log(conversation_id):
    return list(
        Entry.objects.filter(conversation_id=conversation_id)
        .order_by("seq")
        .values_list("seq", "public_seq", "kind", "author", "body")
    )


def ask(cast, new_id, body="Where is my parcel?"):
    return actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body=body)


def test_the_first_message_is_acknowledged_at_once(in_acme, new_id):
    asked = ask(in_acme, new_id)
    first, second = log(asked.entry.conversation_id)
    assert first == (1, 1, "message", "visitor", "Where is my parcel?")
    assert second == (2, 2, "message", "automatic", in_acme.acme.acknowledgement)


def test_the_second_message_goes_into_the_same_conversation(in_acme, new_id):
    first, second = ask(in_acme, new_id), ask(in_acme, new_id, "Hello?")
    assert second.entry.conversation_id == first.entry.conversation_id
    assert (second.seq, second.public_seq) == (3, 3)


def test_a_retry_does_not_post_twice(in_acme, new_id):
    again = new_id()
    results = [
        actions.post_visitor_message(visitor=in_acme.visitor, client_id=again, body="Hi")
        for _ in range(3)
    ]
    assert {(r.seq, r.at) for r in results} == {(1, results[0].at)}
    assert [r.is_new for r in results] == [True, False, False]
    assert len(log(results[0].entry.conversation_id)) == 2


def test_an_answer_takes_a_waiting_conversation(in_acme, new_id):
    conversation_id = ask(in_acme, new_id).entry.conversation_id
    actions.post_operator_message(
        member=in_acme.omar, conversation_id=conversation_id, client_id=new_id(), body="Hello!"
    )
    assert [row[2] for row in log(conversation_id)] == ["message", "message", "assigned", "message"]
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.operator_id) == (Status.OPEN, in_acme.omar.pk)
    assert conversation.waiting_since is None


def test_the_wait_is_counted_from_the_first_unanswered_word(in_acme, new_id):
    first = ask(in_acme, new_id)
    ask(in_acme, new_id, "Hello?")
    assert Conversation.objects.get().waiting_since == first.at


def test_a_note_is_nothing_the_visitor_could_count(in_acme, new_id):
    conversation_id = ask(in_acme, new_id).entry.conversation_id
    note = actions.add_note(
        member=in_acme.omar, conversation_id=conversation_id, client_id=new_id(), body="VIP"
    )
    after = ask(in_acme, new_id, "Anybody?")
    assert (note.seq, note.public_seq) == (3, None)
    assert (after.seq, after.public_seq) == (4, 3)


def test_a_colleague_may_not_answer_in_my_conversation(in_acme, new_id):
    conversation_id = ask(in_acme, new_id).entry.conversation_id
    actions.take(member=in_acme.omar, conversation_id=conversation_id, client_id=new_id())
    with pytest.raises(actions.Refused, match="not_yours"):
        actions.post_operator_message(
            member=in_acme.tess, conversation_id=conversation_id, client_id=new_id(), body="Me!"
        )


def test_a_closed_conversation_opens_again_at_the_next_word(in_acme, new_id):
    conversation_id = ask(in_acme, new_id).entry.conversation_id
    actions.take(member=in_acme.omar, conversation_id=conversation_id, client_id=new_id())
    actions.close(member=in_acme.omar, conversation_id=conversation_id, client_id=new_id())
    come_online(member=in_acme.omar)
    ask(in_acme, new_id, "One more thing")
    assert [row[2] for row in log(conversation_id)][-3:] == ["closed", "reopened", "message"]
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.operator) == (Status.OPEN, in_acme.omar)


@pytest.mark.parametrize("columns", [{"presence": "away"}, {"online_until": None}])
def test_it_waits_in_the_queue_when_who_had_it_would_not_answer(in_acme, new_id, columns):
    conversation_id = ask(in_acme, new_id).entry.conversation_id
    actions.take(member=in_acme.omar, conversation_id=conversation_id, client_id=new_id())
    actions.close(member=in_acme.omar, conversation_id=conversation_id, client_id=new_id())
    come_online(member=in_acme.omar)
    Membership.objects.filter(pk=in_acme.omar.pk).update(**columns)
    ask(in_acme, new_id, "One more thing")
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.operator) == (Status.WAITING, None)


def test_a_retry_after_closing_does_not_open_it_again(in_acme, new_id):
    again = new_id()
    for _ in range(2):
        posted = actions.post_visitor_message(visitor=in_acme.visitor, client_id=again, body="Hi")
        conversation_id = posted.entry.conversation_id
        if Conversation.objects.get().status != Status.CLOSED:
            actions.close(member=in_acme.omar, conversation_id=conversation_id, client_id=new_id())
    assert Conversation.objects.get().status == Status.CLOSED


def test_a_week_after_closing_a_new_conversation_begins(in_acme, new_id):
    first = ask(in_acme, new_id).entry.conversation_id
    actions.close(member=in_acme.omar, conversation_id=first, client_id=new_id())
    Conversation.objects.update(closed_at="2020-01-01T00:00Z")
    second = ask(in_acme, new_id, "Me again")
    assert second.entry.conversation_id != first
    assert second.seq == 1


@pytest.mark.parametrize("action", ["take", "close", "reopen"])
def test_acting_on_a_conversation_that_is_not_there(in_acme, new_id, action):
    with pytest.raises(actions.Refused, match="not_found"):
        getattr(actions, action)(member=in_acme.omar, conversation_id=999, client_id=new_id())


def test_an_id_that_names_somebody_elses_entry_is_refused(in_acme, new_id):
    asked = ask(in_acme, new_id)
    with pytest.raises(actions.Refused, match="id_reused"):
        actions.add_note(
            member=in_acme.omar,
            conversation_id=asked.entry.conversation_id,
            client_id=asked.entry.client_id,
            body="x",
        )
