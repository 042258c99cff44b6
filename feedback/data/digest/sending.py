"""The worker's part: each digest once. Its next time is moved on before it is sent, so that a
worker that dies costs one mail and never sends one twice."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.phrases import language_of
from feedback.models import Digest, FollowUp
from feedback.reports.asking import Filters, Period
from feedback.reports.parts.overview import overview
from feedback.reports.question import Question
from helpdesk.hints import tell_worker_on_commit
from tenants.mail import went_out
from tenants.models import Tenant

from .times import next_time, period_of

TASK = "feedback.data.tasks.send_digests"
AT_ONCE = 200


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with the other cares of files: hands the mails to a task."""
    next_at = Digest.objects.aggregate(at=Min("next_at"))["at"]
    if next_at is not None and next_at <= timezone.now():
        tell_worker_on_commit(TASK, tenant.pk)
    return [next_at]


def send_due(tenant: Tenant) -> int:
    """Returns how many went out. Call inside the company's scope, outside a transaction."""
    now = timezone.now()
    return sum(_send(tenant, digest, now) for digest in _claimed(tenant, now))


@transaction.atomic
def _claimed(tenant: Tenant, now: datetime) -> list[Digest]:
    rows = Digest.objects.select_for_update(of=("self",), skip_locked=True)
    due = rows.filter(next_at__lte=now).select_related("member__user").defer("member__photo")
    found = list(due.order_by("next_at")[:AT_ONCE])
    for digest in found:
        at = next_time(tenant, digest.every, now)
        Digest.objects.filter(pk=digest.pk).update(next_at=at)
    return found


def _send(tenant: Tenant, digest: Digest, now: datetime) -> bool:
    """Not to who has left, or may not see reports any more."""
    if not digest.member.may("report"):
        Digest.objects.filter(pk=digest.pk).delete()
        return False
    if not went_out(message_of(tenant, digest, now)):
        return False
    Digest.objects.filter(pk=digest.pk).update(sent_at=now)
    return True


def message_of(tenant: Tenant, digest: Digest, now: datetime) -> EmailMessage:
    period = period_of(tenant, digest.every, now)
    with translation.override(language_of(tenant)):
        days = _days(period)
        subject = _("{company}: your chats, {days}").format(company=tenant.name, days=days)
        late, due = _promises(now)
        context = {
            "tenant": tenant,
            "days": days,
            "numbers": overview(Question(tenant, period, Filters())).numbers,
            "promises": _promised(late, due),
            "reports": _link("reports", tenant)
            + f"?first={period.first.isoformat()}&last={period.last.isoformat()}",
            "settings": _link("digest", tenant),
        }
        body = render_to_string("feedback/mail/digest.txt", context)
    return EmailMessage(subject, body, to=[digest.member.user.email])


def _days(period: Period) -> str:
    first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (period.first, period.last))
    return first if first == last else f"{first} – {last}"


def _promises(now: datetime) -> tuple[int, int]:
    """Open ones: past their time, and not yet."""
    rows = FollowUp.objects.filter(state=FollowUp.State.OPEN)
    return rows.filter(due_at__lte=now).count(), rows.filter(due_at__gt=now).count()


def _promised(late: int, due: int) -> str:
    told = ngettext("{n} promise is still to be kept", "{n} promises are still to be kept", due)
    words = told.format(n=due)
    if late:
        more = ngettext("{n} is past its time", "{n} are past their time", late).format(n=late)
        words = f"{words}, {more}"
    return words


def _link(name: str, tenant: Tenant) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[tenant.slug])
