"""Who two customers of Acme are to its own site: one by the word of its server, one says so."""

import time
from uuid import uuid4

import jwt

from chat.actions.identity import claim_identity, identify, set_attributes
from chat.identity.secrets import renew_secret
from chat.models import Conversation
from tenants.models import Tenant

SIGNED = ("/delivery", {"sub": "C-2048", "name": "Kari Nordby"})
CLAIMED = ("/lamps/desk-heron", {"id": "C-1017", "name": "Amélie Roux"})
ATTRIBUTES = {"plan": "Studio", "orders": 12, "newsletter": False}


def say_who_some_are(tenant: Tenant) -> None:
    """Call inside the company's scope, once its chats are there."""
    secret = renew_secret(tenant)
    page, told = SIGNED
    about = {"aud": tenant.site_key, "exp": int(time.time()) + 3600, "jti": str(uuid4())}
    visitor_id = _visitor_on(page)
    token = jwt.encode(told | about, secret, algorithm="HS256")
    identify(tenant=tenant, visitor_id=visitor_id, token=token)
    set_attributes(visitor_id=visitor_id, said=ATTRIBUTES)
    page, said = CLAIMED
    claim_identity(visitor_id=_visitor_on(page), said=said)


def _visitor_on(page: str) -> int:
    chats = Conversation.objects.filter(page_url__endswith=page).order_by("pk")
    return chats.values_list("visitor", flat=True)[0]
