"""What an office of some age has beside its chats: a plan, a program with a token, files that came
before, figures by mail."""

from datetime import timedelta

from django.utils import timezone

from chat.api.tokens import make_token
from feedback.data.digest.choosing import choose
from feedback.models import Digest, ImportRun
from tenants.models import Membership, Tenant
from tenants.plans.changing import choose_plan

READS = ["conversations:read", "visitors:read", "feedback:read"]
# (days ago, who, kind, file, counts)
BROUGHT = [
    (38, "nina", ImportRun.Kind.PEOPLE, "team.csv", {"new": 3}),
    (37, "sam", ImportRun.Kind.CANNED, "replies-of-the-old-shop.csv", {"new": 9, "changed": 1}),
    (9, "sam", ImportRun.Kind.ARTICLES, "questions.csv", {"new": 4, "same": 8}),
]


def furnish(tenant: Tenant, members: dict[str, Membership]) -> None:
    """Call inside the company's scope."""
    choose_plan(tenant=tenant, plan="business")
    make_token(
        member=members["ada"], name="Order system", scopes=READS, speaks_as="program"
    )  # what it would have to show is seen by nobody
    choose(members["ada"], Digest.Every.WEEK)
    ImportRun.objects.bulk_create(
        ImportRun(
            tenant=tenant,
            by=members[who],
            kind=kind,
            state=ImportRun.State.DONE,
            file_name=name,
            encoding="utf-8",
            delimiter=";",
            lines=sum(counts.values()),
            counts=counts,
            progress=100,
            created_at=timezone.now() - timedelta(days=days),
            ended_at=timezone.now() - timedelta(days=days),
        )
        for days, who, kind, name, counts in BROUGHT
    )
