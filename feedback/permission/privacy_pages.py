"""`/privacy/<key>/<token>/`: what is held about a visitor, for what, since when and by which words;
taken back, taken along or erased by a click. No login: the link lets in."""

from contextlib import suppress
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat.actions import Refused
from chat.models import Conversation
from feedback import addresses
from feedback.actions.consents import withdraw
from feedback.links import Use
from feedback.models import ConsentEvent, LiveConsent, Purpose, Retention
from feedback.privacy.erasing import erase_visitor
from feedback.transcripts.lines import transcript_of, zone_of

from .arrivals import Arrival, by_link
from .holdings import counted, everything
from .offers import notice_of
from .places import place_name
from .receipts import receipt_of
from .state import in_force

USES = (Use.VISIT, Use.PRIVACY)
PLACE = "privacy_page"
ALL = "all"


@require_safe
@by_link(*USES)
def page(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    if arrival.visitor is None:
        return _render(request, arrival, "feedback/privacy_nothing.html", status=410)
    held = in_force(arrival.visitor_id)
    context = {
        "held": [_shown(row) for row in held if row.purpose != Purpose.CONFIRMATION],
        "waiting": next((_shown(r) for r in held if r.purpose == Purpose.CONFIRMATION), None),
        "lines": [(line, place_name(line.place)) for line in _lines(arrival)],
        "counts": counted(arrival.visitor),
        "kept": Retention.of(arrival.tenant),
        "done": request.GET.get("done", ""),
    }
    return _render(request, arrival, "feedback/privacy.html", **context)


def _shown(row: LiveConsent) -> dict[str, Any]:
    """The address as one recognises one's own: this page is one link away from whoever has it."""
    address = addresses.recognisable(row.address.sealed)
    return {"row": row, "purpose": Purpose(row.purpose), "address": address}


def _lines(arrival: Arrival) -> list[ConsentEvent]:
    rows = ConsentEvent.objects.filter(subject=arrival.visitor_id).select_related("text")
    return list(rows.order_by("-pk"))


@require_POST
@by_link(*USES)
def take_back(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """`purpose`: one of them, or "all". Twice is as good as once."""
    wanted = request.POST.get("purpose", "")
    purposes = list(Purpose) if wanted == ALL else [p for p in Purpose if p == wanted]
    withdraw(visitor_id=arrival.visitor_id, purposes=purposes, place=PLACE)
    return redirect(_address("privacy_page", arrival, done="taken_back"))


@require_safe
@by_link(*USES)
def receipt(request: HttpRequest, arrival: Arrival, receipt: str) -> HttpResponse:
    lines = ConsentEvent.objects.filter(subject=arrival.visitor_id, receipt=receipt)
    line = lines.select_related("text", "tenant").first()
    if line is None:
        raise Http404
    return _download(JsonResponse(receipt_of(line), json_dumps_params=READABLE), f"{receipt}.json")


@require_safe
@by_link(*USES)
def as_json(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    if arrival.visitor is None:
        raise Http404
    found = JsonResponse(everything(arrival.visitor), json_dumps_params=READABLE)
    return _download(found, "my-data.json")


@require_safe
@by_link(*USES)
def as_html(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """One file that is read without us."""
    if arrival.visitor is None:
        raise Http404
    zone = zone_of(arrival.visitor)
    rows = Conversation.objects.filter(visitor=arrival.visitor).select_related("visitor__tenant")
    context = {
        "all": everything(arrival.visitor),
        "chats": [transcript_of(row, zone, you=True) for row in rows.order_by("pk")],
        "made_at": timezone.now(),
    }
    return _download(_render(request, arrival, "feedback/my_data.html", **context), "my-data.html")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link(*USES)
def erase(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Asks once more, then does it."""
    if arrival.visitor is None:
        return _render(request, arrival, "feedback/privacy_nothing.html", status=410)
    if request.method != "POST" or request.POST.get("sure") != "yes":
        counts = counted(arrival.visitor)
        return _render(request, arrival, "feedback/privacy_erase.html", counts=counts)
    with suppress(Refused):  # in another window, this very moment
        erase_visitor(visitor_id=arrival.visitor_id, by=None)
    return _render(request, arrival, "feedback/privacy_nothing.html", just_now=True)


READABLE = {"indent": 2, "ensure_ascii": False}


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _address(name: str, arrival: Arrival, **query: str) -> str:
    return reverse(
        name, args=[arrival.key, arrival.token], query=query | {"lang": arrival.language}
    )


def _render(
    request: HttpRequest, arrival: Arrival, template: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    zone = zone_of(arrival.visitor) if arrival.visitor else UTC
    context = {
        "zone": zone.key if isinstance(zone, ZoneInfo) else "UTC",
        "tenant": arrival.tenant,
        "arrival": arrival,
        "notice": notice_of(arrival.tenant),
        "query": f"?lang={arrival.language}",
        "language": translation.get_language(),
        **more,
    }
    with timezone.override(zone):
        return render(request, template, context, status=status)
