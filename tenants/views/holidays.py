"""Days with hours of their own."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..audit import trailed
from ..holiday_forms import HolidayForm
from ..hours import write_intervals
from ..models import Holiday
from ..news import company_changed
from ..rights import needs
from .hours import back_to_hours, department_or_404, hours_page, today_of


@needs("manage_settings")
@trailed("hours", Holiday)
def add_holiday(request: HttpRequest, slug: str, department_id: int | None = None) -> HttpResponse:
    department = department_or_404(request, department_id)
    if request.method != "POST":  # somebody came back to the address of a refused form
        return back_to_hours(slug, department)
    form = HolidayForm(request.POST, tenant=request.tenant, department=department)
    if not form.is_valid():
        return hours_page(request, department, holiday=form)
    Holiday.objects.create(
        tenant=request.tenant,
        department=department,
        date=form.cleaned_data["date"],
        name=form.cleaned_data["name"],
        intervals=write_intervals(form.intervals),
    )
    company_changed(request.tenant.pk)
    told = _("{name} is on the list.").format(name=form.cleaned_data["name"])
    messages.success(request, told)
    return back_to_hours(slug, department)


@require_POST
@needs("manage_settings")
@trailed("hours", Holiday)
def remove_holiday(
    request: HttpRequest, slug: str, holiday_id: int, department_id: int | None = None
) -> HttpResponse:
    department = department_or_404(request, department_id)
    holiday = get_object_or_404(
        Holiday, tenant=request.tenant, department=department, pk=holiday_id
    )
    holiday.delete()
    company_changed(request.tenant.pk)
    messages.success(request, _("{name} is an ordinary day again.").format(name=holiday.name))
    return back_to_hours(slug, department)


@require_POST
@needs("manage_settings")
@trailed("hours", Holiday)
def repeat_holidays(
    request: HttpRequest, slug: str, department_id: int | None = None
) -> HttpResponse:
    """This year's once more in the next, on the same dates."""
    department = department_or_404(request, department_id)
    year = today_of(request).year
    own = Holiday.objects.filter(tenant=request.tenant, department=department)
    taken = set(own.filter(date__year=year + 1).values_list("date", flat=True))
    copies = [
        Holiday(
            tenant=request.tenant,
            department=department,
            date=there,
            name=holiday.name,
            intervals=holiday.intervals,
        )
        for holiday in own.filter(date__year=year)
        if (there := _in_year(holiday.date, year + 1)) and there not in taken
    ]
    Holiday.objects.bulk_create(copies)
    company_changed(request.tenant.pk)
    messages.success(request, _copied(len(copies), year + 1))
    return back_to_hours(slug, department)


def _copied(count: int, year: int) -> str:
    told = ngettext(
        "{count} holiday copied to {year}. Look at those that move, such as Easter.",
        "{count} holidays copied to {year}. Look at those that move, such as Easter.",
        count,
    )
    return (told if count else _("{year} has them all already.")).format(count=count, year=year)


def _in_year(day: date, year: int) -> date | None:
    """None for a 29 February that is not there."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None
