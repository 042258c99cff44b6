"""The library of chats worth reading."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions import exemplars
from feedback.coaching import library as books
from feedback.coaching.forms import ExemplarForm
from feedback.coaching.measures import measures
from feedback.models import Exemplar, Review
from tenants.rights import needs

from .shown import done, says_why_not, shown

ON_A_PAGE = 20
METHODS = ["GET", "HEAD", "POST"]


def to_library(request: HttpRequest, slug: str, *_args: object, **_kwargs: object) -> HttpResponse:
    return redirect("coaching_library", slug)


@require_safe
@needs("chat")
def library(request: HttpRequest, slug: str) -> HttpResponse:
    shows, search = request.GET.get("shows", "")[:160], request.GET.get("q", "").strip()[:100]
    rows = books.in_library(shows, search)
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "criteria": books.criteria(),
        "shows": shows,
        "search": search,
        "proposed": books.proposed(request.membership),
    }
    return shown(request, "feedback/coaching/library.html", "coaching_library", context)


@needs("chat")
@require_http_methods(METHODS)
@says_why_not(to_library)
def exemplar(request: HttpRequest, slug: str, exemplar_id: int) -> HttpResponse:
    """One chat: its operator agrees or not; they, and coaches, take it out again."""
    row = get_object_or_404(books.readable(request.membership), pk=exemplar_id)
    if request.method == "POST":
        return _decided(request, row, request.POST.get("do", ""))
    own = row.member_id == request.membership.pk
    context = {
        "row": row,
        "own": own,
        "may_take_out": own or request.membership.may("oversee"),
        "waits": row.state == Exemplar.State.PROPOSED,
    }
    return shown(request, "feedback/coaching/exemplar.html", "coaching_library", context)


def _decided(request: HttpRequest, row: Exemplar, do: str) -> HttpResponse:
    member = request.membership
    if do in ("agree", "agree_named"):
        is_named = do == "agree_named"
        exemplars.agree(exemplar_id=row.pk, member=member, is_named=is_named)
        done(request, _("It is in the library now. You can take it out at any time."))
        return redirect("coaching_exemplar", request.tenant.slug, row.pk)
    if do == "decline":
        exemplars.decline(exemplar_id=row.pk, member=member)
        done(request, _("It stays out of the library, and nobody else has seen it."))
    elif do == "take_out":
        exemplars.take_out(exemplar_id=row.pk, member=member)
        done(request, _("Taken out of the library."))
    return redirect("coaching_library", request.tenant.slug)


@needs("oversee")
@require_http_methods(METHODS)
@says_why_not(to_library)
def propose(request: HttpRequest, slug: str, review_id: int) -> HttpResponse:
    rows = Review.objects.filter(done_at__isnull=False, task__conversation__isnull=False)
    rows = rows.select_related("task__operator", "task__conversation__visitor")
    review = get_object_or_404(rows.defer("task__operator__photo"), pk=review_id)
    form = ExemplarForm(request.POST or None, measures=measures())
    if request.method == "POST" and form.is_valid():
        said, chosen = form.cleaned_data, form.chosen
        exemplars.propose(
            review=review,
            by=request.membership,
            title=said["title"],
            why=said["why"],
            shows=chosen.label,
            root=chosen.root,
        )
        name = review.task.operator.display_name
        done(request, _("Proposed. It goes in once {name} agrees.").format(name=name))
        return redirect("coaching_library", slug)
    lines = exemplars.lines_of(review.task.conversation, review)
    context = {"form": form, "review": review, "lines": lines}
    return shown(request, "feedback/coaching/propose.html", "coaching_library", context)
