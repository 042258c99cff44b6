"""The companies a person works for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..actions import disabled_companies_of, memberships_of
from ..arrival import first_page
from ..caps import within
from ..forms import CompanyForm
from ..leaving.asking import leaving_companies_of, may_take_back
from ..leaving.links import way_back
from ..signin.admission import reachable
from ..signin.domains import companies_to_join
from ..signin.standing import is_by_provider_alone


@login_required
def companies(request: HttpRequest) -> HttpResponse:
    """Straight to work for those who have one company, the choice for the rest."""
    mine = reachable(request.session, memberships_of(request.user))
    joinable = [] if is_by_provider_alone(request.session) else companies_to_join(request.user)
    disabled = disabled_companies_of(request.user)
    leaving = leaving_companies_of(request.user)
    if len(mine) == 1 and not (joinable or disabled or leaving):
        return redirect(first_page(mine[0]))
    context = {
        "memberships": mine,
        "joinable": joinable,
        "disabled": disabled,
        "leaving": [(m.tenant, way_back(m.tenant) if may_take_back(m) else "") for m in leaving],
    }
    return render(request, "tenants/companies.html", context)


def front(request: HttpRequest, slug: str) -> HttpResponse:
    return redirect(f"/t/{slug}/inbox/")


@login_required
def found(request: HttpRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if within("5/day", "companies-of-person", request.user.pk):
            membership = form.found_for(request.user)
            told = _("{company} is ready.").format(company=membership.tenant.name)
            messages.success(request, told)
            return redirect(first_page(membership))
        form.add_error(
            None, _("That are five companies in a day. Come back tomorrow for the next.")
        )
    return render(request, "tenants/found.html", {"form": form})
