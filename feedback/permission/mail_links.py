"""What links in mails lead to: `/m/<key>/unsubscribe/<token>/` and `/m/<key>/confirm/<token>/`.

Programs that guard mailboxes follow every link they see, and press nothing: GET changes nothing.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chat.actions import Refused
from feedback import addresses
from feedback.actions.consents import confirm, withdraw
from feedback.links import Use, privacy_link
from feedback.models import ConsentEvent, ConsentText, LiveConsent, Purpose

from .arrivals import Arrival, by_link, gone

ONE_CLICK = "One-Click"


# A mail program posts here by itself when somebody presses "unsubscribe" (RFC 8058): from
# elsewhere, without cookies. The token is all it has, and all it needs.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link(Use.UNSUBSCRIBE)
def unsubscribe(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Twice is as good as once, and so is the third time after an erasure."""
    if arrival.about not in Purpose.values:
        return gone(request)
    if request.method != "POST":
        return _page(request, arrival, "asked" if _is_in_force(arrival) else "done_before")
    withdraw(visitor_id=arrival.visitor_id, purposes=[_purpose_of(arrival)], place="unsubscribe")
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        return HttpResponse("OK\n", content_type="text/plain; charset=utf-8")
    return _page(request, arrival, "done")


def _purpose_of(arrival: Arrival) -> Purpose:
    """Who stops the mail that asked to confirm an address wants none of the news either."""
    purpose = Purpose(arrival.about)
    return Purpose.MARKETING if purpose == Purpose.CONFIRMATION else purpose


def _is_in_force(arrival: Arrival) -> bool:
    purpose = _purpose_of(arrival)
    both = {purpose, *([Purpose.CONFIRMATION] if purpose == Purpose.MARKETING else [])}
    live = LiveConsent.objects.filter(visitor=arrival.visitor_id, purpose__in=both)
    return live.exists()


def _page(request: HttpRequest, arrival: Arrival, state: str, *, status: int = 200) -> HttpResponse:
    """Without a way to the rest: this link is good for stopping alone."""
    context = {"state": state, "purpose": _purpose_of(arrival), "tenant": arrival.tenant}
    return render(request, "feedback/unsubscribe.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link(Use.CONFIRM)
def confirm_address(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    try:
        text_id, asked = map(int, arrival.about.split("."))
    except ValueError:
        return gone(request)
    state = _how_it_is(arrival, text_id, asked)
    if state == "asked" and request.method == "POST":
        state = _confirmed(arrival, text_id, asked)
    context = {
        "state": state,
        "text": ConsentText.objects.filter(pk=text_id).first(),
        "address": _address_of(asked),
        "tenant": arrival.tenant,
        "privacy": privacy_link(arrival.visitor) if arrival.visitor and state != "asked" else "",
        "query": f"?lang={arrival.language}",
    }
    return render(request, "feedback/confirm.html", context, status=410 if state == "over" else 200)


def _confirmed(arrival: Arrival, text_id: int, asked: int) -> str:
    try:
        confirm(visitor_id=arrival.visitor_id, text_id=text_id, asked=asked, place="link")
    except Refused:  # taken back in this very moment
        return "over"
    return "done"


def _how_it_is(arrival: Arrival, text_id: int, asked: int) -> str:
    """asked; done_before, by this very link; over: taken back, or asked for another address."""
    live = LiveConsent.objects.filter(visitor=arrival.visitor_id)
    if live.filter(purpose=Purpose.CONFIRMATION, event=asked).exists():
        return "asked"
    news = live.filter(purpose=Purpose.MARKETING, text=text_id, event__gt=asked)
    later = ConsentEvent.objects.filter(subject=arrival.visitor_id, pk__gt=asked)
    used = later.filter(purpose=Purpose.CONFIRMATION).order_by("pk").first()
    is_by_this = used is not None and used.what == ConsentEvent.What.USED
    return "done_before" if is_by_this and news.exists() else "over"


def _address_of(asked: int) -> str:
    """As one recognises one's own."""
    row = LiveConsent.objects.select_related("address").filter(event=asked).first()
    return addresses.recognisable(row.address.sealed) if row else ""
