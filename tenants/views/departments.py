"""Departments: made, named, put in order, filled with people, and given up."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..audit import trailed
from ..department_forms import DepartmentForm
from ..departments import give_up_department
from ..models import Department, DepartmentMember
from ..rights import needs


@needs("manage_settings")
def departments(request: HttpRequest, slug: str) -> HttpResponse:
    people = DepartmentMember.objects.filter(member__ended_at=None).values("department")
    counted = dict(people.annotate(n=Count("pk")).values_list("department", "n"))
    listed = [(each, counted.get(each.pk, 0)) for each in request.tenant.departments.all()]
    return render(request, "tenants/settings_departments.html", {"departments": listed})


@needs("manage_settings")
def department(request: HttpRequest, slug: str, department_id: int | None = None) -> HttpResponse:
    """One of them, or a new one."""
    found = None if department_id is None else _department_or_404(request, department_id)
    name = found.name if found else ""  # validation writes into `found`
    form = DepartmentForm(request.POST or None, instance=found, tenant=request.tenant)
    if request.method == "POST" and form.is_valid():
        kept = form.keep()
        messages.success(request, _("{name} is saved.").format(name=kept.name))
        if not form.cleaned_data["members"]:
            told = _("Nobody is in {name}: everybody is asked for its chats.")
            messages.warning(request, told.format(name=kept.name))
        return redirect("settings_departments", slug)
    context = {"form": form, "department": found, "name": name}
    return render(request, "tenants/settings_department.html", context)


@require_POST
@needs("manage_settings")
@transaction.atomic
@trailed("departments", Department)
def move_department(request: HttpRequest, slug: str, department_id: int) -> HttpResponse:
    """One place up or down."""
    moved = _department_or_404(request, department_id)
    ordered = list(request.tenant.departments.select_for_update(no_key=True))
    place = ordered.index(moved)
    other = place + (-1 if request.POST.get("to") == "up" else 1)
    if 0 <= other < len(ordered):
        ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered):
        each.position = position
    Department.objects.bulk_update(ordered, ["position"])
    return redirect("settings_departments", slug)


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
def delete_department(request: HttpRequest, slug: str, department_id: int) -> HttpResponse:
    """Asks first. Its chats go on, without a department."""
    found = _department_or_404(request, department_id)
    if request.method == "POST":
        give_up_department(department=found)
        messages.success(request, _("{name} is gone. Its chats go on.").format(name=found.name))
        return redirect("settings_departments", slug)
    context = {"department": found, "holidays": found.holidays.count()}
    return render(request, "tenants/settings_department_delete.html", context)


def _department_or_404(request: HttpRequest, department_id: int) -> Department:
    return get_object_or_404(Department, tenant=request.tenant, pk=department_id)
