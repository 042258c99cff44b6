"""The people of a company: who is there, who may do what, who comes and goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import NotAllowed, change_role, end_membership
from ..invitations import invite, unanswered
from ..mail import NotSent
from ..models import Membership, Role
from ..people_forms import InviteForm, RoleForm
from ..rights import needs
from ..signin.factors import with_second_factor
from ..signin.fresh import needs_fresh_sign_in_to_change
from ..signin.providers import disconnect, is_connected

NOT_SENT = gettext_lazy(
    "Our mail server is not answering, so nothing was sent. Try again in a minute."
)


@needs("manage_people")
def people(request: HttpRequest, slug: str) -> HttpResponse:
    form = InviteForm(request.POST or None, by=request.membership, initial={"role": Role.OPERATOR})
    if request.method == "POST" and form.is_valid():
        try:
            invite(by=request.membership, **form.cleaned_data)
        except (NotAllowed, NotSent) as error:
            form.add_error("email", NOT_SENT if isinstance(error, NotSent) else error)
        else:
            told = _("An invitation is on its way to {email}.")
            messages.success(request, told.format(email=form.cleaned_data["email"]))
            return redirect("people", slug)
    context = {
        "form": form,
        "members": _members(request),
        "invitations": unanswered(request.tenant),
        "now": timezone.now(),
    }
    return render(request, "tenants/people.html", context)


def _members(request: HttpRequest) -> list[Membership]:
    order = {role: rank for rank, role in enumerate(Role)}
    members = request.tenant.memberships.active().select_related("user").defer("photo")
    found = members.prefetch_related("in_departments__department")
    safe = with_second_factor([member.user_id for member in found])
    for member in found:
        member.has_factor = member.user_id in safe
        member.is_here = member.online_until is not None and member.online_until > timezone.now()
    return sorted(found, key=lambda m: (order[m.role], m.display_name.casefold()))


@needs("manage_people")
@needs_fresh_sign_in_to_change
def person(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """One person's role."""
    member = _member_or_404(request, member_id)
    form = RoleForm(request.POST or None, by=request.membership, initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        try:
            change_role(by=request.membership, member=member, role=form.cleaned_data["role"])
        except NotAllowed as error:
            form.add_error("role", error)
        else:
            role = Role(form.cleaned_data["role"]).label
            told = _("Saved. The role of {name} is now: {role}.")
            messages.success(request, told.format(name=member.display_name, role=role))
            return _back(request, member, slug)
    context = {"member": member, "form": form, "is_connected": is_connected(member)}
    return render(request, "tenants/person.html", context)


@require_POST
@needs("secure")
@needs_fresh_sign_in_to_change
def unlink(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """From the company's provider: whoever comes with that address is connected anew."""
    member = _member_or_404(request, member_id)
    disconnect(member=member)
    messages.success(request, _("Saved."))
    return redirect("person", slug, member_id)


def _back(request: HttpRequest, member: Membership, slug: str) -> HttpResponse:
    """Who gave up their own rights could not open the list of people any more."""
    if member.pk == request.membership.pk:
        return redirect(f"/t/{slug}/inbox/")
    return redirect("people", slug)


@needs("manage_people")
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_sign_in_to_change
def end(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """Asks first, then ends the membership."""
    member = _member_or_404(request, member_id)
    refusal = None
    if request.method == "POST":
        try:
            end_membership(by=request.membership, member=member)
        except NotAllowed as error:
            refusal = error.message
        else:
            told = _("{name} no longer has access.").format(name=member.display_name)
            messages.success(request, told)
            is_self = member.pk == request.membership.pk
            return redirect("companies") if is_self else redirect("people", slug)
    context = {"member": member, "refusal": refusal}
    return render(request, "tenants/person_end.html", context, status=409 if refusal else 200)


def _member_or_404(request: HttpRequest, member_id: int) -> Membership:
    members = request.tenant.memberships.active().select_related("user").defer("photo")
    return get_object_or_404(members, pk=member_id)
