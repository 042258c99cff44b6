"""Practice before real chats: who still has scenarios to pass, and what a verdict changes.

How many is asked of whoever joins (`Tenant.practice_required`), and of a person
(`Membership.practice_required`). `Membership.must_practise` says what follows, for chat to look at
(queue, taking, transfers). Call inside the company's scope.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from feedback.models import PracticeRun
from tenants.audit import watched
from tenants.models import Membership, Tenant
from tenants.news import company_changed

MOST_REQUIRED = 20


class NotYours(Exception):
    """Nobody decides on a practice of their own, or on one that goes on."""


@dataclass(frozen=True)
class Progress:
    """`passed`: keys of scenarios; each counts once, however often it was played."""

    required: int
    passed: frozenset[str]

    @property
    def left(self) -> int:
        return max(self.required - len(self.passed), 0)


def progress(member: Membership) -> Progress:
    return Progress(member.practice_required, passed_by(member))


def passed_by(member: Membership) -> frozenset[str]:
    runs = PracticeRun.objects.filter(member=member, verdict=PracticeRun.Verdict.PASSED)
    return frozenset(runs.values_list("scenario", flat=True).distinct())


def passed_by_each() -> dict[int, frozenset[str]]:
    """{member: keys of scenarios}, empty for whoever passed none."""
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    runs = PracticeRun.objects.filter(verdict=PracticeRun.Verdict.PASSED)
    for member, key in runs.values_list("member", "scenario").distinct():
        found[member] |= {key}
    return found


@transaction.atomic
def require_of(*, member: Membership, number: int) -> None:
    """From now on; 0: real chats at once. Chats they have already stay theirs."""
    member = Membership.objects.select_for_update(no_key=True).defer("photo").get(pk=member.pk)
    member.practice_required = min(max(number, 0), MOST_REQUIRED)
    with watched(member, action="person.work_changed", target=member.display_name):
        member.save(update_fields=["practice_required"])
    _look_again(member)


def require_of_newcomers(*, company: Tenant, number: int) -> None:
    """Of operators and trainees who join from now on."""
    company.practice_required = min(max(number, 0), MOST_REQUIRED)
    with watched(company, target="practice"):
        company.save(update_fields=["practice_required"])


@transaction.atomic
def decide(*, by: Membership, run: PracticeRun, verdict: str, comment: str) -> None:
    """A supervisor's word on a run that is over; may be said again. Raises NotYours."""
    run = PracticeRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.member_id == by.pk or run.ended_at is None:
        raise NotYours
    run.reviewer, run.reviewed_at = by, timezone.now()
    run.verdict, run.comment = verdict, comment
    run.save(update_fields=["reviewer", "reviewed_at", "verdict", "comment"])
    rows = Membership.objects.select_for_update(no_key=True).defer("photo")
    _look_again(rows.get(pk=run.member_id))


def _look_again(member: Membership) -> None:
    """Of a locked member."""
    must = progress(member).left > 0
    if must != member.must_practise:
        Membership.objects.filter(pk=member.pk).update(must_practise=must)
        company_changed(member.tenant_id)
