"""Many workers, and people who do things in the same moment: each call once, and none for what is
over."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from chat import actions
from chat.tending import tend
from feedback.actions import promises
from feedback.actions.promise_kept import keep_promise
from feedback.models import FollowUp
from feedback.promises.tending import care
from helpdesk.tenancy import tenant_scope

from .conftest import HOUR


@pytest.fixture
def committed(committed_cast, new_id):
    """(the promise, its conversation), due since a minute ago."""
    cast = committed_cast
    with tenant_scope(cast.acme):
        posted = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Is it back?"
        )
        chat = posted.entry.conversation_id
        said = actions.post_operator_message(
            member=cast.omar, conversation_id=chat, client_id=new_id(), body="Let me look."
        )
        promises.promise(
            member=cast.omar,
            conversation_id=chat,
            client_id=new_id(),
            what="it",
            due_at=timezone.now() + HOUR,
            keeper_id=cast.omar.pk,
        )
        answer = actions.post_operator_message(
            member=cast.omar, conversation_id=chat, client_id=new_id(), body="It is."
        )
        row = FollowUp.objects.get()
        due_now(row)
    return cast, row, chat, answer.entry.client_id, said


def due_now(row):
    past = timezone.now() - 0.01 * HOUR
    FollowUp.objects.filter(pk=row.pk).update(due_at=past, next_at=past)


def at_once(*works):
    """Each in a thread of its own, begun together; raises what one raised."""
    begin, failed = threading.Barrier(len(works)), []

    def run(work):
        try:
            begin.wait()
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_two_workers_call_once(committed, called):
    cast, row, *_ = committed

    def work():
        with tenant_scope(cast.acme):
            care(cast.acme)

    for turn in range(15):
        assert at_once(work, work, work) == []
        assert len(called) == turn + 1
        with tenant_scope(cast.acme):
            due_now(row)


def test_the_relays_own_way_calls_once(committed, called):
    cast, _, *_ = committed
    at_once(lambda: tend(cast.acme.pk), lambda: tend(cast.acme.pk))
    assert len(called) == 1


def test_kept_in_the_same_moment_it_is_called_before_or_not_at_all(committed, called, new_id):
    cast, row, chat, answer, _ = committed

    def keep():
        with tenant_scope(cast.acme):
            keep_promise(
                member=cast.omar,
                conversation_id=chat,
                client_id=new_id(),
                follow_up_id=row.pk,
                answer=answer,
            )

    def work():
        with tenant_scope(cast.acme):
            care(cast.acme)

    for _ in range(15):
        called.clear()
        assert at_once(keep, work, work) == []
        with tenant_scope(cast.acme):
            row.refresh_from_db()
            assert (row.state, row.next_at) == ("kept", None) and len(called) <= 1
            care(cast.acme)
            assert len(called) <= 1
            FollowUp.objects.filter(pk=row.pk).update(state="open", ended_at=None)
            due_now(row)


def test_two_who_keep_it_at_once_keep_it_once(committed, new_id):
    cast, row, chat, answer, _ = committed

    def keep():
        with tenant_scope(cast.acme):
            keep_promise(
                member=cast.omar,
                conversation_id=chat,
                client_id=new_id(),
                follow_up_id=row.pk,
                answer=answer,
            )

    failed = at_once(keep, keep, keep)
    assert [error.code for error in failed] == ["promise_over", "promise_over"]
