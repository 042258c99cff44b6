"""Finished chats, what is counted in them, and reviews of them."""

from types import SimpleNamespace

import pytest

from feedback.actions import review_claims, reviewing
from feedback.actions.reviewing import Written
from feedback.models import ChatScore, Criterion, Review, ReviewTask
from feedback.reviews.tending import care, score_some
from tests.surveys.conftest import Chat


@pytest.fixture
def new_chat(in_acme, new_id):
    """`new_chat(operator=…)`: another chat of Omar's, of a visitor of its own."""
    return lambda **wanted: Chat(in_acme, new_id, **wanted)


@pytest.fixture
def look(in_acme):
    """What a worker does each time it looks at Acme."""
    return lambda: care(in_acme.acme)


@pytest.fixture
def rated(new_chat, in_acme):
    """A chat that is over, rated 1 by a customer who lets the company see it, and looked at."""
    chat = new_chat()
    ask = chat.closes()
    chat.rates(ask, 1, is_open=True)
    score_some(in_acme.acme)
    return SimpleNamespace(
        chat=chat, ask=ask, task=ReviewTask.objects.get(), row=ChatScore.objects.get()
    )


def values(review_or_version, value=2, **but):
    """{criterion: value} for all of them; `but` by position, as p1=0."""
    version = getattr(review_or_version, "version", review_or_version)
    given = {int(name[1:]): worth for name, worth in but.items()}
    return {
        each.pk: given.get(each.position, value)
        for each in Criterion.objects.filter(version=version)
    }


@pytest.fixture
def reviewed(in_acme, rated):
    """`reviewed(p4=0)`: Sam's review of it, done; all criteria met but those said."""

    def review(by=None, **but) -> Review:
        by = by or in_acme.sam
        review_claims.claim(member=by, task_id=rated.task.pk)
        draft = Review.objects.get(task=rated.task)
        written = Written(values(draft, **but), comment="Read it again, please.")
        return reviewing.finish(member=by, task_id=rated.task.pk, written=written)

    return review
