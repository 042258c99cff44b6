"""Articles from a table: the same form looks at each as at one that is written here."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.articles.dates import today_of
from chat.articles.forms import MOST, USUALLY_TRUE_FOR, ArticleForm
from chat.articles.stemming import save_article
from chat.models import Article
from feedback.models import ImportRow

from .kind import Column, key_of
from .table_kind import Cells, Cleaned, TableKind, Wrong

STORED = ["title", "body", "language", "source_url", "reviewed_on", "review_due", "is_public"]
NO = {"no", "0", "false", "nein", "non", "não", "internal", "draft"}


class Articles(TableKind):
    right = "oversee"
    most_lines = 10_000
    columns = (
        Column(
            "title", gettext_lazy("Title"), ("title", "titel", "titre", "título", "question"), True
        ),
        Column(
            "body",
            gettext_lazy("Text"),
            ("text", "body", "content", "answer", "texte", "texto"),
            True,
        ),
        Column("language", gettext_lazy("Language"), ("language", "locale", "sprache", "langue")),
        Column("source_url", gettext_lazy("Source"), ("source", "url", "link", "quelle")),
        Column("reviewed_on", gettext_lazy("Checked on"), ("checked on", "reviewed on")),
        Column("review_due", gettext_lazy("Next check"), ("next check", "review due")),
        Column(
            "is_public", gettext_lazy("Customers may read it"), ("public", "status", "visibility")
        ),
    )

    def clean(self, cells: Cells) -> Cleaned:
        form = ArticleForm(self._filled(cells), instance=self._blank, tenant=self.tenant)
        if not form.is_valid():
            found = form.errors.items()
            raise Wrong([(name, words) for name, errors in found for words in errors])
        values = {name: _plain(form.cleaned_data[name]) for name in STORED}
        return Cleaned(values, _key(values["language"], values["title"]))

    @cached_property
    def _blank(self) -> Article:
        """Not counted as a new one: how many there can be is looked at once for all lines."""
        article = Article()
        article._state.adding = False
        return article

    def _filled(self, cells: Cells) -> dict[str, Any]:
        today = today_of(self.tenant)
        has_dates = cells["reviewed_on"] or cells["review_due"]
        return cells | {
            "language": (cells["language"] or self.tenant.language).lower().split("-")[0],
            "reviewed_on": cells["reviewed_on"] or today.isoformat(),
            "review_due": cells["review_due"]
            or ("" if has_dates else (today + USUALLY_TRUE_FOR).isoformat()),
            "is_public": "" if cells["is_public"].casefold() in NO else "on",
        }

    def stored(self, found: Sequence[Cleaned]) -> dict[str, dict[str, Any]]:
        rows = _those([each.values for each in found])
        return {
            _key(row.language, row.title): {name: _plain(getattr(row, name)) for name in STORED}
            for row in rows
        }

    def room(self) -> tuple[int, str, dict[str, int]]:
        words = _("A company can have {most} articles. Delete one first.").format(most=MOST)
        return MOST, words, {"": Article.objects.count()}

    def write(self, rows: Sequence[ImportRow]) -> None:
        known = {_key(a.language, a.title): a for a in _those([row.values for row in rows])}
        for row in rows:
            article = known.get(row.key) or Article(tenant=self.tenant)
            for name, value in row.values.items():
                setattr(article, name, value)
            save_article(article)


def _those(values: Sequence[dict[str, Any]]) -> list[Article]:
    """Of these languages and titles, whatever their capitals."""
    if not values:
        return []
    named = Q()
    for each in values:
        named |= Q(language=each["language"], title__iexact=each["title"])
    return list(Article.objects.filter(named).order_by("-pk"))  # of two alike the older one counts


def _key(language: str, title: str) -> str:
    return key_of(language, title)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
