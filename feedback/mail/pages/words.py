"""The words of each kind of mail, by language: edit, look, try."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat.phrases import language_of
from feedback.mail.kinds import KINDS, fields_of
from feedback.mail.render import usual_words, words_for
from feedback.models import MailKind, MailTemplate
from helpdesk.languages import LANGUAGES, spoken
from tenants.audit import trailed
from tenants.caps import within
from tenants.mail import went_out
from tenants.rights import needs

from .forms import WordsForm, plain_fields
from .preview import sample_mail

WHEN = {
    MailKind.ANSWER: gettext_lazy("When a promise to get back to somebody is kept."),
    MailKind.TRANSCRIPT: gettext_lazy("When a chat is over, to those who asked for a copy."),
    MailKind.SURVEY: gettext_lazy("An hour after a chat that was not rated, to those who agreed."),
    MailKind.SATISFIED_CHECK: gettext_lazy(
        "Some days after a promise was kept, to those who agreed."
    ),
    MailKind.CONFIRMATION: gettext_lazy(
        "When somebody asks for news: whether the address is theirs."
    ),
}


@require_safe
@needs("manage_settings")
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    own: dict[str, list[str]] = {}
    names = dict(LANGUAGES)
    for kind, language in MailTemplate.objects.order_by("language").values_list("kind", "language"):
        own.setdefault(kind, []).append(names.get(language, language))
    kinds = [(kind, WHEN[kind], own.get(kind, [])) for kind in MailKind]
    return render(request, "feedback/mail_words.html", {"kinds": kinds})


@needs("manage_settings")
@trailed("mail", MailTemplate)
def one(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The words of one kind in `?language=`."""
    language = _language(request)
    words = words_for(_kind(kind), language)
    form = WordsForm(
        request.POST or None, initial=words._asdict(), tenant=request.tenant, kind=kind
    )
    if request.method == "POST" and form.is_valid():
        _keep(request, kind, language, form.cleaned_data)
        messages.success(request, _("Saved. It counts from the next mail on."))
        return redirect(_back(slug, kind, language))
    return render(request, "feedback/mail_kind.html", _context(request, kind, language, form))


def _context(request: HttpRequest, kind: str, language: str, form: WordsForm) -> dict[str, Any]:
    fields = fields_of(kind)
    return {
        "form": form,
        "kind": MailKind(kind),
        "languages": LANGUAGES,
        "chosen": language,
        "own": language_of(request.tenant),
        "right_to_left": get_language_info(language)["bidi"],
        "is_own": MailTemplate.objects.filter(kind=kind, language=language).exists(),
        "fields": [(f"{{{name}}}", _(meaning)) for name, meaning in fields.items()],
        "needed": f"{{{KINDS[MailKind(kind)].NEEDED}}}",
        "in_subject": [f"{{{name}}}" for name in plain_fields(request.tenant, kind)],
    }


def _keep(request: HttpRequest, kind: str, language: str, words: dict[str, str]) -> None:
    """Our own words are not kept as theirs: they would not get better with ours."""
    which = {"tenant": request.tenant, "kind": kind, "language": language}
    if (words["subject"], words["body"]) == usual_words(kind, language):
        MailTemplate.objects.filter(**which).delete()
    else:
        MailTemplate.objects.update_or_create(**which, defaults=words)


@require_POST
@needs("manage_settings")
@trailed("mail", MailTemplate)
def back_to_usual(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    language = _language(request)
    MailTemplate.objects.filter(kind=_kind(kind), language=language).delete()
    messages.success(request, _("Our words are back."))
    return redirect(_back(slug, kind, language))


@require_POST
@needs("manage_settings")
def try_it(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The mail as it is saved, to whoever is signed in and to nobody else."""
    language, email = _language(request), request.user.email
    words = words_for(_kind(kind), language)
    if not within("20/hour", "mail-test", request.user.pk):
        messages.error(request, _("That were twenty mails in an hour. Try again later."))
    elif went_out(sample_mail(request.tenant, kind, language, words, email)):
        messages.success(request, _("On its way to {email}.").format(email=email))
    else:
        messages.error(
            request,
            _(
                "Our mail server did not take it, so nothing was sent. Whoever runs this "
                "installation has to look at its mail settings."
            ),
        )
    return redirect(_back(slug, kind, language))


def _kind(kind: str) -> str:
    if kind not in MailKind.values:
        raise Http404
    return kind


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return spoken(asked[:12]) or language_of(request.tenant)


def _back(slug: str, kind: str, language: str) -> str:
    return f"{reverse('mail_kind', args=[slug, kind])}?language={language}"
