"""Ratings, promises, permission and reviews, each told where it happens."""

from datetime import timedelta

from django.utils import timezone

from chat.webhooks.models import Delivery
from feedback.actions.consents import withdraw
from feedback.actions.promise_kept import keep_promise
from feedback.actions.promises import promise
from feedback.models import FollowUp, Purpose
from feedback.promises.tending import care
from tests.permission.conftest import Mia
from tests.reviews.conftest import new_chat, rated, reviewed  # noqa: F401
from tests.webhooks.conftest import data_of, events


def test_an_anonymous_rating_names_no_chat_and_comes_hours_later(hook, new_chat):  # noqa: F811
    chat = new_chat()
    ask = chat.closes()
    chat.rates(ask, 4)
    row = Delivery.objects.get(event="rating.created")
    told = data_of("rating.created")
    assert told["conversation"] is None and told["rating"]["at"] is None
    assert told["operator"]["name"] == "Omar" and told["rating"]["score"] == 4
    assert row.conversation_id is None and row.subject is None
    assert row.at == row.due_at and row.due_at - timezone.now() > timedelta(minutes=59)
    chat.rates(ask, 2, is_open=True)  # before it was told: it is told once, as it is now
    row = Delivery.objects.get(event="rating.created")
    assert row.due_at <= timezone.now() and row.conversation_id == chat.pk
    assert data_of("rating.created")["rating"]["score"] == 2
    chat.rates(ask, 5)
    assert events().count("rating.created") == 1


def test_a_promise_its_lateness_and_how_it_is_kept(hook, new_chat, in_acme, new_id):  # noqa: F811
    chat = new_chat()
    about = {"member": in_acme.omar, "conversation_id": chat.pk}
    due_at = timezone.now() + timedelta(hours=1)
    words = {"what": "Ask the warehouse", "due_at": due_at, "keeper_id": in_acme.omar.pk}
    promise(**about, client_id=new_id(), **words)
    promised = data_of("follow_up.promised")["follow_up"]
    assert promised["what"] == words["what"] and promised["keeper"]["name"] == "Omar"
    assert promised["state"] == "open" and not promised["overdue"]
    past = timezone.now() - timedelta(days=1)
    FollowUp.objects.update(due_at=past, next_at=past)
    care(in_acme.acme)
    care(in_acme.acme)
    assert data_of("follow_up.overdue")["follow_up"]["overdue"]
    answer = chat.is_answered("It left today").entry.client_id
    keep_promise(**about, client_id=new_id(), follow_up_id=promised["id"], answer=answer)
    assert data_of("follow_up.kept")["follow_up"]["state"] == "kept"
    told = [event for event in events() if event.startswith("follow_up")]
    assert told == ["follow_up.promised", "follow_up.overdue", "follow_up.kept"]


def test_permission_with_the_words_and_without_the_address(hook, in_acme, new_id):
    mia = Mia(in_acme, new_id)
    mia.gives(Purpose.FOLLOW_UP, Purpose.MARKETING)
    told = data_of("consent.given")["consent"]
    assert (told["purpose"], told["visitor"]) == ("follow_up", mia.pk)  # news wait for the mail
    assert "Acme" in told["text"]["wording"] and len(told["text"]["sha256"]) == 64
    withdraw(visitor_id=mia.pk, purposes=[Purpose.FOLLOW_UP], place="widget")
    assert data_of("consent.withdrawn")["consent"]["what"] == "withdrawn"
    assert events().count("consent.given") == events().count("consent.withdrawn") == 1
    bodies = "".join(Delivery.objects.values_list("body", flat=True))
    assert "customer.example" not in bodies


def test_a_finished_review(hook, reviewed):  # noqa: F811
    review = reviewed()
    told = data_of("review.done")["review"]
    assert (told["score"], told["passed"]) == (review.score, review.passed)
    assert (told["operator"]["name"], told["reviewer"]["name"]) == ("Omar", "Sam")
