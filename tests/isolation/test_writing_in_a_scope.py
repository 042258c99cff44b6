"""Row-level security in both directions: what a scope may write, and a person across companies."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from chat.models import Conversation, Visitor
from helpdesk.tenancy import person_scope, tenant_scope
from tenants.models import Membership

pytestmark = pytest.mark.usefixtures("committed_db")
ACME, GLOBEX = {"Ada", "Sam", "Omar", "Tess"}, {"Eve"}


def names():
    return set(Membership.objects.values_list("display_name", flat=True))


def test_a_row_of_another_company_is_refused(committed_cast):
    with tenant_scope(committed_cast.globex):
        with pytest.raises(DatabaseError, match="row-level security"):
            Visitor.objects.create(tenant=committed_cast.acme, token_hash="x")
        with pytest.raises(DatabaseError, match="row-level security"):
            Visitor.objects.update(tenant=committed_cast.acme)


def test_another_companys_rows_cannot_be_changed_or_deleted(committed_cast):
    with tenant_scope(committed_cast.globex):
        theirs = Visitor.objects.filter(pk=committed_cast.visitor.pk)
        assert theirs.update(name="Mallory") == 0
        assert theirs.delete()[0] == 0
    with tenant_scope(committed_cast.acme):
        assert Visitor.objects.get().name == ""


def test_another_companys_parent_is_refused_though_it_exists(committed_cast):
    with tenant_scope(committed_cast.globex):
        with pytest.raises(IntegrityError, match="foreign key"):
            Conversation.objects.create(
                tenant=committed_cast.globex, visitor_id=committed_cast.visitor.pk
            )
        with pytest.raises(IntegrityError, match="foreign key"):
            Conversation.objects.create(
                tenant=committed_cast.globex,
                visitor=committed_cast.stranger,
                status="open",
                operator_id=committed_cast.omar.pk,
            )


def test_ids_that_are_taken_next_door_say_nothing(committed_cast):
    """A row with the primary key of another company's row is simply another row."""
    with tenant_scope(committed_cast.globex):
        twin = Visitor(pk=committed_cast.visitor.pk, tenant=committed_cast.globex, token_hash="t")
        twin.save(force_insert=True)
        assert Visitor.objects.filter(pk=twin.pk).count() == 1


# --- one person across companies ----------------------------------------------------------------


def test_a_person_sees_their_own_memberships_alone(committed_cast):
    with tenant_scope(committed_cast.acme):
        Membership.objects.create(
            tenant=committed_cast.acme,
            user=committed_cast.eve.user,
            role="operator",
            display_name="Eve at Acme",
        )
    with person_scope(committed_cast.eve.user):
        assert names() == {"Eve", "Eve at Acme"}
        assert not Visitor.objects.exists()
        assert not Conversation.objects.exists()


def test_a_person_changes_nothing_across_companies(committed_cast):
    with person_scope(committed_cast.eve.user):
        assert Membership.objects.update(role="owner") == 0
        assert Membership.objects.all().delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"):
            Membership.objects.create(
                tenant=committed_cast.acme,
                user=committed_cast.eve.user,
                role="owner",
                display_name="Eve",
            )
    with tenant_scope(committed_cast.globex):
        assert names() == GLOBEX


def test_a_company_scope_shows_no_memberships_of_the_person_before(committed_cast):
    with transaction.atomic(), person_scope(committed_cast.eve.user):
        assert names() == GLOBEX
        with tenant_scope(committed_cast.acme):
            assert names() == ACME
