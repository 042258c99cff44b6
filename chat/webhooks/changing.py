"""What people do with endpoints: the only place that writes them. Call inside a tenant scope."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.actions import Refused
from chat.notify.bodies import body_for
from helpdesk import outgoing, sealing, signing
from tenants.audit import record
from tenants.models import Membership, Tenant

from . import outbox, pausing
from .catalogue import TEST
from .models import SEALED_ADDRESS, SEALED_SECRET, Delivery, Endpoint

MOST = 20  # of one company
LONGEST_URL = 1000
OLD_SECRET_LASTS = timedelta(hours=24)
State = Delivery.State


@transaction.atomic
def add(
    *,
    tenant: Tenant,
    member: Membership,
    kind: str,
    name: str,
    url: str,
    events: Sequence[str],
    has_details: bool = False,
) -> tuple[Endpoint, str]:
    """The endpoint and its secret, which nobody can read again (empty for team chats, whose address
    is the secret). Raises Refused: bad_url, too_many."""
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)  # two forms sent at once
    if Endpoint.objects.count() >= MOST:
        raise Refused("too_many")
    row = Endpoint(tenant=tenant, kind=kind, name=name, made_by=member, has_details=has_details)
    row.events = list(events)
    point_to(row, url)
    secret = "" if kind == Endpoint.Kind.SLACK else new_secret(row)
    row.save()
    row.refresh_from_db(fields=["made_at"])
    record("endpoint.made", target=row.name, host=row.host, kind=kind, events=row.events)
    return row, secret


@transaction.atomic
def change(row: Endpoint, *, url: str | None = None, **columns: Any) -> None:
    """`columns`: name, events, has_details. Raises Refused("bad_url")."""
    before = (row.name, row.host, list(row.events))
    for name, value in columns.items():
        setattr(row, name, value)
    if url is not None:
        point_to(row, url)
        pausing.works_again(row)  # what failed was another one
    row.save()
    after = (row.name, row.host, list(row.events))
    record("endpoint.changed", target=row.name, before=before, after=after)


@transaction.atomic
def remove(row: Endpoint) -> None:
    """With what waits for it, and its log."""
    record("endpoint.deleted", target=row.name, host=row.host)
    row.delete()


def point_to(row: Endpoint, url: str) -> None:
    """Raises Refused("bad_url") for what is plainly no public address; names are looked up anew
    each time something is sent."""
    try:
        outgoing.target_of(url)
    except outgoing.Forbidden:
        raise Refused("bad_url", field="url") from None
    if len(url) > LONGEST_URL:
        raise Refused("bad_url", field="url")
    row.sealed_url = sealing.seal(url, SEALED_ADDRESS)
    row.host = urlsplit(url).netloc[:260]


def new_secret(row: Endpoint) -> str:
    secret = signing.new_secret()
    row.sealed_secret = sealing.seal(secret, SEALED_SECRET)
    return secret


@transaction.atomic
def renew_secret(row: Endpoint) -> str:
    """The new one; what is sent within a day verifies with the one before, too."""
    row.sealed_old_secret = row.sealed_secret
    row.old_secret_until = timezone.now() + OLD_SECRET_LASTS
    secret = new_secret(row)
    row.save(update_fields=["sealed_secret", "sealed_old_secret", "old_secret_until"])
    record("key.renewed", target=row.name)
    return secret


@transaction.atomic
def pause(row: Endpoint) -> None:
    pausing.pause(row, Endpoint.Paused.BY_HAND)
    record("endpoint.changed", target=row.name, paused=True)


@transaction.atomic
def resume(row: Endpoint) -> int:
    """Returns how many deliveries go out now."""
    waiting = pausing.resume(row)
    record("endpoint.changed", target=row.name, paused=False)
    agenda.look_soon(row.tenant_id)
    return waiting


@transaction.atomic
def send_test(row: Endpoint, text: str) -> Delivery:
    """An event that means nothing, to this endpoint alone and at once."""
    told = outbox.Told(TEST, {"text": text}, timezone.now())
    made = outbox.row_of(row, told, body_for(row, told))
    made.save(force_insert=True)
    record("endpoint.sent", target=row.name, event=TEST)
    outbox.look(row.tenant_id, told.at)
    return made


@transaction.atomic
def send_again(delivery: Delivery) -> Delivery:
    """The same event with the same id, after all that waits; one that waits goes out now."""
    if delivery.state == State.QUEUED:
        delivery.due_at, delivery.handed_at = timezone.now(), None
        delivery.save(update_fields=["due_at", "handed_at"])
        again = delivery
    else:
        again = _copy(delivery)
        again.save(force_insert=True)
    record("endpoint.sent", target=delivery.endpoint.name, event=delivery.event)
    agenda.look_soon(delivery.tenant_id)
    return again


@transaction.atomic
def send_failed_again(row: Endpoint) -> int:
    """Everything that was given up and has not been sent again since. Returns how many."""
    rows = Delivery.objects.filter(endpoint=row)
    done = rows.exclude(state=State.FAILED).values("message_id")
    failed = rows.filter(state=State.FAILED).exclude(message_id__in=done).order_by("pk")
    newest = {each.message_id: each for each in failed}
    Delivery.objects.bulk_create([_copy(each) for each in newest.values()])
    record("endpoint.sent", target=row.name, failed=len(newest))
    agenda.look_soon(row.tenant_id)
    return len(newest)


def _copy(delivery: Delivery) -> Delivery:
    now: datetime = timezone.now()
    return Delivery(
        tenant_id=delivery.tenant_id,
        endpoint_id=delivery.endpoint_id,
        conversation_id=delivery.conversation_id,
        subject=delivery.subject,
        event=delivery.event,
        message_id=delivery.message_id,
        body=delivery.body,
        is_again=True,
        at=now,
        due_at=now,
    )
