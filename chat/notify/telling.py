"""When a team chat is told. Call inside a tenant scope, in the transaction of what happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone, translation

from chat.models import Conversation
from chat.phrases import language_of
from chat.webhooks import outbox
from chat.webhooks.models import Delivery, Endpoint

from .bodies import body_for
from .catalogue import OVERDUE, UPSET, WAITS
from .words import Words, words_of

GIVEN_S = timedelta(seconds=15)  # who is answered at once calls nobody
WORTH = timedelta(hours=1)


def chat_waits(about: Conversation, since: datetime, endpoints: Iterable[Endpoint]) -> int:
    """Unless it is taken, or over, within moments (`nothing_waits`)."""
    return _tell(WAITS, about, since + GIVEN_S, endpoints)


def nothing_waits(about: Conversation) -> None:
    rows = Delivery.objects.filter(conversation=about.pk, event=WAITS, attempts=0)
    rows.filter(state=Delivery.State.QUEUED).delete()


def chat_is_upset(about: Conversation) -> int:
    return _at_once(UPSET, about)


def promise_is_late(about: Conversation, promised: str) -> int:
    """`promised`: what, and by whom."""
    return _at_once(OVERDUE, about, promised)


def _at_once(event: str, about: Conversation, promised: str = "") -> int:
    channels = list(Endpoint.objects.channels().select_related("tenant"))
    now = timezone.now()
    queued = _tell(event, about, now, channels, promised)
    if queued:
        outbox.look(about.tenant_id, now)
    return queued


def _tell(
    event: str,
    about: Conversation,
    at: datetime,
    endpoints: Iterable[Endpoint],
    promised: str = "",
) -> int:
    wanted = [each for each in endpoints if event in each.events]
    if not wanted:
        return 0
    tenant = wanted[0].tenant
    with translation.override(language_of(tenant)):
        words = words_of(event, tenant, about, promised=promised)
        rows = [_row(each, event, about, at, words) for each in wanted]
    Delivery.objects.bulk_create(rows)
    return len(rows)


def _row(
    endpoint: Endpoint, event: str, about: Conversation, at: datetime, words: Words
) -> Delivery:
    payload = {"conversation": about.pk, "text": words.text, "link": words.link}
    if endpoint.has_details:
        payload["details"] = words.details
    told = outbox.Told(event, payload, at, until=at + WORTH)
    return outbox.row_of(endpoint, told, body_for(endpoint, told), about.pk, about.visitor_id)
