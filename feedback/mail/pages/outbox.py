"""What has left, what waits, and what a person has to decide."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from chat.actions import Refused
from chat.models import Visitor
from feedback import addresses
from feedback.actions.mail_by_hand import UNDECIDED, mark_done, send_again
from feedback.models import OutgoingMail
from tenants.rights import needs

from .told import told_problem

State = OutgoingMail.State
PAGE = 50
BADGES = {
    State.SENT: "good",
    State.UNKNOWN: "warn",
    State.FAILED: "bad",
}
WHY_NOT = {
    "not_now": gettext_lazy("Somebody has decided this meanwhile."),
    "no_consent": gettext_lazy("Permission was taken back meanwhile: it cannot be sent."),
    "stopped": gettext_lazy("This address is not written to any more."),
}


@require_safe
@needs("manage_settings")
def outbox(request: HttpRequest, slug: str) -> HttpResponse:
    """Newest first; `?state=`, `?before=` a number."""
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    found = list(_rows(state, before)[: PAGE + 1])
    context = {
        "mails": shown(found[:PAGE]),
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "states": State.choices,
        "chosen": state,
        "is_newest": not before,
        "undecided": OutgoingMail.objects.filter(state=State.UNKNOWN).count(),
    }
    return render(request, "feedback/mail_outbox.html", context)


def _rows(state: str, before: str) -> QuerySet[OutgoingMail]:
    rows = OutgoingMail.objects.select_related("live_consent__address").order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    return rows


def shown(mails: list[OutgoingMail]) -> list[dict[str, Any]]:
    names = dict(
        Visitor.objects.filter(pk__in={mail.subject for mail in mails}).values_list("pk", "name")
    )
    return [
        {
            "mail": mail,
            "to": _veiled(mail),
            "name": names.get(mail.subject, ""),
            "is_here": mail.subject in names,
            "badge": BADGES.get(State(mail.state), ""),
            "problem": told_problem(mail.problem),
            "is_undecided": mail.state in UNDECIDED,
        }
        for mail in mails
    ]


def _veiled(mail: OutgoingMail) -> str:
    """To recognise it by; empty once the address is forgotten."""
    live = mail.live_consent
    return addresses.recognisable(live.address.sealed) if live else ""


@require_safe
@needs("manage_settings")
def one(request: HttpRequest, slug: str, mail_id: int) -> HttpResponse:
    rows = OutgoingMail.objects.select_related("live_consent__address")
    [row] = shown([get_object_or_404(rows, pk=mail_id)])
    return render(request, "feedback/mail_one.html", row)


@require_POST
@needs("manage_settings")
def again(request: HttpRequest, slug: str, mail_id: int) -> HttpResponse:
    return _decide(request, mail_id, send_again, _("It is queued and leaves within a minute."))


@require_POST
@needs("manage_settings")
def done(request: HttpRequest, slug: str, mail_id: int) -> HttpResponse:
    return _decide(request, mail_id, mark_done, _("Marked as done."))


def _decide(request: HttpRequest, mail_id: int, action: Any, success: str) -> HttpResponse:
    try:
        action(member=request.membership, mail_id=mail_id)
        messages.success(request, success)
    except Refused as refused:
        if refused.code == "not_found":
            raise Http404 from None
        messages.error(request, WHY_NOT[refused.code])
    return redirect("mail_outbox", request.tenant.slug)
