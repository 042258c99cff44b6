"""How many mails an address and a company may get out a day. What is too many waits."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from feedback.models import Address, OutgoingMail

State = OutgoingMail.State
A_DAY = timedelta(hours=24)
COUNTED = (State.SENDING, State.SENT, State.UNKNOWN)  # what left, or may have
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('feedback.mail.caps ' || %s, 0))"


def count_alone(tenant_id: int) -> None:
    """Until the transaction ends nobody else counts this company's mails: two workers together do
    not send one too many."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [str(tenant_id)])


def full_until(mail: OutgoingMail, address: Address, now: datetime) -> tuple[datetime, str] | None:
    """(when there is room again, "cap_address" or "cap_company"), or None: there is room."""
    recent = OutgoingMail.objects.filter(claimed_at__gt=now - A_DAY, state__in=COUNTED)
    most = settings.MAIL_PER_ADDRESS_A_DAY
    if address.confirmed_at is None:
        most = min(most, settings.MAIL_PER_UNCONFIRMED_ADDRESS_A_DAY)
    for rows, limit, why in (
        (recent.filter(digest=mail.digest), most, "cap_address"),
        (recent, settings.MAIL_PER_COMPANY_A_DAY, "cap_company"),
    ):
        if (begun := _nth_newest(rows, limit)) is not None:
            return begun + A_DAY, why
    return None


def _nth_newest(rows: QuerySet[OutgoingMail], number: int) -> datetime | None:
    """When that one was claimed; when it is a day old there is room for another."""
    newest = rows.order_by("-claimed_at").values_list("claimed_at", flat=True)
    return next(iter(newest[number - 1 : number]), None)
