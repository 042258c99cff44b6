"""Where people practise is behind the wall, and nobody finds it by any door."""

import pytest
from django.urls import reverse

from chat.actions import Refused, new_visitor, post_visitor_message, take
from chat.arrivals import find_site
from chat.models import Conversation, Visitor
from helpdesk.tenancy import tenant_scope
from tenants.actions import end_membership, join_company, memberships_of, places_of
from tenants.models import Membership, Tenant, User
from tenants.sandboxes import empty_sandbox, open_sandbox, sandbox_of
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(in_acme):
    """Who Tess is in her sandbox."""
    return open_sandbox(in_acme.tess, name="Acme")


def chat_in(tenant, new_id):
    with tenant_scope(tenant):
        visitor, _ = new_visitor(tenant=tenant)
        post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello?")


def test_there_is_one_for_each_person_and_it_is_empty_each_time(in_acme, there, new_id):
    chat_in(there.tenant, new_id)
    again = open_sandbox(in_acme.tess, name="Acme again")
    assert (again.tenant_id, again.pk) == (there.tenant_id, there.pk)
    assert sandbox_of(in_acme.omar) is None
    with tenant_scope(again.tenant):
        assert not Conversation.objects.exists() and not Visitor.objects.exists()


def test_a_chat_in_it_is_no_chat_of_the_company(in_acme, there, new_id):
    chat_in(there.tenant, new_id)
    assert not Conversation.objects.exists()


def test_it_stands_in_no_list_of_companies(in_acme, there):
    assert [each.tenant.name for each in memberships_of(in_acme.tess.user)] == ["Acme"]
    assert there.tenant_id in [each.tenant_id for each in places_of(in_acme.tess.user)]
    assert there.tenant not in Tenant.objects.real()


def test_its_console_opens_for_the_one_person_and_nothing_else_does(client, cast):
    with tenant_scope(cast.acme):
        slug = open_sandbox(cast.tess, name="Acme").tenant.slug
    inside = reverse("inbox", args=[slug])
    others = ["company", "promises", "canned", "articles", "ratings", "profile", "settings"]
    sign_in(client, cast.tess)
    assert client.get(inside).status_code == 200
    assert {client.get(reverse(name, args=[slug])).status_code for name in others} == {404}
    for stranger in (cast.ada, cast.eve):
        sign_in(client, stranger)
        assert client.get(inside).status_code == 404


def test_no_widget_knows_its_key(client, there):
    key = there.tenant.site_key
    for path in (f"/widget/{key}/", f"/widget/{key}/config/", f"/widget/{key}/words/"):
        assert client.get(path).status_code == 404
    assert find_site(key) is None


def test_who_leaves_the_company_leaves_nothing_behind(in_acme, there, new_id):
    chat_in(there.tenant, new_id)
    end_membership(by=in_acme.ada, member=in_acme.tess)
    assert not Tenant.objects.filter(pk=there.tenant_id).exists()
    with tenant_scope(there.tenant_id):
        assert not Membership.objects.exists() and not Visitor.objects.exists()


def test_a_company_that_is_switched_off_has_no_sandbox_either(in_acme, there):
    Tenant.objects.filter(pk=in_acme.acme.pk).update(is_active=False)
    assert places_of(in_acme.tess.user) == []


def test_a_real_company_is_never_emptied(in_acme):
    with pytest.raises(ValueError, match="no sandbox"):
        empty_sandbox(in_acme.acme)


# --- practice before real chats -------------------------------------------------------------------


def test_whoever_joins_is_asked_to_practise_first_where_the_company_wants_it(in_acme):
    in_acme.acme.practice_required = 2
    person = User.objects.create(email="new@acme.example", name="New")
    member = join_company(tenant=in_acme.acme, person=person, role="operator")
    assert (member.practice_required, member.must_practise) == (2, True)
    boss = User.objects.create(email="boss@acme.example", name="Boss")
    assert not join_company(tenant=in_acme.acme, person=boss, role="supervisor").must_practise


def test_until_then_no_real_chat_is_theirs_to_take_or_given_to_them(in_acme, new_id):
    Membership.objects.filter(pk=in_acme.omar.pk).update(must_practise=True)
    chat_in(in_acme.acme, new_id)
    waiting = Conversation.objects.get()
    with pytest.raises(Refused, match="practice_first"):
        take(member=in_acme.omar, conversation_id=waiting.pk, client_id=new_id())
    assert in_acme.omar not in Membership.objects.taking_chats()
    Membership.objects.filter(pk=in_acme.omar.pk).update(must_practise=False)
    take(member=in_acme.omar, conversation_id=waiting.pk, client_id=new_id())
    assert in_acme.omar in Membership.objects.taking_chats()
