"""How a mail will look, with made-up values: a document of its own that may do nothing."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat.phrases import language_of
from feedback.mail.composing import common, message
from feedback.mail.kinds import KINDS
from feedback.mail.render import Footer, Words, Written, words_for, write
from feedback.models import MailKind
from feedback.models.mail import PURPOSE_OF
from feedback.wording import words_of
from helpdesk.languages import spoken
from tenants.hours import zone_named
from tenants.models import Tenant
from tenants.rights import needs

from .forms import WordsForm

NOTHING_BUT_STYLE = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("manage_settings")
def preview(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Of the words that are posted, saved or not; else of those in force. `?as=text`: the part that
    programs without HTML show."""
    if kind not in MailKind.values:
        raise Http404
    language = spoken(request.GET.get("language", "")[:12]) or language_of(request.tenant)
    words = words_for(kind, language)
    if request.method == "POST":
        form = WordsForm(request.POST, tenant=request.tenant, kind=kind)
        if not form.is_valid():
            return _alone(_what_is_wrong(form))
        words = Words(form.cleaned_data["subject"], form.cleaned_data["body"])
    written = _sample(request.tenant, kind, language, words)
    if request.GET.get("as") == "text":
        return _alone(f"{written.subject}\n\n{written.text}", "text/plain; charset=utf-8")
    return _alone(written.html)


def sample_mail(
    tenant: Tenant, kind: str, language: str, words: Words, to: str
) -> EmailMultiAlternatives:
    return message(tenant, _sample(tenant, kind, language, words), to, {})


def _sample(tenant: Tenant, kind: str, language: str, words: Words) -> Written:
    return write(
        tenant, language, words, _values(tenant, kind, language), _footer(tenant, kind, language)
    )


def _values(tenant: Tenant, kind: str, language: str) -> dict[str, Any]:
    with translation.override(language):
        return common(tenant, "Mia") | KINDS[MailKind(kind)].sample(tenant)


def _footer(tenant: Tenant, kind: str, language: str) -> Footer:
    nowhere = f"{settings.PUBLIC_URL}/#sample"
    with translation.override(language):
        today = date_format(timezone.now().astimezone(zone_named(tenant.zone)), "DATE_FORMAT")
    wording = words_of(PURPOSE_OF[MailKind(kind)], tenant.name, language)
    return Footer(wording, today, nowhere, nowhere)


def _what_is_wrong(form: WordsForm) -> str:
    wrong = [
        (form.fields[name].label, error) for name, errors in form.errors.items() for error in errors
    ]
    return format_html(
        '<meta charset="utf-8"><style>:root{{color-scheme:light dark;font:14px system-ui}}</style>'
        "<p><strong>{}</strong></p><ul>{}</ul>",
        _("There is nothing to show yet:"),
        format_html_join("", "<li>{}: {}</li>", wrong),
    )


def _alone(content: str, content_type: str = "text/html; charset=utf-8") -> HttpResponse:
    """In a frame of our own pages; no script, no picture, no form, no way out."""
    response = HttpResponse(content, content_type=content_type)
    response._csp_exempt = True  # type: ignore[attr-defined] - has its own, a stricter one
    response["Content-Security-Policy"] = NOTHING_BUT_STYLE
    response.xframe_options_exempt = True  # type: ignore[attr-defined] - frame-ancestors says it
    response["Cache-Control"] = "no-store"
    return response
