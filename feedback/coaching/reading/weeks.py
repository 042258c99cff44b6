"""Counts what came up, a week at a time. Call inside the company's scope."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from feedback.models import WeekTerm
from feedback.surveys.pictures import WEEK, monday
from tenants.hours import zone_named
from tenants.models import Tenant

FEWEST_CUSTOMERS = 3  # below that a term may be somebody's own: their name, their street

COUNT = """
INSERT INTO feedback_weekterm (tenant_id, week, language, stem, word, chats)
SELECT r.tenant_id, %(week)s, r.language, t.key, mode() WITHIN GROUP (ORDER BY t.value), count(*)
FROM feedback_readchat r
JOIN chat_conversation c ON c.tenant_id = r.tenant_id AND c.id = r.conversation_id,
     jsonb_each_text(r.terms) AS t
WHERE r.closed_at >= %(since)s AND r.closed_at < %(until)s
GROUP BY r.tenant_id, r.language, t.key
HAVING count(DISTINCT c.visitor_id) >= %(fewest)s
"""


def week_of(tenant: Tenant, moment: datetime) -> date:
    """The Monday, by the company's calendar."""
    return monday(moment.astimezone(zone_named(tenant.zone)).date())


def count_again(tenant: Tenant, weeks: Iterable[date]) -> None:
    for week in sorted(set(weeks)):
        _count(tenant, week)


@transaction.atomic
def _count(tenant: Tenant, week: date) -> None:
    WeekTerm.objects.filter(week=week).delete()
    values = {
        "week": week,
        "since": midnight(tenant, week),
        "until": midnight(tenant, week + WEEK),
        "fewest": FEWEST_CUSTOMERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)


def midnight(tenant: Tenant, day: date) -> datetime:
    """Where the company is."""
    return datetime(day.year, day.month, day.day, tzinfo=zone_named(tenant.zone))
