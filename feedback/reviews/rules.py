"""The rules that choose finished chats for review: what each means, what a company made of it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.models import Reason, ReviewRule
from tenants.models import Tenant


@dataclass(frozen=True)
class Found:
    """What is known of one finished chat."""

    rating: int | None  # only one the customer let the company see
    upset: int  # 0 to 100, at its highest
    gap_s: int
    has_broken_promise: bool
    is_by_trainee: bool


@dataclass(frozen=True)
class Rule:
    """`holds(found, threshold)`; without it the rule does not look at one chat (the sample)."""

    title: str | Promise
    help: str | Promise
    due_days: int
    holds: Callable[[Found, int], bool] | None = None
    threshold: int = 0
    unit: str | Promise = ""
    least: int = 0
    most: int = 0


RULES: dict[str, Rule] = {
    Reason.LOW_RATING: Rule(
        _("Low rating"),
        _(
            "Only chats whose customer let you see which chat they rated. A rating given "
            "anonymously never leads anybody to its chat."
        ),
        due_days=2,
        holds=lambda found, most: found.rating is not None and found.rating <= most,
        threshold=2,
        unit=_("A rating of up to (of 5)"),
        least=1,
        most=4,
    ),
    Reason.FRUSTRATION: Rule(
        _("Upset customer"),
        _("The frustration signal at its highest in the chat."),
        due_days=3,
        holds=lambda found, least: found.upset >= least,
        threshold=65,
        unit=_("A signal from (of 100)"),
        least=20,
        most=100,
    ),
    Reason.BROKEN_PROMISE: Rule(
        _("Broken promise"),
        _("A promise to the customer was late, or was dropped."),
        due_days=3,
        holds=lambda found, _threshold: found.has_broken_promise,
    ),
    Reason.LONG_GAP: Rule(
        _("Long silence"),
        _("The longest the customer waited for the next answer, where no later time was agreed."),
        due_days=5,
        holds=lambda found, least: found.gap_s >= least,
        threshold=300,
        unit=_("Seconds from"),
        least=120,
        most=86_400,
    ),
    Reason.TRAINEE: Rule(
        _("Trainee"),
        _("Every chat of somebody who is still learning."),
        due_days=3,
        holds=lambda found, _threshold: found.is_by_trainee,
    ),
    Reason.SAMPLE: Rule(
        _("Random sample"),
        _(
            "So many chats of each operator, drawn every Monday from the week before. The draw "
            "follows from the seed below, so anybody can check that nobody was picked on."
        ),
        due_days=7,
        threshold=2,
        unit=_("Chats of each operator and week"),
        least=1,
        most=20,
    ),
}


def rules_of(tenant: Tenant) -> dict[str, ReviewRule]:
    """{reason: what the company made of it}; written down with our defaults where it is new."""
    found = {row.reason: row for row in ReviewRule.objects.filter(tenant=tenant)}
    missing = [reason for reason in RULES if reason not in found]
    if missing:
        ReviewRule.objects.bulk_create(
            (_usual(tenant, each) for each in missing), ignore_conflicts=True
        )
        found = {row.reason: row for row in ReviewRule.objects.filter(tenant=tenant)}
    return {reason: found[reason] for reason in RULES}


def _usual(tenant: Tenant, reason: str) -> ReviewRule:
    rule = RULES[reason]
    return ReviewRule(
        tenant=tenant,
        reason=reason,
        threshold=rule.threshold,
        due_days=rule.due_days,
        seed=secrets.token_hex(4) if reason == Reason.SAMPLE else "",
    )
