"""The first steps of a company, on one page that sees by itself which of them are done."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tenants.caps import within
from tenants.mail import went_out
from tenants.models import Tenant
from tenants.rights import needs

from .first_steps import first_steps
from .snippet import stranger

SALT = "chat.setup.mail"
LINK_LASTS_S = 24 * 3600


@never_cache
@require_safe
@needs("manage_settings")
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    steps = first_steps(request.tenant)
    is_finished = all(step.is_done for step in steps)
    if is_finished and request.tenant.set_up_at is None:
        _put_aside(request.tenant)
    done = sum(step.is_done for step in steps)
    context = {
        "steps": steps,
        "done": done,
        "stranger": stranger(request.tenant),
        "next": next((step.name for step in steps if not step.is_done), None),
        "progress": _("{done} of {total} done").format(done=done, total=len(steps)),
        "is_finished": is_finished,
    }
    return render(request, "chat/setup.html", context)


@never_cache
@require_safe
@needs("manage_settings")
def state(request: HttpRequest, slug: str) -> JsonResponse:
    """{"steps": {name: what was found out, or null}, "stranger": a site that asked in vain}, for
    the page that waits."""
    steps = {step.name: step.told if step.is_done else None for step in first_steps(request.tenant)}
    return JsonResponse({"steps": steps, "stranger": stranger(request.tenant)})


@require_POST
@needs("manage_settings")
def put_aside(request: HttpRequest, slug: str) -> HttpResponse:
    _put_aside(request.tenant)
    messages.success(request, _("Put aside. You find the list again under Install."))
    return redirect("inbox", slug)


def _put_aside(tenant: Tenant) -> None:
    tenant.set_up_at = timezone.now()
    tenant.save(update_fields=["set_up_at"])


# --- the mail to oneself ------------------------------------------------------------------------


@require_POST
@needs("manage_settings")
def send_mail(request: HttpRequest, slug: str) -> HttpResponse:
    if not within("5/hour", "setup-mail", request.user.pk):
        messages.error(request, _("That were five mails in an hour. Try again later."))
    elif not _sent(request):
        messages.error(
            request,
            _(
                "Our mail server did not take it, so nothing was sent. Whoever runs this "
                "installation has to look at its mail settings."
            ),
        )
    else:
        told = _("On its way to {email}. Follow the link in it.")
        messages.success(request, told.format(email=request.user.email))
        request.session["setup_mail_sent"] = True
    return redirect("setup", slug)


def _sent(request: HttpRequest) -> bool:
    tenant = request.tenant
    token = signing.dumps([tenant.pk, request.user.pk], salt=SALT)
    path = reverse("setup_mail_arrived", args=[tenant.slug])
    link = f"{settings.PUBLIC_URL}{path}?token={token}"
    body = render_to_string("chat/mail/test.txt", {"tenant": tenant, "link": link})
    subject = _("{company}: mail works").format(company=tenant.name)
    return went_out(EmailMessage(subject, body, to=[request.user.email]))


@never_cache
@require_safe
@needs("manage_settings")
def mail_arrived(request: HttpRequest, slug: str) -> HttpResponse:
    """The link in the mail; good for the one it was sent to, for a day."""
    try:
        whose = signing.loads(request.GET.get("token", ""), salt=SALT, max_age=LINK_LASTS_S)
    except signing.BadSignature:
        whose = None
    if whose == [request.tenant.pk, request.user.pk]:
        return _note_mail(request)
    messages.error(request, _("This link does not work any more. Send yourself a new mail."))
    return redirect("setup", slug)


@require_POST
@needs("manage_settings")
def mail_is_here(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody says so themselves, once one was sent."""
    if not request.session.get("setup_mail_sent"):
        messages.error(request, _("Send yourself a mail first."))
        return redirect("setup", slug)
    return _note_mail(request)


def _note_mail(request: HttpRequest) -> HttpResponse:
    request.tenant.mail_works_at = timezone.now()
    request.tenant.save(update_fields=["mail_works_at"])
    messages.success(request, _("Mail arrives."))
    return redirect("setup", request.tenant.slug)
