"""The first steps of a company, on one page that sees by itself which of them are done."""

from dataclasses import dataclass
from smtplib import SMTPException

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
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tenants.caps import within
from tenants.models import Tenant
from tenants.rights import needs

from .models import Author, Entry, Kind

SALT = "chat.setup.mail"
LINK_LASTS_S = 24 * 3600


@dataclass(frozen=True)
class Step:
    """`told`: what was found out, once it is done. `where`: (address, what one does there)."""

    name: str
    title: str
    why: str
    is_done: bool
    told: str
    where: tuple[tuple[str, str], ...] = ()


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
        "progress": _("{done} of {total} done").format(done=done, total=len(steps)),
        "is_finished": is_finished,
    }
    return render(request, "chat/setup.html", context)


@never_cache
@require_safe
@needs("manage_settings")
def state(request: HttpRequest, slug: str) -> JsonResponse:
    """{name of a step: what was found out, or null}, for the page that waits."""
    return JsonResponse(
        {s.name: s.told if s.is_done else None for s in first_steps(request.tenant)}
    )


@require_POST
@needs("manage_settings")
def put_aside(request: HttpRequest, slug: str) -> HttpResponse:
    _put_aside(request.tenant)
    messages.success(request, _("Put aside. You find the list again under Install."))
    return redirect("inbox", slug)


def _put_aside(tenant: Tenant) -> None:
    tenant.set_up_at = timezone.now()
    tenant.save(update_fields=["set_up_at"])


def first_steps(tenant: Tenant) -> list[Step]:
    """Call inside the company's scope."""
    return [_hours(tenant), _people(tenant), _snippet(tenant), _chat(tenant), _mail(tenant)]


def _hours(tenant: Tenant) -> Step:
    return Step(
        "hours",
        _("Say when somebody answers"),
        _("Then the button promises only what you keep, and says at night when you are back."),
        tenant.hours_chosen_at is not None or tenant.opening_hours.exists(),
        _("Your hours are set."),
        ((reverse("settings_hours", kwargs={"slug": tenant.slug}), _("Set the hours")),),
    )


def _people(tenant: Tenant) -> Step:
    people = tenant.memberships.active().count()
    invited = tenant.invitations.filter(accepted_at=None, revoked_at=None).count()
    answer = ngettext("{count} person answers.", "{count} people answer.", people)
    told = answer.format(count=people) if people > 1 else _("An invitation is on its way.")
    return Step(
        "people",
        _("Invite your colleagues"),
        _("With two of you, somebody can have lunch. A photo makes it friendlier."),
        people > 1 or invited > 0,
        told,
        ((reverse("people", args=[tenant.slug]), _("Invite somebody")),),
    )


def _snippet(tenant: Tenant) -> Step:
    has_site = bool(tenant.allowed_origins)
    return Step(
        "snippet",
        _("Put the chat on your site"),
        _("One line before the end of the page. Load a page that has it, and this ticks itself.")
        if has_site
        else _(
            "First name your website: the button appears on the sites you name and nowhere else."
        ),
        tenant.snippet_seen_at is not None,
        _("Seen on {site}.").format(site=tenant.snippet_seen_on),
        ((reverse("install", args=[tenant.slug]), _("Copy the line")),)
        if has_site
        else ((reverse("settings_sites", args=[tenant.slug]), _("Name your website")),),
    )


def _chat(tenant: Tenant) -> Step:
    answers = Entry.objects.filter(kind=Kind.MESSAGE, author=Author.OPERATOR)
    return Step(
        "chat",
        _("Have a test chat"),
        _("Ask something as a customer in a new tab, then answer it from the inbox."),
        answers.exists(),
        _("The first chat is answered."),
        (
            (reverse("widget_frame", args=[tenant.site_key]), _("Ask as a customer")),
            (reverse("inbox", args=[tenant.slug]), _("Open the inbox")),
        ),
    )


def _mail(tenant: Tenant) -> Step:
    return Step(
        "mail",
        _("See whether mail arrives"),
        _("Invitations and new passwords come by mail. We send one to you: follow its link."),
        tenant.mail_works_at is not None,
        _("Mail arrives."),
    )


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
    mail = EmailMessage(subject, body, to=[request.user.email])
    try:
        return mail.send() == 1
    except (OSError, SMTPException):
        return False


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
