"""A tip a day, from what the company itself has: its house rules, its library, its praise, and what
its reviews find missing most. The same for everybody on one day. Call inside the company's
scope."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.urls import reverse
from django.utils.translation import gettext as _

from chat.etiquette.models import HouseRule
from feedback.models import Exemplar, Praise, TipChoice
from feedback.surveys.selection import Selection
from tenants.models import Membership, Tenant

from .measures import reviewed
from .trends import LOOKED_BACK, trends

OF_EACH = 50  # the newest; tips are no archive


@dataclass(frozen=True)
class Tip:
    """`key` names it for ever; `quote` is somebody's words; `url` leads to more."""

    key: str
    text: str
    quote: str = ""
    url: str = ""


Source = Callable[[Tenant, date], Iterator[Tip]]


def tip_for(member: Membership, tenant: Tenant, day: date) -> Tip | None:
    """None where they put it aside for this day, want none, or the company has nothing to tell."""
    choice = TipChoice.objects.filter(member=member).first()
    if choice and (choice.is_off or choice.put_aside_on == day):
        return None
    return tip_of(tenant, day)


def tip_of(tenant: Tenant, day: date) -> Tip | None:
    """Drawn by the day alone; what is added meanwhile seldom changes what was drawn (rendezvous
    hashing)."""
    found = [tip for source in SOURCES for tip in source(tenant, day)]
    return max(found, key=lambda tip: _lot(day, tip), default=None)


def _lot(day: date, tip: Tip) -> bytes:
    return sha256(f"{day:%Y-%m-%d} {tip.key}".encode()).digest()


def put_aside(member: Membership, day: date) -> None:
    TipChoice.objects.update_or_create(
        tenant_id=member.tenant_id, member=member, defaults={"put_aside_on": day}
    )


def want(member: Membership, *, is_off: bool) -> None:
    TipChoice.objects.update_or_create(
        tenant_id=member.tenant_id, member=member, defaults={"is_off": is_off, "put_aside_on": None}
    )


def is_off(member: Membership) -> bool:
    return TipChoice.objects.filter(member=member, is_off=True).exists()


def _from_library(tenant: Tenant, day: date) -> Iterator[Tip]:
    rows = Exemplar.objects.filter(state=Exemplar.State.AGREED).order_by("-decided_at")
    for row in rows.defer("lines")[:OF_EACH]:
        yield Tip(
            f"exemplar-{row.pk}",
            _("A chat worth reading shows “{criterion}”:").format(criterion=row.shows),
            row.title,
            reverse("coaching_exemplar", args=[tenant.slug, row.pk]),
        )


def _from_praise(tenant: Tenant, day: date) -> Iterator[Tip]:
    rows = Praise.objects.filter(shared_at__isnull=False).select_related("member")
    for row in rows.order_by("-shared_at")[:OF_EACH]:
        yield Tip(
            f"praise-{row.pk}",
            _("{name} was praised for this:").format(name=row.member.display_name),
            row.text,
        )


def _from_reviews(tenant: Tenant, day: date) -> Iterator[Tip]:
    """What the whole company misses most; nobody in particular."""
    told = trends(Selection(tenant, day - LOOKED_BACK, day), reviewed())
    low = [trend for trend in told if trend.figure and trend.figure.value < 1]
    for trend in sorted(low, key=lambda trend: trend.figure.value if trend.figure else 1)[:2]:
        yield Tip(
            f"criterion-{trend.measure.key}",
            _("Reviews of the last weeks often miss this one:"),
            trend.measure.label,
            reverse("coaching_trends", args=[tenant.slug]),
        )


def _from_house_rules(tenant: Tenant, day: date) -> Iterator[Tip]:
    for row in HouseRule.objects.all()[:OF_EACH]:
        said = _("One of our rules. We do:") if row.is_do else _("One of our rules. We do not:")
        yield Tip(f"house-{row.pk}", said, row.text, reverse("house_rules", args=[tenant.slug]))


SOURCES: list[Source] = [_from_house_rules, _from_library, _from_praise, _from_reviews]
