"""A program and a team chat that are told what happens. Both are paused: nothing leaves a machine
that only shows how it would be; what happens waits, as it does for anybody."""

from datetime import timedelta

from django.utils import timezone

from chat.models import Conversation, Entry, Kind
from chat.notify.catalogue import EVENTS as NOTIFIED
from chat.webhooks import changing, outbox, pausing, payloads, relay
from chat.webhooks.catalogue import NAMES
from chat.webhooks.models import Delivery, Endpoint
from tenants.models import Membership, Tenant

CHATS, LINES = 8, 5  # that were told before the pause
SLOW = {"status": None, "ms": 8000, "why": "slow"}
FINE = {"status": 204, "ms": 48, "why": ""}


def connect_some(tenant: Tenant, members: dict[str, Membership]) -> None:
    of = {"tenant": tenant, "member": members["ada"]}
    crm, _ = changing.add(
        **of,
        kind=Endpoint.Kind.WEBHOOK,
        name="Customer database",
        url="https://crm.acme.example/helpdesk",
        events=sorted(NAMES),
    )
    team, _ = changing.add(
        **of,
        kind=Endpoint.Kind.SLACK,
        name="Support channel",
        url="https://chat.acme.example/hooks/support",
        events=[event.name for event in NOTIFIED],
    )
    Delivery.objects.bulk_create(told_before(crm))
    for endpoint in (crm, team):
        pausing.pause(endpoint, Endpoint.Paused.BY_HAND)


def told_before(crm: Endpoint) -> list[Delivery]:
    """What the last chats said, delivered; one of them at the second attempt."""
    chats = Conversation.objects.select_related("visitor", "department", "operator")
    lately = chats.filter(created_at__gte=timezone.now() - relay.KEPT / 2)
    rows = []
    for chat in lately.order_by("-created_at", "-pk")[:CHATS]:
        lines = Entry.objects.filter(conversation=chat, kind=Kind.MESSAGE).order_by("seq")
        rows += [_row(crm, chat, line) for line in lines[:LINES]]
    rows.sort(key=lambda row: row.at)
    for row in rows:
        row.tries = [_try(row, 0, FINE)]
    late = rows[len(rows) // 2]
    late.attempts, late.tries = 2, [_try(late, 8, SLOW), _try(late, 19, FINE)]
    return rows


def _row(crm: Endpoint, chat: Conversation, line: Entry) -> Delivery:
    told = outbox.Told("message.created", payloads.message(chat, line), line.at)
    body = outbox.written(crm.tenant, told)
    row = outbox.row_of(crm, told, body, chat.pk, chat.visitor_id)
    row.state, row.attempts, row.done_at = Delivery.State.SENT, 1, line.at
    return row


def _try(row: Delivery, seconds: int, how: dict[str, object]) -> dict[str, object]:
    return {"at": (row.at + timedelta(seconds=seconds)).isoformat(), **how}
