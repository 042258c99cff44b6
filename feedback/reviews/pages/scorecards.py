"""`/t/<slug>/reviews/scorecards/`: what reviewers look at, as the company shapes it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from feedback.actions.scorecards import (
    MOST_LINES,
    current_version,
    make_current,
    new_scorecard,
    shape,
)
from feedback.models import Review, Scorecard, ScorecardVersion
from feedback.reviews.forms import ScorecardForm
from feedback.reviews.reading import clean
from feedback.reviews.refusal import NotDone
from feedback.reviews.usual_scorecard import Line
from feedback.scoring.sentences import LABELS
from tenants.rights import needs

from .company import say_no, shown


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def scorecards(request: HttpRequest, slug: str) -> HttpResponse:
    current_version(request.tenant)  # a company begins with ours
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            card = new_scorecard(
                tenant=request.tenant, name=form.cleaned_data["name"], by=request.membership
            )
            return redirect("scorecard", slug, card.pk)
        except NotDone as refused:
            say_no(request, refused)
    cards = [(card, _newest(card)) for card in Scorecard.objects.order_by("-is_current", "name")]
    return shown(request, "feedback/scorecards.html", {"cards": cards, "form": form})


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def scorecard(request: HttpRequest, slug: str, card_id: int) -> HttpResponse:
    card = get_object_or_404(Scorecard, pk=card_id)
    version = _newest(card)
    if request.method == "POST" and request.POST.get("do") == "use":
        make_current(card=card)
        messages.success(request, _("New reviews are made with it from now on."))
        return redirect("scorecard", slug, card.pk)
    initial = {"name": card.name, "passes_at": version.passes_at, "number": version.number}
    form = ScorecardForm(request.POST or None, initial=initial)
    lines = read_lines(request.POST) if request.method == "POST" else _lines(version)
    if request.method == "POST" and form.is_valid():
        try:
            return _shaped(request, card, form, lines)
        except NotDone as refused:
            form.add_error(None, str(refused))
    context = {
        "card": card,
        "version": version,
        "form": form,
        "lines": [*lines, *[Line("")] * _spare(lines)],
        "hints": LABELS.items(),
        "versions": card.versions.order_by("-number")[:10],
        "reviews": Review.objects.filter(version__scorecard=card, done_at__isnull=False).count(),
    }
    return shown(request, "feedback/scorecard.html", context, 422 if form.errors else 200)


def _shaped(
    request: HttpRequest, card: Scorecard, form: ScorecardForm, lines: list[Line]
) -> HttpResponse:
    told = form.cleaned_data
    made = shape(
        card=card,
        based_on=told["number"],
        name=told["name"],
        passes_at=told["passes_at"],
        lines=lines,
        by=request.membership,
    )
    words = _("Saved as version {number}. Reviews that were begun keep theirs.")
    messages.success(request, words.format(number=made.number))
    return redirect("scorecard", request.tenant.slug, card.pk)


def _newest(card: Scorecard) -> ScorecardVersion:
    return card.versions.select_related("made_by").order_by("-number")[0]


def _lines(version: ScorecardVersion) -> list[Line]:
    return [
        Line(each.text, each.help, each.weight, each.is_critical, each.hint, each.lineage)
        for each in version.criteria.all()
    ]


def _spare(lines: list[Line]) -> int:
    return min(3, max(0, MOST_LINES - len(lines)))


def read_lines(data: QueryDict) -> list[Line]:
    """Rows `text`, `help`, `weight`, `hint`, `root`, each a list in the same order, and the numbers
    of those that are `critical`. A row without a text is left out: that is how one is removed."""
    critical = set(data.getlist("critical"))
    columns = (data.getlist(name) for name in ("text", "help", "weight", "hint", "root"))
    rows = enumerate(zip(*columns, strict=False))
    read = (
        Line(
            clean(text, 160),
            clean(help_, 300),
            _within(weight, 1, 10, usual=1),
            str(number) in critical,
            hint if hint in LABELS else "",
            _within(root, 0, 2**62, usual=0),
        )
        for number, (text, help_, weight, hint, root) in rows
    )
    return [line for line in read if line.text]


def _within(text: str, least: int, most: int, *, usual: int) -> int:
    """`usual` for what is no number."""
    is_number = text.isascii() and text.isdigit() and len(text) < 20
    return min(most, max(least, int(text))) if is_number else usual
