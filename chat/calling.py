"""Whom to wake by push when a chat needs somebody, and with which words. Call inside a tenant
scope."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tenants.models import Membership, Presence, Role, Tenant
from tenants.rights import OVERSEEING

from . import push
from .alerts import CALLED, EVERYBODY, OVERSEERS, RETURNED
from .models import Conversation, PushSubscription, Status
from .notices import may_call, notices_of
from .phrases import language_of
from .roster import Colleague, Roster


@dataclass(frozen=True)
class Call:
    """What another app calls people for: its words, and whether it is true still. `whom` is one of
    `chat.alerts`, where it is not one person."""

    title: str
    is_true_still: Callable[[Conversation], bool]
    whom: str = EVERYBODY


others: dict[str, Call] = {}  # by step; other apps add to it on start


def call(tenant: Tenant, conversation_id: int, step: str, member_id: int | None) -> int:
    """Wakes whoever is called by this step and has no console open; returns how many browsers."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None or not _is_true_still(conversation, step):
        return 0
    people = [member.pk for member in called(tenant, conversation, step, member_id)]
    browsers = list(PushSubscription.objects.filter(member__in=people))
    if not browsers:
        return 0
    message = message_about(tenant, conversation, step)
    return sum(push.send(browser, message) for browser in browsers)


def call_for_a_test(tenant: Tenant, subscription_id: int) -> bool:
    """Wakes one browser, whatever keeps others quiet; whether the push service took it."""
    browser = PushSubscription.objects.filter(pk=subscription_id).first()
    if browser is None:
        return False
    with translation.override(language_of(tenant)):
        message = {
            "title": _("This is how it looks when somebody needs you."),
            "body": tenant.name,
            "url": reverse("inbox", args=[tenant.slug]),
            "tag": "chat-test",
        }
    return push.send(browser, message)


def _is_true_still(conversation: Conversation, step: str) -> bool:
    """Nobody is woken for what is over."""
    if step in others:
        return others[step].is_true_still(conversation)
    if CALLED.get(step) == EVERYBODY or step in ("tell_supervisors", "reassign", RETURNED):
        return conversation.status == Status.WAITING
    return conversation.status == Status.OPEN and conversation.waiting_since is not None


def called(
    tenant: Tenant, conversation: Conversation, step: str, member_id: int | None
) -> list[Membership]:
    """Those whose console is closed, who want pushes, and whom nothing keeps quiet just now."""
    now = timezone.now()
    people = Membership.objects.active().exclude(pk__in=Membership.objects.here().values("pk"))
    people = people.exclude(presence=Presence.AWAY, is_away_by_itself=False).defer("photo")
    people = people.filter(Q(notices__push=True))
    if member_id is not None:
        wanted = list(people.filter(pk=member_id))
    elif _whom(step) == OVERSEERS:
        wanted = _on_duty(tenant, conversation, people.filter(role__in=OVERSEEING))
    else:
        wanted = _on_duty(tenant, conversation, people.exclude(role=Role.TRAINEE))
    return [each for each in wanted if notices_of(each)["push"] and may_call(each, now)]


def _on_duty(
    tenant: Tenant, conversation: Conversation, people: Iterable[Membership]
) -> list[Membership]:
    """Outside the hours nobody is woken but those who work then on purpose."""
    now, asked = timezone.now(), list(people)
    staff = [Colleague(each.pk, now, each.works_after_hours, each.capacity) for each in asked]
    roster = Roster(tenant, now, staff)
    on_duty = roster.may_take(conversation.department_id, is_for_everybody=True)
    return [each for each in asked if each.pk in on_duty]


def _whom(step: str) -> str | None:
    return others[step].whom if step in others else CALLED.get(step)


def message_about(tenant: Tenant, conversation: Conversation, step: str) -> dict[str, str]:
    """What the service worker shows (chat/static/chat/console/push-worker.js)."""
    with translation.override(language_of(tenant)):
        titles = {
            "tell_everybody": _("A customer is waiting"),
            "tell_supervisors": _("A customer has been waiting for a minute"),
            "nudge": _("Your customer is waiting for an answer"),
            "escalate": _("A customer has had no answer for long"),
            "reassign": _("A chat of yours went to somebody else"),
            RETURNED: _("A chat of yours went back to the queue"),
            **{name: str(other.title) for name, other in others.items()},
        }
        path = reverse("inbox_conversation", args=[tenant.slug, conversation.pk])
        return {
            "title": titles.get(step, titles["tell_everybody"]),
            "body": tenant.name,
            "url": path,
            "tag": f"chat-{conversation.pk}",
        }
