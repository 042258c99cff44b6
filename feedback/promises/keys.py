"""Tokens of further browsers of a visitor."""

import secrets

from chat.models import Visitor
from feedback.models import VisitorKey


def visitor_by_key(hashed: str) -> Visitor | None:
    rows = VisitorKey.objects.select_related("visitor").filter(token_hash=hashed)
    found = rows.first()
    return found.visitor if found else None


def new_key(visitor: Visitor) -> str:
    """32 hexadecimal digits, as the token a visitor begins with."""
    token = secrets.token_hex(16)
    VisitorKey.objects.create(
        tenant_id=visitor.tenant_id, visitor=visitor, token_hash=Visitor.hash(token)
    )
    return token
