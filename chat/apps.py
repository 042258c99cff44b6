from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from tenants import news, plans
        from tenants.leaving import inventory

        from . import tending
        from .api import idempotency
        from .attachments import storing, tasks  # noqa: F401  they listen, and can be called
        from .begun import chats_since
        from .belongings import of_chats
        from .bot import wiring as bot
        from .etiquette import wiring as etiquette
        from .identity import wiring as identity
        from .mood import wiring as mood
        from .shutters import company_changed
        from .webhooks import wiring as webhooks

        news.tell_me(company_changed)
        plans.count_chats_with(chats_since)
        inventory.tell_with(of_chats)
        tending.carers.append(idempotency.forget_old)
        bot.connect()
        etiquette.connect()
        identity.connect()
        mood.connect()
        webhooks.connect()
