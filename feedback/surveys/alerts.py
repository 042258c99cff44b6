"""A customer was not happy: whoever looks after all chats hears of it at once. Which chat it was is
told only where the customer opened it."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat import push
from chat.alerts import OVERSEERS
from chat.calling import Call, called
from chat.events import Push, announce, member_group
from chat.models import PushSubscription
from chat.phrases import language_of
from feedback.models import Ask, Rating
from helpdesk.hints import tell_worker_on_commit
from tenants.models import Membership, Tenant
from tenants.rights import OVERSEEING

STEP = "low_rating"
TASK = "feedback.surveys.tasks.push_low_rating"
Before = tuple[int, bool, bool] | None  # score, is_open, wants_contact

CALL = Call(gettext_lazy("A customer was not happy with a chat"), lambda _: True, OVERSEERS)


def alert_of_low(ask: Ask, rating: Rating, before: Before) -> None:
    """Once when a rating is or becomes low, again when the customer then opens the chat. Call in
    the transaction that makes it so."""
    if rating.score > ask.version.low or not _is_news(ask, rating, before):
        return
    frame = {
        "type": "alert",
        "step": STEP,
        "whom": OVERSEERS,
        "rating": rating.pk,
        "conversation": ask.conversation_id if rating.is_open else None,
        "score": rating.score,
        "scale": ask.version.scale,
        "contact": rating.wants_contact,
    }
    overseers = Membership.objects.active().filter(role__in=OVERSEEING)
    ids = overseers.values_list("pk", flat=True)
    announce([Push(member_group(ask.tenant_id, member_id), frame) for member_id in ids])
    tell_worker_on_commit(TASK, ask.tenant_id, rating.pk)


def _is_news(ask: Ask, rating: Rating, before: Before) -> bool:
    if before is None or before[0] > ask.version.low:
        return True
    return (rating.is_open, rating.wants_contact) > before[1:]


def _rating(rating_id: int) -> Rating | None:
    rows = Rating.objects.select_related("ask__version", "ask__conversation")
    return rows.filter(pk=rating_id).first()


def wake_overseers(tenant: Tenant, rating_id: int) -> int:
    """Web push to those whose console is closed; returns how many browsers took it."""
    rating = _rating(rating_id)
    if rating is None or rating.score > rating.ask.version.low:
        return 0  # erased, or changed to a better one meanwhile
    people = [member.pk for member in called(tenant, rating.ask.conversation, STEP, None)]
    browsers = PushSubscription.objects.filter(member__in=people)
    message = message_about(tenant, rating)
    return sum(push.send(browser, message) for browser in browsers)


def message_about(tenant: Tenant, rating: Rating) -> dict[str, str]:
    """What the service worker shows. Its address names a chat only where the customer opened it."""
    with translation.override(language_of(tenant)):
        title = (
            _("A customer was not happy and wants to hear from you")
            if rating.wants_contact
            else str(CALL.title)
        )
    url = (
        reverse("inbox_conversation", args=[tenant.slug, rating.ask.conversation_id])
        if rating.is_open
        else reverse("ratings", args=[tenant.slug])
    )
    return {"title": title, "body": tenant.name, "url": url, "tag": f"rating-{rating.pk}"}
