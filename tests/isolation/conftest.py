"""A look at Acme's own things, and clients for those who would like one."""

from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from chat import actions
from chat.models import CannedReply
from helpdesk.tenancy import tenant_scope
from tenants.models import Invitation, Membership, Tenant

from .asking import CSRF


@pytest.fixture
def samples(committed_cast, new_id):
    """An argument of each name that exists in Acme."""
    cast = committed_cast
    Tenant.objects.filter(slug="acme").update(name="Acme Kazoos", greeting="Kazoo?")
    with tenant_scope(cast.acme):
        Membership.objects.update(display_name="Kazoo player")
        asked = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="A golden kazoo"
        )
        invitation = Invitation.objects.create(
            tenant=cast.acme,
            email="new@acme.example",
            role="operator",
            token_hash=Invitation.hash("t" * 32),
            invited_by=cast.ada,
            expires_at=timezone.now() + timedelta(days=1),
        )
        reply = CannedReply.objects.create(tenant=cast.acme, shortcut="kazoo", body="Kazoo!")
    return {
        "slug": "acme",
        "member_id": cast.omar.pk,
        "invitation_id": invitation.pk,
        "reply_id": reply.pk,
        "conversation": asked.entry.conversation_id,
    }


@pytest.fixture
def client_of(server):
    """Opens a client with somebody's session, or nobody's."""
    opened = []

    def client(member=None):
        cookies = [f"helpdesk_csrf={CSRF}"] + ([member.cookie] if member else [])
        headers = {"Cookie": "; ".join(cookies)}
        opened.append(httpx.Client(base_url=server.origin, headers=headers, trust_env=False))
        return opened[-1]

    yield client
    for each in opened:
        each.close()
