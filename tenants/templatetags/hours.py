"""Moments and hours as people read them on the settings pages."""

from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.urls import reverse

from tenants.models import Department, Holiday
from tenants.schedule import DAY, Interval

register = template.Library()


@register.filter
def moment(at: datetime, today: date) -> str:
    """`at` is in the zone it is to be read in: "17:00", "tomorrow 09:00", "Mon 09:00"."""
    time, away = f"{at:%H:%M}", at.date() - today
    if not away:
        return time
    if away == DAY:
        return f"tomorrow {time}"
    return f"{at:%a} {time}" if away < 7 * DAY else f"{at:%-d %B} {time}"


@register.filter
def intervals(pairs: Sequence[Interval]) -> str:
    """ "Closed", "24 hours", "09:00–12:00, 14:00–18:00"."""
    if any(opens == closes for opens, closes in pairs):
        return "24 hours"
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in pairs) or "Closed"


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
