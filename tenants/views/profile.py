"""One person's name and photo in one company, and the photos customers see."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.tenancy import tenant_scope

from ..audit import record, watched
from ..models import Membership, Tenant
from ..news import company_changed
from ..portraits import portrait_hash
from ..settings_forms import ProfileForm

A_YEAR_S = 31_536_000


def profile(request: HttpRequest, slug: str) -> HttpResponse:
    me = request.membership
    form = ProfileForm(
        request.POST or None, request.FILES or None, initial={"display_name": me.display_name}
    )
    if request.method == "POST" and form.is_valid():
        _keep(me, **form.cleaned_data)
        messages.success(request, _("Saved. This is how customers see you."))
        return redirect("profile", slug)
    return render(request, "tenants/profile.html", {"form": form})


def _keep(me: Membership, *, display_name: str, photo: bytes | None) -> None:
    me.display_name = display_name
    changed = ["display_name"]
    if photo:
        me.photo, me.photo_hash = photo, portrait_hash(photo)
        changed += ["photo", "photo_hash"]
    what = {"action": "person.profile_changed", "target": display_name}
    with watched(me, **what, **({"photo": True} if photo else {})):
        me.save(update_fields=changed)
    company_changed(me.tenant_id)


@require_POST
def remove_photo(request: HttpRequest, slug: str) -> HttpResponse:
    me = request.membership
    me.photo, me.photo_hash = None, ""
    me.save(update_fields=["photo", "photo_hash"])
    record("person.profile_changed", target=me.display_name, photo=False)
    company_changed(me.tenant_id)
    messages.success(request, _("Your photo is gone. Customers see your initials."))
    return redirect("profile", slug)


@require_safe
def portrait(request: HttpRequest, tenant_id: int, photo_hash: str) -> HttpResponse:
    """Public: customers see it. The address names the content, so it never changes."""
    tenant = Tenant.objects.filter(pk=tenant_id, is_active=True).first()
    if tenant is None:
        raise Http404
    with tenant_scope(tenant):
        photos = tenant.memberships.filter(photo_hash=photo_hash)
        photo = photos.values_list("photo", flat=True).first()
    if not photo:
        raise Http404
    response = HttpResponse(bytes(photo), content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={A_YEAR_S}, immutable"
    return response
