"""When somebody answers: the week, the holidays, and who is there besides."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..audit import trailed
from ..holiday_forms import HolidayForm
from ..hours import WrittenHours, read_intervals, week_of, zone_named
from ..hours_forms import OFFICE, BesidesForm, HoursKindForm, WeekForm
from ..keeping_hours import keep_hours
from ..models import Department, Holiday, Membership, OpeningHours, Tenant
from ..news import company_changed
from ..rights import needs


@needs("manage_settings")
@trailed("hours", OpeningHours, Department, Tenant)
def hours(request: HttpRequest, slug: str, department_id: int | None = None) -> HttpResponse:
    department = department_or_404(request, department_id)
    written = week_of(request.tenant, department)
    kind = HoursKindForm(request.POST or None, department=department, week=written)
    week = WeekForm(request.POST or None, week=written or OFFICE)
    if (
        request.method == "POST"
        and kind.is_valid()
        and keep_hours(request.tenant, department, kind, week)
    ):
        company_changed(request.tenant.pk)
        messages.success(request, _("Saved. Chats that are open now follow within seconds."))
        return back_to_hours(slug, department)
    return hours_page(request, department, kind=kind, week=week)


@needs("manage_settings")
@trailed("hours", Membership, Tenant)
def besides(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method != "POST":  # somebody came back to the address of a refused form
        return back_to_hours(slug, None)
    tenant = request.tenant
    form = BesidesForm(request.POST, tenant=tenant)
    if not form.is_valid():
        return hours_page(request, None, besides=form)
    chosen = [member.pk for member in form.cleaned_data["people"]]
    everybody = tenant.memberships.active()
    everybody.filter(pk__in=chosen).update(works_after_hours=True)
    everybody.exclude(pk__in=chosen).update(works_after_hours=False)
    tenant.masked_after_s = 60 * form.cleaned_data["minutes"]
    tenant.save(update_fields=["masked_after_s"])
    company_changed(tenant.pk)
    messages.success(request, _("Saved."))
    return back_to_hours(slug, None)


def hours_page(
    request: HttpRequest, department: Department | None, **forms: object
) -> HttpResponse:
    """The whole page, with the forms that were sent and those that were not."""
    tenant = request.tenant
    written = week_of(tenant, department)
    context = {
        "department": department,
        "kind": HoursKindForm(department=department, week=written),
        "week": WeekForm(week=written or OFFICE),
        "holiday": HolidayForm(tenant=tenant, department=department),
        "besides": None if department else BesidesForm(tenant=tenant),
        "holidays": _holidays(request, department),
        "year": today_of(request).year,
        "now": _now(request, department),
        **forms,
    }
    return render(request, "tenants/settings_hours.html", context)


def _holidays(request: HttpRequest, department: Department | None) -> list[tuple]:
    """(holiday, its intervals) from today on."""
    rows = Holiday.objects.filter(
        tenant=request.tenant, department=department, date__gte=today_of(request)
    )
    return [(row, read_intervals(row.intervals)) for row in rows]


def _now(request: HttpRequest, department: Department | None) -> dict[str, object]:
    """Whether it is open at this moment, and until or from when, in the zone the hours are in."""
    now = timezone.now()
    schedule = WrittenHours(request.tenant, now).schedule(department)
    moments = {"opens": schedule.opens(now), "closes": schedule.closes(now)}
    local = {name: at and at.astimezone(schedule.zone) for name, at in moments.items()}
    today = now.astimezone(schedule.zone).date()
    return {"is_open": schedule.is_open(now), "zone": schedule.zone.key, "today": today, **local}


def department_or_404(request: HttpRequest, department_id: int | None) -> Department | None:
    if department_id is None:
        return None
    return get_object_or_404(Department, tenant=request.tenant, pk=department_id)


def today_of(request: HttpRequest) -> date:
    return timezone.now().astimezone(zone_named(request.tenant.zone)).date()


def back_to_hours(slug: str, department: Department | None) -> HttpResponse:
    if department:
        return redirect("settings_hours", slug=slug, department_id=department.pk)
    return redirect("settings_hours", slug=slug)
