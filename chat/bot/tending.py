"""What the bot does each time a worker looks at a company; before chats are given to people, so
that its answer is there when they come. Call inside a tenant scope."""

from tenants.models import Tenant

from .delivering import look_after_questions
from .hearing import hear
from .models import Bot


def answer_first(tenant: Tenant) -> int:
    """Returns in how many chats it did something. Nobody practises with a bot beside them."""
    bot = None if tenant.is_sandbox else Bot.objects.filter(is_on=True).first()
    if bot is None:
        return 0
    look_after_questions(tenant, bot)
    return hear(tenant, bot)
