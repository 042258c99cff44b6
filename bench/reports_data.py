"""A year of finished chats of one company, as its reports know them, made by one statement.

The chats themselves are not made: reports never read them. So foreign keys are not checked while
the facts come in, which takes the superuser of a database that nobody else uses. They are summed up
by the code that sums up in earnest.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import connection

from chat.articles.dates import today_of
from feedback.models import ReportChat, ReportDirtyDay, ReportState
from feedback.reports.summing import COUNTS, sum_up, sum_up_month
from helpdesk.tenancy import tenant_scope
from tenants.actions import found_company, join_company
from tenants.models import Department, Membership, Tenant, User

DAYS, PEOPLE, DEPARTMENTS, PAGES, TERMS, RULES = 365, 20, 4, 60, 300, 16
LANGUAGES = ["en", "en", "en", "de", "de", "fr", "es", "ar"]

# Times as they are: most short, a few very long. Some departments and pages have more than others.
ANSWER = "35 * exp(0.8 * z2)"
FACT = {
    "tenant_id": "%(tenant)s",
    "conversation_id": "n",
    "began_at": "began",
    "day": "began::date",
    "hour": "24 * (extract(isodow FROM began) - 1) + extract(hour FROM began)",
    "department": "(%(departments)s::bigint[])[1 + floor(4 * r1 * r1)]",
    "member": "CASE WHEN is_answered THEN (%(people)s::bigint[])[1 + floor(20 * r2)] END",
    "page": "'/page/' || floor(%(pages)s * r3 * r3)",
    "language": "(%(languages)s::text[])[1 + floor(8 * r4)]",
    "wait_s": "CASE WHEN is_answered THEN 15 * exp(0.9 * z1) END",
    "answer_s": f"CASE WHEN is_answered THEN {ANSWER} END",
    "handling_s": "CASE WHEN is_answered THEN 420 * exp(0.7 * z3) END",
    "outside": "is_outside::int",
    "answered": "is_answered::int",
    "in_target": f"(is_answered AND {ANSWER} <= 60)::int",
    "abandoned": "(NOT is_answered AND NOT is_outside)::int",
    "gaps": "floor(4 * r1)",
    "long_gaps": "floor(1.4 * r2)",
    "asked": "1",
    "rated": "(r3 < 0.4)::int",
    "satisfied": "(r3 < 0.35)::int",
    "felt": "1",
    "upset": "(r4 < 0.08)::int",
    "promised": "(r1 < 0.1)::int",
    "kept": "(r1 < 0.08)::int",
    "late": "(r1 BETWEEN 0.08 AND 0.09)::int",
    "reviewed": "(r2 < 0.03)::int",
    "review_points": "CASE WHEN r2 < 0.03 THEN 82 ELSE 0 END",
    "passed": "(r2 < 0.025)::int",
}
FACT = dict.fromkeys(COUNTS, "0") | FACT
FACTS = f"""
INSERT INTO feedback_reportchat ({", ".join(FACT)})
SELECT {", ".join(FACT.values())} FROM (
    SELECT n, %(first)s::timestamptz + interval '1 day' * ((n - 1) * %(days)s / %(chats)s)
              + interval '1 hour' * (6 + 7 * (random() + random())) AS began,
           random() AS r1, random() AS r2, random() AS r3, random() AS r4,
           random_normal() AS z1, random_normal() AS z2, random_normal() AS z3,
           random() < 0.06 AS is_outside, random() < 0.88 AS was_answered
    FROM generate_series(1::bigint, %(chats)s) n
) drawn CROSS JOIN LATERAL (SELECT was_answered AND NOT is_outside AS is_answered) a
"""
CHECKS = """
INSERT INTO chat_checkcount (tenant_id, rule, day, member_id, shown, dismissed, fixed, edited,
                             sent_anyway)
SELECT %(tenant)s, 'rule' || r, %(first)s::date + d, m, 40, 5, 20, 5, 10
FROM generate_series(0, %(days)s - 1) d, generate_series(1, %(rules)s) r,
     unnest(%(people)s::bigint[]) m
"""
SAID = """
INSERT INTO feedback_weekterm (tenant_id, week, language, stem, word, chats)
SELECT %(tenant)s, date_trunc('week', %(first)s::date)::date + 7 * w, 'en', 'term' || t,
       'term' || t, 3 + floor(400 * random())
FROM generate_series(0, 52) w, generate_series(1, %(terms)s) t
"""


def made_before() -> Membership | None:
    """The owner of the company of the last run, where there is one."""
    tenant = Tenant.objects.filter(slug="acme").first()
    if tenant is None:
        return None
    with tenant_scope(tenant):
        rows = Membership.objects.select_related("tenant", "user").order_by("pk")
        return rows.first()


def make_company() -> Membership:
    """Its owner, who reads the reports."""
    owner = found_company(founder=_person(0), name="Acme")
    with tenant_scope(owner.tenant):
        for number in range(1, PEOPLE):
            join_company(tenant=owner.tenant, person=_person(number), role="operator")
        for number in range(DEPARTMENTS):
            Department.objects.create(tenant=owner.tenant, name=f"Department {number}")
    return owner


def make_facts(owner: Membership, chats: int, superuser: str) -> None:
    """A year of them up to today; `superuser`: where the superuser of this database connects."""
    with tenant_scope(owner.tenant):
        values: dict[str, Any] = {
            "tenant": owner.tenant_id,
            "chats": chats,
            "days": DAYS,
            "pages": PAGES,
            "rules": RULES,
            "terms": TERMS,
            "languages": LANGUAGES,
            "first": first_day(owner),
            "departments": list(Department.objects.values_list("pk", flat=True)),
            "people": list(Membership.objects.values_list("pk", flat=True)),
        }
    with psycopg.connect(superuser) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET timezone = 'UTC'")
        for statement in (FACTS, CHECKS, SAID):
            admin.execute(statement, values)


def sum_up_everything(owner: Membership) -> Iterator[date]:
    """As the worker does, a month at a time; says which is done."""
    with tenant_scope(owner.tenant):
        first = first_day(owner)
        ReportState.objects.create(tenant=owner.tenant, zone=owner.tenant.zone)
        ReportDirtyDay.objects.bulk_create(
            ReportDirtyDay(tenant=owner.tenant, day=first + timedelta(days=n)) for n in range(DAYS)
        )
        while sum_up(owner.tenant):
            pass
        while month := sum_up_month(owner.tenant):
            yield month


def first_day(owner: Membership) -> date:
    return today_of(owner.tenant) - timedelta(days=DAYS - 1)


def rows_of(owner: Membership) -> tuple[int, int]:
    """How many facts there are, and how many sums."""
    with tenant_scope(owner.tenant), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM feedback_reportsum")
        return ReportChat.objects.count(), cursor.fetchone()[0]


def _person(number: int) -> User:
    return User.objects.create_user(f"person{number}@acme.example", name=f"Person {number}")
