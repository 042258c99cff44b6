"""How many chats somebody holds at once and what they are good at. The forms stand on pages of
`tenants` (chat/templatetags/work.py); what was wrong is shown on a page of their own."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import agenda
from chat.team import tell_presence
from tenants.audit import watched
from tenants.models import DepartmentMember, Membership
from tenants.rights import needs

from .work_forms import CapacityForm, WorkForm


@needs("manage_people")
@require_http_methods(["GET", "HEAD", "POST"])
def person_work(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    members = Membership.objects.active().defer("photo")
    member = get_object_or_404(members, pk=member_id)
    form = WorkForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        _keep(form)
        messages.success(request, _("Saved how {name} works.").format(name=member.display_name))
        return redirect("person", slug, member_id)
    return render(request, "chat/person_work.html", {"form": form, "member": member})


@require_http_methods(["GET", "HEAD", "POST"])
def my_work(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own capacity; the rest is for those who manage people."""
    form = CapacityForm(request.POST or None, member=request.membership)
    if request.method == "POST" and form.is_valid():
        _keep(form)
        messages.success(request, _("Saved how many chats you hold at once."))
        return redirect("profile", slug)
    context = {"form": form, "member": request.membership, "is_own": True}
    return render(request, "chat/person_work.html", context)


@transaction.atomic
def _keep(form: CapacityForm) -> None:
    """Colleagues see it, and what waits may go to them now."""
    member = form.member
    what = {"action": "person.work_changed", "target": member.display_name}
    with watched(member, DepartmentMember, **what):
        form.keep()
    tell_presence(form.member.pk)
    agenda.look_soon(form.member.tenant_id)
