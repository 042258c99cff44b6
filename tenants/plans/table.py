"""Every plan there is. The one table; the page shows it as it is."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TRIAL = timedelta(days=14)
SOFT_SHARE = 0.8  # from there on admins are told


class Feature(NamedTuple):
    """`pages`: what stands behind it, below /t/<slug>/."""

    label: str | Promise
    pages: tuple[str, ...] = ()


FEATURES = {
    "reviews": Feature(_("Reviews and coaching"), ("reviews/", "coaching/")),
    "practice": Feature(_("Practice chats"), ("practice/",)),
    "reports": Feature(_("Reports and the live wall"), ("reports/",)),
    "api": Feature(_("API, webhooks and notifications"), ("settings/api/", "settings/webhooks/",
                                                          "settings/notifications/")),
    "single_sign_on": Feature(_("Single sign-on"), ("settings/sign-in/provider/",)),
}  # fmt: skip


class Plan(NamedTuple):
    """`seats`, `chats` (a month): None is no limit. `is_sold`: can be paid for here."""

    name: str
    label: str | Promise
    seats: int | None
    chats: int | None
    features: frozenset[str]
    is_sold: bool = False


_ALL = frozenset(FEATURES)
SELF_HOSTED, TRIAL_PLAN, FREE = "self-hosted", "trial", "free"
PLANS = {
    plan.name: plan
    for plan in (
        Plan(FREE, pgettext_lazy("plan", "Free"), 2, 100, frozenset()),
        Plan(TRIAL_PLAN, pgettext_lazy("plan", "Trial"), 10, 2_000, _ALL),
        Plan("team", pgettext_lazy("plan", "Team"), 10, 2_000, frozenset({"reports", "practice",
                                                                          "api"}), True),
        Plan("business", pgettext_lazy("plan", "Business"), 50, 20_000, _ALL, True),
        Plan(SELF_HOSTED, pgettext_lazy("plan", "Without limits"), None, None, _ALL),
    )
}  # fmt: skip


def with_feature(feature: str) -> list[Plan]:
    """The plans somebody could change to for it."""
    return [plan for plan in PLANS.values() if plan.is_sold and feature in plan.features]
