"""`/m/<key>/solved/<token>/`: is it solved? Looking answers nothing; a button does, once."""

from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from chat.actions import Refused
from chat.frames import BadFrame, clean_body
from chat.models import Visitor
from chat.phrases import language_for
from feedback.actions import satisfied, way_back
from feedback.links import Use, read_link
from feedback.models import MailKind, OutgoingMail
from helpdesk.languages import wanted
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .way_back import company_of_link, private

MOST_WORDS = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def solved(request: HttpRequest, key: str, token: str) -> HttpResponse:
    tenant = company_of_link(key, token, Use.SOLVED)
    with ExitStack() as stack:
        if tenant is not None:
            stack.enter_context(tenant_scope(tenant))
        mail, answer = _asked(token) if tenant is not None else (None, "")
        visitor = mail and Visitor.objects.select_related("tenant").get(pk=mail.subject)
        language = language_for(visitor) if visitor else wanted(request)
        stack.enter_context(translation.override(language))
        if tenant is None or mail is None or visitor is None:
            return private(_page(request, tenant, "unknown", status=404))
        return private(_answer(request, tenant, visitor, mail, answer))


def _asked(token: str) -> tuple[OutgoingMail | None, str]:
    """The mail, while its visitor is not forgotten; and which of its two links this is."""
    visitor_id, about = read_link(token, Use.SOLVED)
    number, _, answer = about.partition(".")
    mails = OutgoingMail.objects.filter(kind=MailKind.SATISFIED_CHECK, subject=visitor_id)
    mail = mails.filter(pk=int(number), conversation__visitor=visitor_id).first()
    return mail, answer


def _answer(
    request: HttpRequest, tenant: Tenant, visitor: Visitor, mail: OutgoingMail, answer: str
) -> HttpResponse:
    if satisfied.was_answered(mail):
        return _page(request, tenant, "answered", status=410)
    if request.method != "POST":
        return _page(request, tenant, "asked", answer=answer)
    is_solved = request.POST.get("answer") == "yes"
    if not is_solved and request.POST.get("answer") != "no":
        return _page(request, tenant, "asked", status=400, answer=answer)
    return _say(request, tenant, visitor, mail, is_solved=is_solved)


def _say(
    request: HttpRequest,
    tenant: Tenant,
    visitor: Visitor,
    mail: OutgoingMail,
    *,
    is_solved: bool,
) -> HttpResponse:
    typed = request.POST.get("words", "")
    try:
        words = "" if is_solved else clean_body(typed[:MOST_WORDS], may_be_empty=True)
        was_first = satisfied.answer_check(mail=mail, is_solved=is_solved, words=words)
    except BadFrame:
        return _page(request, tenant, "asked", status=400, answer="no", typed=typed, bad=True)
    except Refused as refused:  # blocked, or forgotten in this very moment
        return _page(request, tenant, refused.code, status=403)
    if not was_first:
        return _page(request, tenant, "answered", status=410)
    if is_solved:
        return _page(request, tenant, "yes")
    link = way_back.new_link(
        visitor=visitor, conversation_id=mail.conversation_id or 0, digest=mail.digest
    )
    return _page(request, tenant, "no", link=link)


def _page(
    request: HttpRequest, tenant: Tenant | None, state: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"tenant": tenant, "state": state, **more}
    return render(request, "feedback/solved.html", context, status=status)
