"""A service that fails again and again is left alone for a while, and those who look after the
settings are told once."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.phrases import language_of
from helpdesk.hints import tell_worker
from tenants.mail import tell_those_who_may
from tenants.models import Tenant

from .models import Bot

TASK = "chat.tasks.tell_of_bot_service"
MOST_FAILURES = 5  # in a row
REST = timedelta(minutes=5)
WHY = {
    "slow": gettext_lazy("It did not answer in time."),
    "refused": gettext_lazy("It answered with something else than status 200."),
    "unreachable": gettext_lazy("It could not be reached."),
    "forbidden": gettext_lazy("Its address is not one we may ask, or its secret is missing."),
    "unreadable": gettext_lazy("Its answer could not be read."),
}


def is_resting(bot: Bot) -> bool:
    return bot.rests_until is not None and bot.rests_until > timezone.now()


def worked(bot: Bot) -> None:
    Bot.objects.filter(pk=bot.pk).exclude(failures=0).update(
        failures=0, failed_why="", rests_until=None
    )


def failed(tenant: Tenant, bot: Bot, why: str) -> None:
    """Asked not at all is not failed again."""
    if is_resting(bot):
        return
    rows = Bot.objects.filter(pk=bot.pk)
    rows.update(failures=F("failures") + 1, failed_why=why)
    rows.filter(failures__gte=MOST_FAILURES).update(rests_until=timezone.now() + REST)
    if rows.filter(failures=MOST_FAILURES).exists():
        tell_worker(TASK, tenant.pk)


def tell_admins(tenant: Tenant) -> int:
    """By mail, in the company's language; returns how many were told."""
    bot = Bot.objects.first()
    if bot is None:
        return 0
    with translation.override(language_of(tenant)):
        link = settings.PUBLIC_URL + reverse("settings_bot", args=[tenant.slug])
        context = {"why": WHY.get(bot.failed_why, ""), "link": link}
        subject = _("{company}: your answer service does not answer").format(company=tenant.name)
        template = "chat/mail/bot_service.txt"
        return tell_those_who_may("manage_settings", tenant, subject, template, context)
