"""The pages of articles: everybody reads them, those who look after the chats write them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat.models import Article
from tenants.audit import record
from tenants.rights import needs

from .dates import is_out_of_date, next_review, today_of
from .forms import ArticleForm, language_choices
from .ranking import rank, stems_of
from .stemming import save_article

ON_A_PAGE = 50
SHOWS = {
    "all": gettext_lazy("All"),
    "due": gettext_lazy("Out of date"),
    "public": gettext_lazy("For customers"),
    "internal": gettext_lazy("For colleagues"),
}


@require_safe
def articles(request: HttpRequest, slug: str) -> HttpResponse:
    show = request.GET.get("show", "all")
    words = request.GET.get("q", "").strip()[:200]
    rows = _rows(request, show if show in SHOWS else "all", words)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = _dated(request, page.object_list) | {
        "page": page,
        "shows": SHOWS.items(),
        "show": show,
        "words": words,
        "counts": _counts(request),
    }
    return render(request, "chat/articles.html", context)


def _rows(request: HttpRequest, show: str, words: str) -> Any:
    rows = _shown(request, show)
    if not words:
        return rows
    ids = rank(stems_of(words), most=ON_A_PAGE)
    found = rows.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _shown(request: HttpRequest, show: str) -> QuerySet[Article]:
    rows, overdue = request.tenant.articles.all(), Q(review_due__lt=today_of(request.tenant))
    return {
        "all": rows,
        "due": rows.filter(overdue).order_by("review_due", "title"),
        "public": rows.filter(is_public=True),
        "internal": rows.filter(is_public=False),
    }[show]


def _counts(request: HttpRequest) -> dict[str, int]:
    return {show: _shown(request, show).count() for show in SHOWS}


def _dated(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """Each article with what its dates mean today."""
    today, names = today_of(request.tenant), dict(language_choices())
    shown = [
        {
            "article": row,
            "is_out_of_date": is_out_of_date(row.review_due, today),
            "language_name": names.get(row.language, row.language),
        }
        for row in rows
    ]
    return {"shown": shown, "today": today}


@require_safe
def article(request: HttpRequest, slug: str, article_id: int) -> HttpResponse:
    row = _article_or_404(request, article_id)
    (shown,) = _dated(request, [row])["shown"]
    return render(request, "chat/article.html", shown)


@needs("oversee")
def add(request: HttpRequest, slug: str) -> HttpResponse:
    return _form(request, Article())


@needs("oversee")
def edit(request: HttpRequest, slug: str, article_id: int) -> HttpResponse:
    return _form(request, _article_or_404(request, article_id))


def _form(request: HttpRequest, row: Article) -> HttpResponse:
    form = ArticleForm(request.POST or None, instance=row, tenant=request.tenant)
    if request.method == "POST" and form.is_valid():
        how = "text.added" if row._state.adding else "text.changed"
        saved = save_article(form.save(commit=False))
        record(how, target=saved.title, fields=form.changed_data)
        messages.success(request, _("Saved “{title}”.").format(title=saved.title))
        return redirect("articles", request.tenant.slug)
    context = {"form": form, "is_new": row._state.adding, "article_id": row.pk}
    return render(request, "chat/article_form.html", context)


@needs("oversee")
@require_POST
def reviewed(request: HttpRequest, slug: str, article_id: int) -> HttpResponse:
    """Somebody read it and it is still true."""
    row, today = _article_or_404(request, article_id), today_of(request.tenant)
    row.reviewed_on, row.review_due = today, next_review(row, today)
    row.save(update_fields=["reviewed_on", "review_due"])
    record("text.changed", target=row.title, reviewed_on=today)
    messages.success(request, _("“{title}” is marked as checked today.").format(title=row.title))
    return redirect("article", slug, row.pk)


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, article_id: int) -> HttpResponse:
    """Asks first."""
    row = _article_or_404(request, article_id)
    if request.method == "POST":
        row.delete()
        record("text.deleted", target=row.title)
        messages.success(request, _("Deleted “{title}”.").format(title=row.title))
        return redirect("articles", slug)
    return render(request, "chat/article_delete.html", {"article": row})


def _article_or_404(request: HttpRequest, article_id: int) -> Article:
    return get_object_or_404(request.tenant.articles, pk=article_id)
