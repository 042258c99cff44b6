"""The log under several writers at once, and a batch of several senders."""

import threading
from collections import Counter
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction

from chat import actions, writer
from chat.log import NewEntry, append_entries
from chat.models import Author, Conversation, Entry, Kind
from chat.posts import Post
from chat.writer import write
from helpdesk.tenancy import tenant_scope
from tests.delivery import findings_now

WRITERS, EACH = 8, 20


def at_once(*works):
    """Runs each in a thread of its own, all from the same moment on; raises what one raised."""
    start, raised = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait()
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if raised:
        raise raised[0]


@pytest.fixture
def taken(committed_cast, new_id):
    """The cast, with a conversation that Omar has taken."""
    cast = committed_cast
    with tenant_scope(cast.acme):
        asked = actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="Hi")
        cast.number = asked.entry.conversation_id
        actions.take(member=cast.omar, conversation_id=cast.number, client_id=new_id())
        cast.visitor.refresh_from_db()
    return cast


def bodies(number):
    rows = Entry.objects.filter(conversation_id=number, kind=Kind.MESSAGE).order_by("seq")
    return list(rows.values_list("body", flat=True))


# --- several at once ----------------------------------------------------------------------------


def test_eight_threads_by_every_way_into_one_conversation(taken, new_id):
    """Two each of: append_entries, a visitor's action, an operator's actions, the writer."""

    def appending(name):
        for turn in range(EACH):
            entry = NewEntry(
                taken.number, new_id(), Kind.MESSAGE, Author.AUTOMATIC, body=f"{name} {turn}"
            )
            with tenant_scope(taken.acme), transaction.atomic():
                append_entries([entry])

    def asking(name):
        for turn in range(EACH):
            with tenant_scope(taken.acme):
                actions.post_visitor_message(
                    visitor=taken.visitor, client_id=new_id(), body=f"{name} {turn}"
                )

    def answering(name):
        for turn in range(EACH):
            action = actions.add_note if turn % 2 else actions.post_operator_message
            with tenant_scope(taken.acme):
                action(
                    member=taken.omar,
                    conversation_id=taken.number,
                    client_id=new_id(),
                    body=f"{name} {turn}",
                )

    def writing(name):
        for turn in range(0, EACH, 4):
            posts = [
                Post(taken.acme.pk, taken.number, new_id(), f"{name} {turn + n}", taken.visitor)
                for n in range(4)
            ]
            assert all(outcome.is_new for outcome in write(posts))

    kinds = (appending, asking, answering, writing)
    at_once(*(partial(kind, f"{kind.__name__}{n}") for kind in kinds for n in range(2)))
    assert findings_now(taken.acme, []).is_clean
    with tenant_scope(taken.acme):
        rows = Entry.objects.filter(conversation_id=taken.number).order_by("seq")
        said = [body for body in rows.values_list("body", flat=True) if body[-1:].isdigit()]
        stored, conversation = rows.count(), Conversation.objects.get()
    assert len(said) == WRITERS * EACH
    for name in {body.split()[0] for body in said}:
        assert [body for body in said if body.split()[0] == name] == [
            f"{name} {turn}" for turn in range(EACH)
        ]
    assert conversation.last_seq == stored
    assert conversation.visitor_messages == 1 + 4 * EACH


def test_the_same_id_from_eight_threads_is_one_entry(taken, new_id):
    again, seqs = new_id(), []

    def post():
        with tenant_scope(taken.acme):
            seqs.append(
                actions.post_visitor_message(
                    visitor=taken.visitor, client_id=again, body="Once"
                ).seq
            )

    def hand_over():
        seqs.append(write([Post(taken.acme.pk, taken.number, again, "Once", taken.visitor)])[0].seq)

    at_once(*[post, hand_over] * 4)
    assert len(seqs) == 8 and len(set(seqs)) == 1
    with tenant_scope(taken.acme):
        assert bodies(taken.number).count("Once") == 1


def test_first_words_from_eight_threads_begin_one_conversation(committed_cast, new_id):
    cast = committed_cast

    def post():
        with tenant_scope(cast.acme):
            actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="Hello")

    def hand_over():
        write([Post(cast.acme.pk, None, new_id(), "Hello", cast.visitor)])

    at_once(*[post, hand_over] * 4)
    with tenant_scope(cast.acme):
        number = Conversation.objects.get().pk
        assert Counter(bodies(number)) == {"Hello": 8, cast.acme.acknowledgement: 1}
    assert findings_now(cast.acme, []).is_clean


# --- one batch, many senders --------------------------------------------------------------------


def test_a_bad_entry_hurts_nobody_else(taken, new_id):
    """A text PostgreSQL cannot hold makes the batch fail; foreign and refused ones are with it."""
    elsewhere = conversation_elsewhere(taken, new_id)
    posts = [
        Post(taken.acme.pk, taken.number, new_id(), "first", taken.visitor),
        Post(taken.acme.pk, taken.number, new_id(), "nul \x00", taken.visitor),
        Post(taken.acme.pk, elsewhere, new_id(), "not ours", taken.omar),
        Post(taken.acme.pk, taken.number, new_id(), "a colleague's", taken.tess),
        Post(taken.acme.pk, 10**12, new_id(), "nowhere", taken.omar),
        Post(taken.acme.pk, taken.number, new_id(), "second", taken.omar),
        Post(taken.globex.pk, elsewhere, new_id(), "third", taken.stranger),
    ]
    outcomes = write(posts)
    codes = [getattr(o, "code", None) or getattr(o, "is_new", "failed") for o in outcomes]
    assert codes == [True, "failed", "not_found", "not_yours", "not_found", True, True]
    with tenant_scope(taken.acme):
        assert bodies(taken.number)[-2:] == ["first", "second"]
    with tenant_scope(taken.globex):
        assert bodies(elsewhere)[-1] == "third"


def conversation_elsewhere(cast, new_id):
    with tenant_scope(cast.globex):
        asked = actions.post_visitor_message(
            visitor=cast.stranger, client_id=new_id(), body="Hello"
        )
        cast.stranger.refresh_from_db()
    return asked.entry.conversation_id


def test_an_error_nobody_thought_of_is_that_of_one_batch(taken, new_id, monkeypatch):
    def broken(*args):
        raise RuntimeError

    post = Post(taken.acme.pk, taken.number, new_id(), "Hello", taken.visitor)
    monkeypatch.setattr(writer, "announce_entries", broken)
    (outcome,) = write([post])
    assert outcome.is_new


def test_a_retry_within_a_batch_does_not_move_the_original(taken, new_id):
    first, second = (
        Post(taken.acme.pk, taken.number, new_id(), body, taken.visitor) for body in "ab"
    )
    outcomes = write([first, second, first])
    assert [o.is_new for o in outcomes] == [True, True, False]
    assert outcomes[2].seq == outcomes[0].seq
    with tenant_scope(taken.acme):
        assert bodies(taken.number)[-2:] == ["a", "b"]


def test_the_words_of_one_sender_keep_their_order_when_some_must_go_the_careful_way(
    committed_cast, new_id
):
    """The first has no conversation yet; another tab has told of it by the time of the second."""
    cast = committed_cast
    with tenant_scope(cast.acme):
        asked = actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="0")
    number = asked.entry.conversation_id
    write(
        [
            Post(cast.acme.pk, None, new_id(), "1", cast.visitor),
            Post(cast.acme.pk, number, new_id(), "2", cast.visitor),
            Post(cast.acme.pk, None, new_id(), "3", cast.visitor),
        ]
    )
    with tenant_scope(cast.acme):
        assert [body for body in bodies(number) if body.isdigit()] == ["0", "1", "2", "3"]


def test_words_across_closing_and_opening_again_keep_their_order(taken, new_id):
    said = []
    for turn in range(6):
        posts = [
            Post(taken.acme.pk, taken.number, new_id(), f"{turn}.{n}", taken.visitor)
            for n in range(3)
        ]
        said += [post.body for post in posts]
        assert all(outcome.is_new for outcome in write(posts))
        if turn % 2:
            with tenant_scope(taken.acme):
                actions.close(member=taken.omar, conversation_id=taken.number, client_id=new_id())
    with tenant_scope(taken.acme):
        assert [body for body in bodies(taken.number) if "." in body][-18:] == said
        kinds = list(
            Entry.objects.filter(conversation_id=taken.number).values_list("kind", flat=True)
        )
    assert kinds.count("closed") == 3 and kinds.count("reopened") == 2
    assert findings_now(taken.acme, []).is_clean


def test_when_the_database_is_lost_in_the_middle_nothing_behind_is_tried(
    taken, new_id, monkeypatch
):
    """Else it would overtake what has to be sent again."""
    tried = []

    def lost_once(**fields):
        tried.append(fields["body"])
        raise OperationalError

    monkeypatch.setattr("chat.posts.post_visitor_message", lost_once)
    posts = [Post(taken.acme.pk, None, new_id(), f"{n}", taken.visitor) for n in range(3)]
    outcomes = write(posts)
    assert tried == ["0"]
    assert all(isinstance(outcome, OperationalError) for outcome in outcomes)
