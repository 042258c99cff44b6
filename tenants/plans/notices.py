"""What those who look after the plan are told on every page, before it matters."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenants.hours import zone_named
from tenants.models import Tenant

from .models import Paying
from .standing import Standing, standing
from .usage import Used, recent_usage

TRIAL_SOON = timedelta(days=5)


def notices(tenant: Tenant) -> list[str]:
    """Call inside the company's scope. Nothing where nothing is limited."""
    found, used = list(_of_plan(tenant, standing(tenant))), recent_usage(tenant)
    if used is None:
        return found
    return [*found, *_of_seats(used.seats), *_of_chats(used.chats)]


def _of_plan(tenant: Tenant, now: Standing) -> list[str]:
    row = now.row
    if row is None:
        return []
    if row.paying == Paying.LATE:
        return [_("The last payment for your plan failed.")]
    if now.is_trial_over:
        return [_("Your trial is over. Chats go on; some pages are closed.")]
    if row.trial_ends_at and row.trial_ends_at - timezone.now() < TRIAL_SOON:
        day = row.trial_ends_at.astimezone(zone_named(tenant.zone))
        return [_("Your trial ends on {day}.").format(day=date_format(day, "DATE_FORMAT"))]
    return []


def _of_seats(seats: Used) -> list[str]:
    told = {"used": seats.used, "most": seats.most}
    if seats.is_full:
        return [_("All {most} seats of your plan are taken.").format(**told)]
    if seats.is_close:
        return [_("{used} of {most} seats of your plan are taken.").format(**told)]
    return []


def _of_chats(chats: Used) -> list[str]:
    told = {"used": chats.used, "most": chats.most}
    if chats.is_full:
        full = _("{used} chats this month, {most} are in your plan. All are answered as ever.")
        return [full.format(**told)]
    if chats.is_close:
        return [_("{used} of {most} chats of this month are used.").format(**told)]
    return []
