"""How many chats a company has had, for its plan (tenants/plans/)."""

from datetime import datetime

from .models import Conversation


def chats_since(moment: datetime) -> int:
    """Of the company whose scope is open."""
    return Conversation.objects.filter(created_at__gte=moment).count()
