"""Mine, the team, one person; and the small things that are done there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat.articles.dates import today_of
from feedback.actions.coaching import mark_seen, share_praise, take_back_praise
from feedback.coaching import people, tips
from tenants.models import Membership
from tenants.rights import needs

from .shown import done, says_why_not, shown, to_mine


@require_safe
@needs("chat")
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    person = people.person_of(request.tenant, request.membership)
    if request.method == "GET":
        mark_seen(request.membership)
    context = {
        "person": person,
        "is_own": True,
        "tip": tips.tip_for(request.membership, request.tenant, person.today),
        "tips_off": tips.is_off(request.membership),
        "shared": people.shared_praise(request.membership),
    }
    return shown(request, "feedback/coaching/mine.html", "coaching", context)


@require_safe
@needs("oversee")
def team(request: HttpRequest, slug: str) -> HttpResponse:
    context = {
        "people": people.team(request.tenant),
        "to_look_at": people.to_look_at(request.membership),
        "today": today_of(request.tenant),
    }
    return shown(request, "feedback/coaching/team.html", "coaching_team", context)


@require_safe
@needs("oversee")
def person(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """Also of somebody who has left: what they did stays."""
    member = get_object_or_404(Membership.objects.defer("photo"), pk=member_id)
    context = {
        "person": people.person_of(request.tenant, member),
        "may_coach": member.is_active and member.pk != request.membership.pk,
    }
    return shown(request, "feedback/coaching/person.html", "coaching_team", context)


@needs("chat")
@require_POST
@says_why_not(to_mine)
def praise(request: HttpRequest, slug: str, praise_id: int) -> HttpResponse:
    """Share it with the team, keep it to oneself again; or take it back, by whoever gave it."""
    member, do = request.membership, request.POST.get("do")
    if do == "take_back":
        take_back_praise(praise_id=praise_id, by=member)
        done(request, _("Taken back."))
        return redirect("coaching_team", slug)
    row = share_praise(praise_id=praise_id, member=member, is_shared=do == "share")
    done(
        request,
        _("Your team can read it now.") if row.shared_at else _("Only you and coaches read it."),
    )
    return redirect("coaching", slug)


@needs("chat")
@require_POST
def tip(request: HttpRequest, slug: str) -> HttpResponse:
    """Put aside for today, for good, or wanted again."""
    do = request.POST.get("do")
    if do in ("off", "on"):
        tips.want(request.membership, is_off=do == "off")
    else:
        tips.put_aside(request.membership, today_of(request.tenant))
    return redirect("coaching", slug)
