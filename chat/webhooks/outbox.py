"""The one place where an event gets its rows. Call inside a tenant scope, in the transaction of
what happened: both are stored or neither is.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from chat import agenda
from tenants.models import Tenant

from .models import Delivery, Endpoint
from .payloads import envelope


@dataclass(frozen=True)
class Told:
    """`at`: told no earlier. `until`: worth telling so long; without it, for three days."""

    event: str
    payload: Mapping[str, Any]
    at: datetime
    key: UUID = field(default_factory=uuid4)
    until: datetime | None = None


def queue(
    endpoints: Iterable[Endpoint], told: Told, *, conversation_id: int | None, of: int | None
) -> int:
    """Rows for those of these endpoints that want it; `of`: a visitor. Returns how many."""
    wanted = [endpoint for endpoint in endpoints if told.event in endpoint.events]
    if not wanted:
        return 0
    body = written(wanted[0].tenant, told)
    rows = [row_of(endpoint, told, body, conversation_id, of) for endpoint in wanted]
    Delivery.objects.bulk_create(rows)
    return len(rows)


def row_of(
    endpoint: Endpoint,
    told: Told,
    body: str,
    conversation_id: int | None = None,
    of: int | None = None,
) -> Delivery:
    """Not stored yet."""
    return Delivery(
        tenant_id=endpoint.tenant_id,
        endpoint=endpoint,
        conversation_id=conversation_id,
        subject=of,
        event=told.event,
        message_id=message_id(told.key),
        body=body,
        at=told.at,
        due_at=told.at,
        until=told.until,
    )


def written(tenant: Tenant, told: Told) -> str:
    """The body as it leaves, byte for byte, however often it has to."""
    shape = envelope(tenant, told.event, told.at, told.payload)
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def message_id(key: UUID) -> str:
    return f"msg_{key.hex}"


def forget(key: UUID) -> int:
    """What has not been told yet is not told any more. Returns how many rows."""
    rows = Delivery.objects.filter(message_id=message_id(key), state=Delivery.State.QUEUED)
    return rows.filter(attempts=0).delete()[0]


def look(tenant_id: int, at: datetime) -> None:
    """Has it sent then. Not where a look reads the logs itself: it goes on to send, and would wait
    for those that wait for it."""
    if at > timezone.now():
        agenda.bring_forward(tenant_id, at)
    else:
        agenda.look_soon(tenant_id)
