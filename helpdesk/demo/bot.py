"""Acme's automatic assistant: on, with some answers behind it (chats.toml)."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from chat.bot.models import Bot, BotAnswer, BotChat
from chat.models import Conversation
from tenants.models import Tenant


def switch_on(tenant: Tenant) -> None:
    """Before chats are told: it answers where they say so. Call inside the company's scope."""
    Bot.objects.create(tenant=tenant, is_on=True, on_since=timezone.now() - timedelta(days=30))


def look_ahead() -> None:
    """Afterwards: what it said was said back then, and what waits by now is left to people."""
    began = Conversation.objects.filter(pk=OuterRef("conversation")).values("created_at")
    BotAnswer.objects.update(at=Subquery(began))
    handed = BotChat.objects.filter(handed_at__isnull=False)
    handed.update(handed_at=Subquery(began))
    Bot.objects.update(on_since=timezone.now())
