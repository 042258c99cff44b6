"""From marks to facts: what changed is counted anew, a batch at a time. Call inside the company's
scope, outside a transaction.

One worker at a time counts a company. A mark is only taken away with what it led to, so nothing is
lost with a worker; what changes meanwhile leaves a mark of its own.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from feedback.models import ReportChat, ReportMark, ReportState
from tenants.hours import zone_named
from tenants.models import Tenant

from .claiming import claim
from .facts import Finished, facts_of, later_facts_of
from .gathering import gather
from .summing import sum_up, sum_up_month

AT_ONCE = 500
MONTHS_EVERY = timedelta(hours=1)
KEYS = {"pk", "tenant", "conversation"}
COLUMNS = [f.name for f in ReportChat._meta.fields if f.name not in KEYS]
REGROUPED = [*later_facts_of(Finished(began_at=timezone.now())), "department", "member"]

MARK_ALL = """
INSERT INTO feedback_reportmark (tenant_id, conversation)
SELECT tenant_id, id FROM chat_conversation WHERE status = 'closed'
"""
MOVE = """
UPDATE feedback_reportchat SET day = (began_at AT TIME ZONE %(zone)s)::date,
    hour = 24 * (extract(isodow FROM began_at AT TIME ZONE %(zone)s) - 1)
         + extract(hour FROM began_at AT TIME ZONE %(zone)s)
"""


def count(tenant: Tenant) -> int:
    """Everything that is marked; returns how many chats. 0 also while another worker is at it, and
    in a sandbox, which is in no report."""
    if tenant.is_sandbox:
        return 0
    _begin(tenant)
    chats = 0
    while counted := _count_some(tenant):
        chats += counted
    while sum_up(tenant):
        pass
    ReportState.objects.filter(tenant=tenant).update(counted_at=timezone.now())
    sum_up_months(tenant)
    return chats


def sum_up_months(tenant: Tenant) -> None:
    """Those that are over, now and then: what is changed later changes many days of few months."""
    now = timezone.now()
    due = ReportState.objects.filter(Q(months_at=None) | Q(months_at__lte=now), tenant=tenant)
    if due.update(months_at=now + MONTHS_EVERY):
        while sum_up_month(tenant):
            pass


@transaction.atomic
def _begin(tenant: Tenant) -> None:
    """The first time: all there are. In another zone than before: each on its day there."""
    zone = zone_named(tenant.zone).key
    if ReportState.objects.filter(tenant=tenant, zone=zone).exists() or not claim(tenant):
        return
    state, is_new = ReportState.objects.get_or_create(tenant=tenant, defaults={"zone": zone})
    if is_new:
        _run(MARK_ALL, {})
    elif state.zone != zone:
        _run(MOVE, {"zone": zone})
        ReportState.objects.filter(pk=state.pk).update(zone=zone)


@transaction.atomic
def _count_some(tenant: Tenant) -> int:
    if not claim(tenant):
        return 0
    marks = dict(ReportMark.objects.order_by("pk").values_list("pk", "conversation")[:AT_ONCE])
    if not marks:
        return 0
    zone = ZoneInfo(ReportState.objects.get(tenant=tenant).zone)
    count_chats(tenant, set(marks.values()), zone)
    ReportMark.objects.filter(pk__in=list(marks)).delete()
    return len(set(marks.values()))


def count_chats(tenant: Tenant, ids: Collection[int], zone: ZoneInfo) -> None:
    """Stores their facts as they are now; those that do not count have none."""
    found = gather(tenant, ids)
    forgotten = {pk for pk, (row, _) in found.items() if row.forgotten_at is not None}
    known = set(
        ReportChat.objects.filter(conversation__in=forgotten).values_list("conversation", flat=True)
    )
    rows = {pk: _row(tenant, pk, chat, zone) for pk, (_, chat) in found.items()}
    _store([row for pk, row in rows.items() if pk not in known], COLUMNS)
    # Of what was forgotten the log says less than it did when it was counted.
    _store([rows[pk] for pk in known], REGROUPED)
    ReportChat.objects.filter(conversation__in=set(ids) - rows.keys()).delete()


def _row(tenant: Tenant, pk: int, chat: Finished, zone: ZoneInfo) -> ReportChat:
    local = chat.began_at.astimezone(zone)
    place = {"day": local.date(), "hour": hour_of_week(local)}
    return ReportChat(tenant=tenant, conversation_id=pk, **place, **facts_of(chat))


def hour_of_week(local: datetime) -> int:
    """0 is Monday from midnight to one."""
    return 24 * local.weekday() + local.hour


def _store(rows: list[ReportChat], columns: list[str]) -> None:
    ReportChat.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant", "conversation"],
        update_fields=columns,
    )


def _run(statement: str, values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
