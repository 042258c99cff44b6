"""The demo company: complete, believable, and loaded once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.test import Client, override_settings
from django.utils import timezone

from chat.articles.finding import for_chat
from chat.attachments import storing
from chat.bot.figures import figures
from chat.bot.models import BotAnswer
from chat.bot.tending import answer_first
from chat.canned_fields import unknown_fields
from chat.identity import shown
from chat.models import (
    Article,
    Attachment,
    Author,
    Block,
    Conversation,
    Delivery,
    Endpoint,
    Entry,
    Kind,
    Priority,
    Status,
    Visitor,
)
from feedback.actions.marketing import marketing_proofs
from feedback.models import Ask, FollowUp, LiveConsent, OutgoingMail, Rating
from feedback.surveys.results import result_of
from feedback.surveys.selection import Selection
from helpdesk import demo
from helpdesk.demo.coaching import LATELY
from helpdesk.demo.ratings import SCORES
from helpdesk.tenancy import tenant_scope
from tenants.actions import memberships_of
from tenants.models import Membership, Tenant, User

pytestmark = pytest.mark.django_db
PAST = sum(map(len, SCORES.values())) + len(LATELY)  # short chats of the last weeks


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Once for all tests here: each does what it does within, and takes it back."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick, transaction.atomic():
        demo.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def acme(loaded: None, db: None) -> Tenant:
    return Tenant.objects.get(slug=demo.SLUG)


def test_every_sign_in_works(acme: Tenant) -> None:
    for email, password, _ in demo.SIGN_INS:
        browser = Client()
        browser.post("/accounts/login/", {"login": email, "password": password})
        assert browser.get("/companies/").status_code in (200, 302)
        assert "_auth_user_id" in browser.session, email


def test_its_programs_were_told_and_are_told_nothing_from_here(acme: Tenant) -> None:
    with tenant_scope(acme):
        assert not Endpoint.objects.filter(paused_at=None).exists()
        assert Endpoint.objects.count() == 2
        told = Delivery.objects.filter(state="sent")
        assert told.count() > 10 and told.filter(attempts=2).count() == 1


def test_it_has_people_of_every_role_with_faces(acme: Tenant) -> None:
    with tenant_scope(acme):
        members = list(acme.memberships.all())
    assert {m.role for m in members} == {"owner", "admin", "supervisor", "operator", "trainee"}
    assert len({m.photo_hash for m in members}) == len(members)


def test_some_customers_agreed_to_be_written_to(acme: Tenant) -> None:
    with tenant_scope(acme):
        held = set(LiveConsent.objects.values_list("purpose", flat=True))
        assert held == {"follow_up", "marketing", "confirmation"}
        assert len(marketing_proofs()) == 1
        kinds = OutgoingMail.objects.filter(state="queued").values_list("kind", flat=True)
        assert "confirmation" in kinds


def test_its_site_has_said_who_two_customers_are(acme: Tenant) -> None:
    with tenant_scope(acme):
        told = [shown(row) for row in Visitor.objects.exclude(identity={}).order_by("pk")]
    assert sorted(each["verified"] for each in told) == [False, True]


def test_ada_works_for_both_companies(acme: Tenant) -> None:
    ada = User.objects.get(email="ada@acme.example")
    assert [m.tenant.name for m in memberships_of(ada)] == ["Acme", "Globex"]


def test_its_chats_wait_are_open_or_closed(acme: Tenant) -> None:
    with tenant_scope(acme):
        conversations = Conversation.objects
        assert conversations.filter(status=Status.WAITING).count() == 3
        assert conversations.filter(status=Status.OPEN).count() == 6
        assert conversations.filter(status=Status.CLOSED).count() == 10 + PAST
        kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {Kind.NOTE, Kind.REOPENED, Kind.CLOSED, Kind.ASSIGNED} <= kinds


def test_one_customer_is_upset_and_supervisors_were_told(acme: Tenant) -> None:
    with tenant_scope(acme):
        (chat,) = Conversation.objects.exclude(upset_since=None).select_related("operator")
    assert (chat.operator.display_name, chat.priority) == ("Omar", Priority.HIGH)
    assert chat.overseers_told_at is not None
    assert {"complaint", "repeats", "leaving"} <= {s["signal"] for s in chat.mood_signals}


def test_its_logs_are_without_gaps_and_in_the_order_of_time(acme: Tenant) -> None:
    with tenant_scope(acme):
        for conversation in Conversation.objects.all():
            entries = list(conversation.entries.order_by("seq"))
            assert [e.seq for e in entries] == list(range(1, conversation.last_seq + 1))
            assert [e.at for e in entries] == sorted(e.at for e in entries)
            assert entries[0].at == conversation.created_at
            assert entries[-1].at == conversation.changed_at


def test_who_waits_has_waited_since_the_first_unanswered_word(acme: Tenant) -> None:
    with tenant_scope(acme):
        for conversation in Conversation.objects.exclude(waiting_since=None):
            first = conversation.entries.get(at=conversation.waiting_since, author=Author.VISITOR)
            later = conversation.entries.filter(seq__gt=first.seq, author=Author.OPERATOR)
            assert not later.filter(kind=Kind.MESSAGE).exists()


def test_its_ratings_have_figures_though_not_of_everybody(acme: Tenant) -> None:
    with tenant_scope(acme):
        today = timezone.now().date()
        days = {"first": today - timedelta(days=80), "last": today}
        found = result_of(Selection(acme, **days))
        assert [name for name, tally in found.operators if tally.is_enough] == ["Omar", "Sam"]
        assert len(found.weeks) >= 8
        assert Rating.objects.filter(wants_contact=True).count() == 1
        asked = Ask.objects.filter(ended_at=None)
        assert not asked.exclude(asked_at=F("conversation__closed_at")).exists()


def test_its_articles_are_found_and_one_is_out_of_date(acme: Tenant) -> None:
    with tenant_scope(acme):
        chat = Conversation.objects.get(preview__startswith="Hello! Can the shade")
        found = for_chat(acme, chat.pk)["articles"]
        articles = list(Article.objects.all())
    assert found[0]["title"] == "Can the shade of the Floor Willow be washed?"
    assert found[0]["is_out_of_date"]
    assert 5 <= len(articles) <= 10
    assert [a.is_public for a in articles].count(False) == 1


def test_a_photo_came_and_a_quick_reply_was_tapped(acme: Tenant) -> None:
    with tenant_scope(acme):
        photo = Attachment.objects.get()
        entries = list(photo.conversation.entries.order_by("seq"))
        assert storing.read(photo).startswith(b"\xff\xd8")
    (offer,) = [e for e in entries if e.data.get("options")]
    (tap,) = [e for e in entries if e.data.get("option")]
    assert tap.body in offer.data["options"]
    assert entries[0].data["attachments"][0]["name"] == photo.name == "broken-fireflies.jpg"
    assert entries[-1].data["signal"] == "thanks"


def test_its_canned_replies_have_only_fields_there_are(acme: Tenant) -> None:
    with tenant_scope(acme):
        bodies = [reply.body for reply in acme.canned_replies.all()]
    assert any("{operator_name}" in body for body in bodies)
    assert [unknown_fields(body) for body in bodies] == [[]] * len(bodies)


def test_it_is_refused_outside_development(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEVELOPMENT = False
    loads: list[None] = []
    monkeypatch.setattr(demo, "load", lambda: loads.append(None))
    with pytest.raises(CommandError, match="development"):
        call_command("load_demo")
    assert not loads


def test_loading_again_keeps_what_people_did(acme: Tenant, settings: Any) -> None:
    with tenant_scope(acme):
        Membership.objects.filter(display_name="Tess").update(display_name="Tessa")
        acme.canned_replies.all().delete()
    Tenant.objects.filter(pk=acme.pk).update(greeting="Moin!")
    settings.PUBLIC_URL = "http://127.0.0.1:9001"
    demo.load()
    acme.refresh_from_db()
    assert acme.greeting == "Moin!"
    assert "http://localhost:9001" in acme.allowed_origins
    with tenant_scope(acme):
        assert Membership.objects.filter(display_name="Tessa").exists()
        assert Conversation.objects.count() == 19 + PAST
        assert not acme.canned_replies.exists()


def test_every_page_of_the_settings_has_something_to_show(acme: Tenant) -> None:
    with tenant_scope(acme):
        places = {each.name: each for each in acme.departments.all()}
        sizes = {name: place.members.count() for name, place in places.items()}
        work = {(m.capacity, m.presence) for m in acme.memberships.all()}
        assert (sizes, len(work)) == ({"Orders": 3, "Workshop": 2, "Billing": 2}, 5)
        assert places["Workshop"].opening_hours.exists()
        assert acme.holidays.filter(date__gte=timezone.now().date()).count() == 3
        assert acme.contact_ways.count() == 3
        assert Block.objects.get(lifted_at=None).by.display_name == "Sam"
        assert set(acme.tags.values_list("name", flat=True)) >= {"delivery", "returns"}


def test_its_rules_sort_its_chats(acme: Tenant) -> None:
    with tenant_scope(acme):
        loud = Attachment.objects.get().conversation
        sorted_out = Conversation.objects.exclude(department=None)
        assert loud.priority == Priority.HIGH
        assert {chat.department.name for chat in sorted_out} == {"Orders", "Billing"}
        assert acme.routing_rules.count() == 7


def test_something_is_promised_to_customers(acme: Tenant) -> None:
    with tenant_scope(acme):
        due = FollowUp.objects.filter(state=FollowUp.State.OPEN, due_at__gt=timezone.now())
        assert due.filter(member__display_name="Omar").count() == 2
        assert due.filter(member=None).count() == 1


def test_its_assistant_has_answered_some_and_leaves_what_waits_to_people(acme: Tenant) -> None:
    with tenant_scope(acme):
        assert sorted(BotAnswer.objects.values_list("helped", flat=True)) == [False, True, True]
        assert figures().handed == 1
        waiting = Conversation.objects.waiting().count()
        assert answer_first(acme) == 0
        assert Conversation.objects.waiting().count() == waiting
