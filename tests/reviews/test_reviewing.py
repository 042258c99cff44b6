"""Claiming, scoring, answering, appealing: who may do what, once, and what it adds up to."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from chat import actions
from feedback.actions import review_answers, review_claims, reviewing
from feedback.actions.reviewing import Pointed, Written
from feedback.models import Appeal, ChatScore, CriterionMark, MessageMark, Review, ReviewTask
from feedback.reviews.refusal import NotDone
from helpdesk.tenancy import tenant_scope

from .conftest import values


def task_of(cast, **fields):
    """A chat in the queue, with no more than the rows it needs."""
    from uuid import uuid4

    visitor, _ = actions.new_visitor(tenant=cast.acme)
    posted = actions.post_visitor_message(visitor=visitor, client_id=uuid4(), body="Hello?")
    fields = {"operator": cast.omar, "participants": [cast.omar.pk]} | fields
    return ReviewTask.objects.create(
        tenant=cast.acme,
        conversation_id=posted.entry.conversation_id,
        closing=1,
        reasons=["sample"],
        due_at=timezone.now(),
        **fields,
    )


# --- Claims ---------------------------------------------------------------------------------------


def test_two_who_claim_at_once_get_two_different_chats(committed_cast):
    """With connections of their own; four reviewers, three chats."""
    cast, got, start = committed_cast, [], threading.Barrier(4)
    with tenant_scope(cast.acme):
        for _ in range(3):
            task_of(cast)

    def claim(member):
        start.wait()
        try:
            with tenant_scope(cast.acme):
                got.append(review_claims.claim_next(member=member))
        finally:
            connection.close()

    crew = [threading.Thread(target=claim, args=[who]) for who in (cast.ada, cast.sam) * 2]
    for each in crew:
        each.start()
    for each in crew:
        each.join(30)
    taken = [task.pk for task in got if task]
    assert len(got) == 4 and len(taken) == len(set(taken)) == 3


def test_nobody_gets_a_chat_of_their_own_whoever_asks(in_acme):
    own = task_of(in_acme, operator=in_acme.sam, participants=[in_acme.sam.pk])
    helped = task_of(in_acme, participants=[in_acme.omar.pk, in_acme.sam.pk])
    assert review_claims.claim_next(member=in_acme.sam) is None
    for task in (own, helped):
        with pytest.raises(NotDone, match="took part"):
            review_claims.claim(member=in_acme.sam, task_id=task.pk)
    for sabotage in (
        lambda: ReviewTask.objects.filter(pk=helped.pk).update(claimed_by=in_acme.sam),
        lambda: ReviewTask.objects.filter(pk=own.pk).update(claimed_by=in_acme.sam),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            sabotage()
    review_claims.claim(member=in_acme.ada, task_id=helped.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(reviewer=in_acme.sam)


def test_a_claim_is_exclusive_until_it_is_stale_or_given_back(in_acme, look):
    task = task_of(in_acme)
    review_claims.claim(member=in_acme.sam, task_id=task.pk)
    reviewing.save_draft(member=in_acme.sam, task_id=task.pk, written=Written(comment="Mine"))
    with pytest.raises(NotDone, match="Somebody else"):
        review_claims.claim(member=in_acme.ada, task_id=task.pk)
    assert review_claims.claim(member=in_acme.sam, task_id=task.pk) == task
    review_claims.release(member=in_acme.sam, task_id=task.pk)
    review_claims.claim(member=in_acme.sam, task_id=task.pk)
    assert Review.objects.get().comment == "Mine"
    ReviewTask.objects.update(claim_ends_at=timezone.now())
    look()
    assert ReviewTask.objects.get().claimed_by is None
    review_claims.claim_next(member=in_acme.ada)
    draft = Review.objects.get()
    assert (draft.reviewer, draft.comment) == (in_acme.ada, "")
    with pytest.raises(NotDone):
        reviewing.save_draft(member=in_acme.sam, task_id=task.pk, written=Written())


def test_who_leaves_frees_their_claims_and_their_reviews_stay(in_acme, reviewed, look):
    done, task = reviewed(), task_of(in_acme)
    review_claims.claim(member=in_acme.sam, task_id=task.pk)
    type(in_acme.sam).objects.filter(pk=in_acme.sam.pk).update(ended_at=timezone.now())
    assert task in review_claims.free_for(in_acme.ada)  # before any worker has looked
    look()
    assert ReviewTask.objects.get(pk=task.pk).claimed_by is None
    assert Review.objects.filter(pk=done.pk, reviewer=in_acme.sam).exists()


# --- Scoring --------------------------------------------------------------------------------------


def test_what_is_saved_is_there_again_and_what_is_not_of_this_chat_is_left_out(in_acme, rated):
    task_id = rated.task.pk
    review_claims.claim(member=in_acme.sam, task_id=task_id)
    draft = Review.objects.get()
    first = draft.version.criteria.first()
    pointed = [Pointed(1, first.pk, "praise", "Kind"), Pointed(2), Pointed(900), Pointed(1, 9**9)]
    written = Written({first.pk: 1, 9**9: 2}, {first.pk: "Nearly"}, pointed, "So far")
    for _ in range(2):
        reviewing.save_draft(member=in_acme.sam, task_id=task_id, written=written)
    draft.refresh_from_db()
    assert (draft.comment, draft.is_done) == ("So far", False)
    assert [(m.value, m.comment) for m in CriterionMark.objects.all()] == [(1, "Nearly")]
    marks = MessageMark.objects.order_by("seq").values_list("seq", "criterion", "kind")
    assert list(marks) == [(1, first.pk, "praise"), (2, None, "improve")]


@pytest.mark.parametrize(
    ("but", "score", "passed"),
    [
        ({}, 100, True),
        ({"p1": 1}, 98, True),
        ({"p4": 0}, 86, False),  # critical
        ({"p3": 0, "p2": 0, "p5": 1}, 71, False),  # below what passes
        ({"p5": None, "p3": 0}, 84, True),
    ],
)
def test_weights_make_the_score_and_a_critical_criterion_fails_it(reviewed, but, score, passed):
    review = reviewed(**but)
    assert (review.score, review.passed) == (score, passed)
    assert review.task.is_done or ReviewTask.objects.get().is_done


def test_nothing_is_finished_by_halves_and_nothing_twice(in_acme, rated, reviewed):
    review_claims.claim(member=in_acme.sam, task_id=rated.task.pk)
    whole = values(Review.objects.get())
    half = dict(list(whole.items())[2:])
    with pytest.raises(NotDone, match="2 criteria are not scored") as missing:
        reviewing.finish(member=in_acme.sam, task_id=rated.task.pk, written=Written(half))
    assert len(missing.value.fields) == 2
    with pytest.raises(NotDone, match="Nothing applies"):
        reviewing.finish(
            member=in_acme.sam,
            task_id=rated.task.pk,
            written=Written(dict.fromkeys(whole)),
        )
    assert not Review.objects.get().is_done
    reviewed()
    for act in (reviewing.finish, reviewing.save_draft):
        with pytest.raises(NotDone, match="meanwhile"):
            act(member=in_acme.sam, task_id=rated.task.pk, written=Written(whole))


# --- The operator's word --------------------------------------------------------------------------


def test_the_operator_replies_and_acknowledges_and_nobody_else_does(in_acme, reviewed):
    review = reviewed()
    with pytest.raises(NotDone):
        review_answers.acknowledge(member=in_acme.tess, review_id=review.pk)
    review_answers.reply(member=in_acme.omar, review_id=review.pk, text="Thanks, I see.")
    with pytest.raises(NotDone):
        review_answers.reply(member=in_acme.omar, review_id=review.pk, text="And again")
    closed = review_answers.acknowledge(member=in_acme.omar, review_id=review.pk)
    assert closed.closed_at and closed.reply == "Thanks, I see."
    with pytest.raises(NotDone):
        review_answers.appeal(member=in_acme.omar, review_id=review.pk, text="But")


def test_a_second_reviewer_decides_and_the_first_marks_stay_beside(in_acme, reviewed):
    review = reviewed(p4=0)
    review_answers.appeal(member=in_acme.omar, review_id=review.pk, text="It was true.")
    told = {"review_id": review.pk, "answer": "The article says so."}
    now = values(review)
    for who in (in_acme.sam, in_acme.omar):
        with pytest.raises(NotDone, match="Somebody else than"):
            review_answers.decide(member=who, values=now, **told)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(decided_by=who, decided_at=timezone.now(), outcome="stands")
    decided = review_answers.decide(member=in_acme.ada, values=now, **told)
    review.refresh_from_db()
    assert (decided.outcome, review.score, review.first_score) == ("changed", 100, 86)
    assert review.passed and review.closed_at
    mark = CriterionMark.objects.get(was_changed=True)
    assert (mark.first_value, mark.value) == (0, 2)
    with pytest.raises(NotDone):
        review_answers.decide(member=in_acme.ada, values=now, **told)


def test_a_review_stands_where_nothing_differs_and_a_month_is_enough_to_appeal(in_acme, reviewed):
    review = reviewed(p4=0)
    Review.objects.update(done_at=timezone.now() - timedelta(days=31))
    with pytest.raises(NotDone, match="a month"):
        review_answers.appeal(member=in_acme.omar, review_id=review.pk, text="Late")
    Review.objects.update(done_at=timezone.now())
    review_answers.appeal(member=in_acme.omar, review_id=review.pk, text="Still")
    decided = review_answers.decide(
        member=in_acme.ada, review_id=review.pk, answer="I see it so, too.", values={}
    )
    assert (decided.outcome, Review.objects.get().first_score) == ("stands", None)


def test_news_go_to_whom_they_concern(in_acme, rated, monkeypatch):
    heard = []
    monkeypatch.setattr("feedback.reviews.alerts.announce", heard.extend)
    review_claims.claim(member=in_acme.sam, task_id=rated.task.pk)
    written = Written(values(Review.objects.get()))
    review = reviewing.finish(member=in_acme.sam, task_id=rated.task.pk, written=written)
    review_answers.appeal(member=in_acme.omar, review_id=review.pk, text="No")
    review_answers.decide(member=in_acme.ada, review_id=review.pk, answer="Yes", values={})
    to = [(int(push.group.rpartition("m")[2]), push.frame["step"]) for push in heard]
    omar, sam, ada = in_acme.omar.pk, in_acme.sam.pk, in_acme.ada.pk
    steps = [(omar, "review_done"), (ada, "review_appealed")]
    assert to == [*steps, (omar, "review_decided"), (sam, "review_decided")]
    assert ChatScore.objects.count() == 1
