"""A visit: with a reason, half an hour, told to the company, and nothing can be written."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.utils import timezone

from chat import actions
from chat.models import Conversation
from helpdesk.platform import visiting
from helpdesk.tenancy import tenant_scope
from tenants.models import AuditEntry, PlatformVisit
from tests.conftest import sign_in

from .conftest import browser_of, make_pat

REASON = {"reason": "Acme asked us why mails do not arrive"}


@pytest.fixture
def world(committed_cast, new_id):
    """Real commits: a transaction that only reads would read only for the rest of the test."""
    cast = committed_cast
    with tenant_scope(cast.acme), transaction.atomic():
        said = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="A golden kazoo"
        )
    cast.chat = said.entry.conversation_id
    cast.pat = browser_of(make_pat())
    cast.inside = f"/platform/companies/{cast.acme.pk}/inside/"
    return cast


def trail(cast):
    with tenant_scope(cast.acme):
        return list(AuditEntry.objects.order_by("pk").values_list("action", "target"))


def enter(cast):
    return cast.pat.post(f"/platform/companies/{cast.acme.pk}/enter/", REASON)


def test_a_visit_from_beginning_to_end(world, monkeypatch):
    pages = ["", "chats/", f"chats/{world.chat}/", "audit/"]
    for page in pages:  # not before somebody has said why
        assert world.pat.get(world.inside + page).url.endswith("/enter/")
    refused = world.pat.post(f"/platform/companies/{world.acme.pk}/enter/", {"reason": "x"})
    assert refused.status_code == 200
    assert trail(world) == []

    assert enter(world).url == world.inside
    told = [world.pat.get(world.inside + page) for page in pages]
    assert [answer.status_code for answer in told] == [200] * 4
    assert "A golden kazoo" in told[2].content.decode()
    assert trail(world) == [
        ("staff.entered", ""),
        ("staff.looked", "overview"),
        ("staff.looked", "chats"),
        ("staff.looked", f"chat {world.chat}"),
        ("staff.looked", "audit"),
    ]
    banner = "Pat of the platform looks into your company"
    for member, page in [(world.ada, "people/"), (world.omar, "inbox/"), (world.tess, "articles/")]:
        shown = sign_in(Client(), member).get(f"/t/acme/{page}").content.decode()
        assert banner in shown, page
        assert REASON["reason"] in shown
    assert banner not in sign_in(Client(), world.eve).get("/t/globex/people/").content.decode()

    def writes(request, tenant, visit):
        Conversation.objects.update(preview="changed")

    with pytest.raises(InternalError, match="read-only transaction"):
        visiting.looking("anything")(writes)(request_of(world), tenant_id=world.acme.pk)

    world.pat.post(world.inside + "leave/")
    assert world.pat.get(world.inside).url.endswith("/enter/")
    assert banner not in sign_in(Client(), world.ada).get("/t/acme/people/").content.decode()
    assert trail(world)[-1] == ("staff.left", "")


def request_of(world):
    """Of Pat, to call a page by hand."""
    from django.test import RequestFactory

    from tenants.models import User

    request = RequestFactory().get("/")
    request.user = User.objects.get(email="pat@platform.example")
    return request


def test_it_is_for_one_company_and_ends_by_itself(world):
    enter(world)
    other = f"/platform/companies/{world.globex.pk}/inside/"
    assert world.pat.get(other).url.endswith("/enter/")
    with tenant_scope(world.acme):
        began = timezone.now() - timedelta(minutes=31)
        PlatformVisit.objects.update(began_at=began, ends_at=began + timedelta(minutes=30))
    assert world.pat.get(world.inside).url.endswith("/enter/")
    assert world.pat.get(world.inside + f"chats/{world.chat}/").url.endswith("/enter/")


def test_the_database_takes_no_longer_visit_and_none_without_a_reason(cast):
    person, now = make_pat(), timezone.now()
    usual = {"tenant": cast.acme, "person": person, "name": "Pat", "reason": "A reason"}
    for odd in ({"ends_at": now + timedelta(minutes=31)}, {"ends_at": now, "reason": ""}):
        with tenant_scope(cast.acme), pytest.raises(IntegrityError), transaction.atomic():
            PlatformVisit.objects.create(**usual | {"began_at": now} | odd)
