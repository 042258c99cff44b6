"""Trends, topics, and the report for those who coach."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chat.articles.forms import ArticleForm
from chat.articles.stemming import save_article
from chat.models import Article
from feedback.coaching import topics as coming_up
from feedback.coaching.checks import title_of
from feedback.coaching.measures import counted, reviewed
from feedback.coaching.report import Report
from feedback.coaching.trends import FEWEST, trends
from feedback.models import ArticleIdea
from feedback.surveys.selection import SelectionForm
from tenants.models import Membership, Tenant
from tenants.rights import needs

from .shown import done, shown


class DaysForm(SelectionForm):
    """Days, and for coaches also whose."""

    def __init__(self, data: QueryDict, *, tenant: Tenant, member: Membership) -> None:
        super().__init__(data, tenant=tenant, member=member)
        self.fields.pop("department", None)


@require_safe
@needs("chat")
def trend(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody's for who looks after all chats, or one person's; one's own for all others."""
    form = DaysForm(request.GET, tenant=request.tenant, member=request.membership)
    selection = form.selection()
    context = {
        "form": form,
        "selection": selection,
        "reviewed": trends(selection, reviewed()),
        "counted": trends(selection, counted()),
        "fewest": FEWEST,
    }
    return shown(request, "feedback/coaching/trends.html", "coaching_trends", context)


@require_safe
@needs("oversee")
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    weeks = coming_up.weeks_read(request.tenant)
    monday = _monday(request.GET.get("week"), weeks)
    context = {
        "weeks": weeks,
        "week": coming_up.week(request.tenant, monday) if monday else None,
        "missing": coming_up.missing_articles(),
        "reading": coming_up.last_read(request.tenant),
    }
    return shown(request, "feedback/coaching/topics.html", "coaching_topics", context)


def _monday(text: str | None, weeks: list[date]) -> date | None:
    """The one asked for, where there is anything of it; else the newest."""
    return next((each for each in weeks if f"{each:%Y-%m-%d}" == text), weeks[0] if weeks else None)


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def write_article(request: HttpRequest, slug: str, idea_id: int) -> HttpResponse:
    """The form for a new article, with what customers asked already in it."""
    idea = get_object_or_404(ArticleIdea, pk=idea_id)
    if request.method == "POST":
        return _written(request, idea)
    form = ArticleForm(instance=Article(), tenant=request.tenant, initial=_beginning(idea))
    return render(request, "chat/article_form.html", {"form": form, "is_new": True})


def _beginning(idea: ArticleIdea) -> dict[str, Any]:
    asked = "\n".join(f"– {question}" for question in coming_up.questions_of(idea))
    body = _("Customers asked:\n{questions}\n\nThe answer:\n").format(questions=asked)
    return {"title": idea.words.capitalize(), "body": body, "language": idea.language.split("-")[0]}


def _written(request: HttpRequest, idea: ArticleIdea) -> HttpResponse:
    form = ArticleForm(request.POST, instance=Article(), tenant=request.tenant)
    if not form.is_valid():
        return render(request, "chat/article_form.html", {"form": form, "is_new": True})
    idea.article = save_article(form.save(commit=False))
    idea.save(update_fields=["article"])
    done(request, _("Saved “{title}”.").format(title=idea.article.title))
    return redirect("coaching_topics", request.tenant.slug)


@needs("oversee")
@require_POST
def put_aside(request: HttpRequest, slug: str, idea_id: int) -> HttpResponse:
    """No article is needed for it."""
    rows = ArticleIdea.objects.filter(pk=get_object_or_404(ArticleIdea, pk=idea_id).pk)
    rows.update(put_aside_at=timezone.now(), put_aside_by=request.membership)
    done(request, _("Put aside. It will not be proposed again."))
    return redirect("coaching_topics", slug)


@require_safe
@needs("oversee")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    form = DaysForm(request.GET, tenant=request.tenant, member=request.membership)
    form.fields.pop("operator", None)
    selection = form.selection()
    context = {"form": form, "selection": selection, "report": Report(selection, title_of)}
    return shown(request, "feedback/coaching/report.html", "coaching_report", context)
