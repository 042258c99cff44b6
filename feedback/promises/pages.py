"""`/t/<slug>/promises/`: the board. Everybody sees all of it, and helps out: a promise is the
company's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chat.actions import Refused
from feedback.actions.promises import drop_promise, pass_on
from feedback.models import Afterwards, FollowUp
from tenants.audit import trailed
from tenants.hours import zone_named
from tenants.rights import needs

from .board import DONE, DUE, LATE, MINE, TEAM, board
from .forms import AfterwardsForm, DropForm, KeeperForm
from .frames import mail_to
from .rules import rules_of
from .shown import with_keeper

TABS = {
    LATE: gettext_lazy("Overdue"),
    DUE: pgettext_lazy("promises", "Due"),
    MINE: pgettext_lazy("promises", "Mine"),
    TEAM: pgettext_lazy("promises", "Team"),
    DONE: pgettext_lazy("promises", "Done"),
}
EMPTY = {
    LATE: (
        gettext_lazy("Nothing is late"),
        gettext_lazy("What is not kept in time comes here, and supervisors are told."),
    ),
    DUE: (
        gettext_lazy("Nothing is promised"),
        gettext_lazy(
            "When you do not know something, say so: press f in a chat, promise an answer by a "
            "time, and it waits here until you keep it."
        ),
    ),
    MINE: (
        gettext_lazy("You have promised nothing"),
        gettext_lazy("Promises you make in a chat, or are given, stand here until you keep them."),
    ),
    TEAM: (
        gettext_lazy("Nothing waits for the team"),
        gettext_lazy("Promises that are nobody's in particular stand here. Anybody may keep them."),
    ),
    DONE: (
        gettext_lazy("None kept yet"),
        gettext_lazy("A promise is kept by answering in the same chat. Then it moves here."),
    ),
}


@require_safe
@needs("chat")
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    found = board(request.membership, request.GET.get("view"), request.GET.get("page"))
    tabs = [(name, label, found.counts.get(name)) for name, label in TABS.items()]
    title, text = EMPTY[found.view]
    context = {"board": found, "tabs": tabs, "empty_title": title, "empty_text": text}
    return _render(request, "feedback/promises.html", context)


@needs("chat")
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, slug: str, follow_up_id: int) -> HttpResponse:
    """One promise: give it to somebody else, or drop it with a word to the customer."""
    rows = with_keeper(FollowUp.objects.select_related("visitor", "conversation"))
    row = get_object_or_404(rows, pk=follow_up_id)
    what = request.POST.get("do")
    keeping = KeeperForm(request.POST if what == "pass" else None, row=row)
    dropping = DropForm(request.POST if what == "drop" else None)
    try:
        if what == "pass" and keeping.is_valid():
            return _passed(request, row, keeping)
        if what == "drop" and dropping.is_valid():
            return _dropped(request, row, dropping)
    except Refused as refused:
        return _refused(request, row, refused)
    context = {"row": row, "keeping": keeping, "dropping": dropping}
    context |= {"mail": mail_to(row.visitor_id), "now": timezone.now()}
    return _render(request, "feedback/promise.html", context)


def _passed(request: HttpRequest, row: FollowUp, form: KeeperForm) -> HttpResponse:
    pass_on(to=form.keeper_id, **_about(request, row, form.client_id))
    messages.success(request, _("Saved who keeps it."))
    return redirect("promise", request.tenant.slug, row.pk)


def _dropped(request: HttpRequest, row: FollowUp, form: DropForm) -> HttpResponse:
    drop_promise(why=form.cleaned_data["why"], **_about(request, row, form.client_id))
    messages.success(request, _("Dropped. The customer reads why in their chat."))
    return redirect("promises", request.tenant.slug)


def _about(request: HttpRequest, row: FollowUp, client_id: object) -> dict[str, Any]:
    return {
        "member": request.membership,
        "conversation_id": row.conversation_id,
        "client_id": client_id,
        "follow_up_id": row.pk,
    }


def _refused(request: HttpRequest, row: FollowUp, refused: Refused) -> HttpResponse:
    if refused.code == "promise_over":
        messages.warning(request, _("It was kept or dropped meanwhile, so nothing was changed."))
    else:
        messages.warning(request, _("That could not be done. Look again and try once more."))
    return redirect("promise", request.tenant.slug, row.pk)


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("promises", Afterwards)
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    rules = rules_of(request.tenant)
    form = AfterwardsForm(request.POST or None, instance=rules)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. It counts from the next chat on."))
        return redirect("promise_settings", slug)
    return render(request, "feedback/promise_settings.html", {"form": form})


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """In the company's time zone."""
    context["now"] = timezone.now()
    with timezone.override(zone_named(request.tenant.zone)):
        return render(request, template, context)
