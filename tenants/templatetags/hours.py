"""Moments and hours as people read them on the settings pages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenants.models import Department, Holiday
from tenants.schedule import DAY, Interval

register = template.Library()


@register.filter
def moment(at: datetime, today: date) -> str:
    """`at` is in the zone it is to be read in: "17:00", "tomorrow 09:00", "Monday 09:00"."""
    time, away = f"{at:%H:%M}", at.date() - today
    if not away:
        return time
    if away == DAY:
        return _("tomorrow {time}").format(time=time)
    day = date_format(at.date(), "l" if away < 7 * DAY else "MONTH_DAY_FORMAT")
    return _("{day} {time}").format(day=day, time=time)


@register.simple_tag
def opening_state(now: Mapping[str, Any]) -> str:
    """`now` as tenants.views.hours tells it: "Open now, until 17:00"."""
    today = now["today"]
    if now["is_open"]:
        closes = now["closes"]
        told = _("Open now, until {when}") if closes else _("Open now")
        return told.format(when=closes and moment(closes, today))
    opens = now["opens"]
    told = _("Closed now, opens {when}") if opens else _("Closed now")
    return told.format(when=opens and moment(opens, today))


@register.filter
def intervals(pairs: Sequence[Interval]) -> str:
    """ "Closed", "24 hours", "09:00–12:00, 14:00–18:00"."""
    if any(opens == closes for opens, closes in pairs):
        return _("24 hours")
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in pairs) or _("Closed")


@register.simple_tag(takes_context=True)
def hours_url(context: template.Context, name: str, department: Department | None) -> str:
    """A page of the company's hours, or of the department's."""
    return reverse(name, kwargs=_whose(context["request"].tenant.slug, department))


@register.simple_tag(takes_context=True)
def holiday_remove(
    context: template.Context, holiday: Holiday, department: Department | None
) -> str:
    whose = _whose(context["request"].tenant.slug, department)
    return reverse("holiday_remove", kwargs=whose | {"holiday_id": holiday.pk})


def _whose(slug: str, department: Department | None) -> dict[str, object]:
    return {"slug": slug} | ({"department_id": department.pk} if department else {})
