"""Whom the company's mail is from. An own address counts once somebody who reads its mail, and is
signed in here, has said so."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from feedback import addresses
from feedback.mail.pieces import one_line
from feedback.mail.senders import our_address
from feedback.models import MailSender
from tenants.audit import trailed
from tenants.caps import within
from tenants.mail import went_out
from tenants.models import Tenant
from tenants.rights import needs

from .forms import SenderForm

SALT = "feedback.mail.sender"
LINK_LASTS_S = 3 * 24 * 3600


@needs("manage_settings")
@trailed("mail", MailSender)
def sender(request: HttpRequest, slug: str) -> HttpResponse:
    row = sender_row(request.tenant)
    before = row.address
    form = SenderForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        _keep(request, form, before)
        return redirect("mail_sender", slug)
    is_waiting = bool(before) and row.confirmed_at is None and row.pk is not None
    context = {"form": form, "row": row, "ours": our_address(), "waits_for": is_waiting and before}
    return render(request, "feedback/mail_sender.html", context)


def sender_row(tenant: Tenant) -> MailSender:
    """Not saved yet, where the company has chosen nothing."""
    return MailSender.objects.filter(tenant=tenant).first() or MailSender(tenant=tenant)


def _keep(request: HttpRequest, form: SenderForm, before: str) -> None:
    row = form.save(commit=False)
    has_moved = row.address != before
    if has_moved:
        row.confirmed_at = None
    row.save()
    if has_moved and row.address:
        _ask(request, row)
    else:
        messages.success(request, _("Saved. It counts from the next mail on."))


@require_POST
@needs("manage_settings")
def ask_again(request: HttpRequest, slug: str) -> HttpResponse:
    row = sender_row(request.tenant)
    if row.address and row.confirmed_at is None:
        _ask(request, row)
    return redirect("mail_sender", slug)


def _ask(request: HttpRequest, row: MailSender) -> None:
    if not within("10/day", "mail-sender", row.tenant_id):
        messages.error(request, _("That were ten mails in a day. Try again tomorrow."))
    elif _mail_link(row):
        told = _("Saved. We have sent a link to {address}: follow it there.")
        messages.success(request, told.format(address=row.address))
    else:
        messages.error(
            request,
            _(
                "It is saved, but our mail server did not take the mail with the link. Try again "
                "later."
            ),
        )


def _mail_link(row: MailSender) -> bool:
    context = {"tenant": row.tenant, "link": _link(row)}
    subject = _("{company}: may mail come from this address?").format(company=row.tenant.name)
    body = render_to_string("feedback/mail/sender_confirm.txt", context)
    return went_out(EmailMessage(one_line(subject), body, to=[row.address]))


def _link(row: MailSender) -> str:
    """Names the address by its digest alone, and is good for no other."""
    mark = addresses.digest(row.tenant_id, row.address)
    path = reverse("mail_sender_confirm", args=[row.tenant.slug])
    return f"{settings.PUBLIC_URL}{path}?token={signing.dumps([row.tenant_id, mark], salt=SALT)}"


@never_cache
@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("mail", MailSender)
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first: mail scanners follow links."""
    row = sender_row(request.tenant)
    if not _is_for(row, request.GET.get("token", "")):
        messages.error(request, _("This link does not work any more. Have a new one sent."))
        return redirect("mail_sender", slug)
    if request.method == "POST":
        row.confirmed_at = timezone.now()
        row.save(update_fields=["confirmed_at"])
        told = _("Mail to customers comes from {address} now.")
        messages.success(request, told.format(address=row.address))
        return redirect("mail_sender", slug)
    return render(request, "feedback/mail_sender_confirm.html", {"row": row})


def _is_for(row: MailSender, token: str) -> bool:
    try:
        told = signing.loads(token, salt=SALT, max_age=LINK_LASTS_S)
    except signing.BadSignature:
        return False
    return bool(row.address) and told == [
        row.tenant_id,
        addresses.digest(row.tenant_id, row.address),
    ]
