"""What a plan limits, softly and hard; and that no chat is ever cut off."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from chat import actions
from chat.models import Conversation
from helpdesk.tenancy import tenant_scope
from tenants.actions import NotAllowed, found_company
from tenants.invitations import invite
from tenants.models import Subscription, User
from tenants.plans import may_use, plan_of, usage
from tenants.plans.table import FEATURES, PLANS
from tenants.plans.usage import Used
from tenants.signin.domains import join_by_domain
from tests.conftest import sign_in


def test_nothing_is_limited_where_nobody_sells(cast, ada):
    assert plan_of(cast.acme).seats is None
    assert all(may_use(cast.acme, feature) for feature in FEATURES)
    page = ada.get("/t/acme/settings/plan/").content.decode()
    assert "Without limits" in page
    assert "Choose this plan" not in page


def test_no_invitation_beyond_the_seats(cast, ada, on_plan):
    on_plan("team")  # 10 seats, 4 of them taken
    with tenant_scope(cast.acme):
        for number in range(6):
            invite(by=cast.ada, email=f"new{number}@acme.example", role="operator")
        invite(by=cast.ada, email="new3@acme.example", role="operator")  # it has a seat already
    mail.outbox.clear()
    page = ada.post("/t/acme/people/", {"email": "one@more.example", "role": "operator"})
    assert "Your plan has 10 seats, and all are taken." in page.content.decode()
    assert mail.outbox == []
    with tenant_scope(cast.acme):
        cast.acme.invitations.filter(email="new1@acme.example").update(expires_at=timezone.now())
    ada.post("/t/acme/people/", {"email": "one@more.example", "role": "operator"})
    assert len(mail.outbox) == 1


def test_nor_does_anybody_join_by_their_domain_beyond_them(cast, on_plan):
    on_plan("free")  # 2 seats, and 4 people
    cast.acme.proved_domains, cast.acme.joins_by_domain = ["acme.example"], True
    cast.acme.save()
    person = User.objects.create_user("new@acme.example", name="New")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    with tenant_scope(cast.acme):
        with pytest.raises(NotAllowed, match="2 seats"):
            join_by_domain(tenant=cast.acme, person=person)
        on_plan("team")
        assert join_by_domain(tenant=cast.acme, person=person).role == "operator"


def test_a_page_says_which_plan_has_it(cast, ada, on_plan):
    on_plan("free")
    for path in ("reviews/", "reviews/rules/", "coaching/library/", "practice/"):
        answer = ada.get(f"/t/acme/{path}")
        assert (answer.status_code, "Business" in answer.content.decode()) == (402, True), path
    assert ada.post("/t/acme/reviews/next/").status_code == 402
    on_plan("business")
    assert ada.get("/t/acme/reviews/").status_code == 200


def test_a_program_is_told_as_well(cast, on_plan):
    from chat.api.tokens import make_token

    with tenant_scope(cast.acme):
        _, secret = make_token(member=cast.ada, name="A", scopes=["settings:read"], speaks_as="")
    on_plan("free")
    answer = Client().get("/api/v1/departments", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["code"]) == (402, "plan")


def test_outsiders_hear_nothing_of_a_plan(cast, on_plan):
    on_plan("free")
    assert sign_in(Client(), cast.eve).get("/t/acme/reviews/").status_code == 404
    assert sign_in(Client(), cast.omar).get("/t/acme/settings/plan/").status_code == 403
    assert sign_in(Client(), cast.omar).get("/t/acme/reviews/").status_code == 402


def test_no_chat_is_cut_off(cast, ada, on_plan, new_id):
    """A hundred are in the plan; the hundred and third is taken like the first."""
    on_plan("free")
    with tenant_scope(cast.acme):
        Conversation.objects.bulk_create(
            Conversation(tenant=cast.acme, visitor=cast.visitor, status="closed")
            for _ in range(102)
        )
        said = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Is anybody there?"
        )
        assert said.seq == 1
        chats = usage(cast.acme).chats
    assert (chats.used, chats.is_full) == (103, True)
    page = ada.get("/t/acme/people/").content.decode()
    assert "103 chats this month, 100 are in your plan. All are answered as ever." in page


def test_last_months_chats_do_not_count(cast, on_plan):
    on_plan("free")
    with tenant_scope(cast.acme):
        before = usage(cast.acme).month_began - timedelta(seconds=1)
        Conversation.objects.create(
            tenant=cast.acme, visitor=cast.visitor, status="closed", created_at=before
        )
        assert usage(cast.acme).chats.used == 0


@pytest.mark.parametrize(
    ("used", "is_close", "is_full"), [(79, False, False), (80, True, False), (100, True, True)]
)
def test_admins_are_told_at_80_and_at_100_percent(used, is_close, is_full):
    assert (Used(used, 100).is_close, Used(used, 100).is_full) == (is_close, is_full)
    assert not Used(used, None).is_close


def test_a_trial_ends_and_chats_go_on(cast, ada, on_plan, settings):
    settings.DEFAULT_PLAN = "trial"
    person = User.objects.create_user("new@initech.example", name="New")
    founded = found_company(founder=person, name="Initech")
    with tenant_scope(founded.tenant):
        assert Subscription.objects.get().trial_ends_at > timezone.now() + timedelta(days=13)
    on_plan("trial", trial_ends_at=timezone.now() + timedelta(days=2))
    assert "Your trial ends on" in ada.get("/t/acme/people/").content.decode()
    on_plan("trial", trial_ends_at=timezone.now())
    assert plan_of(cast.acme) is PLANS["free"]
    sam = sign_in(Client(), cast.sam)
    for client, is_told in [(ada, True), (sam, False)]:
        page = client.get("/t/acme/articles/").content.decode()
        assert ("Your trial is over." in page) is is_told


def test_the_table_keeps_its_word():
    for plan in PLANS.values():
        assert plan.features <= FEATURES.keys()
        assert not plan.is_sold or (plan.seats and plan.chats)
