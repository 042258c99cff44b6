"""Articles for the operator, beside a chat."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chat.models import Article, Author, Conversation, Entry, Kind
from tenants.models import Tenant

from .dates import is_out_of_date, today_of
from .for_customers import with_letters
from .ranking import Asked, passage, rank, stems_of

BESIDE_A_CHAT = 5
LOOKED_BACK = 5  # messages of the customer
QUESTION, SNIPPET, SHORT_BODY = 160, 220, 1200


def for_chat(tenant: Tenant, conversation_id: int, words: str = "") -> dict[str, Any]:
    """{"question", "articles", "any"}: for the words, or else for the customer's last message that
    any article has a word in common with; and whether the company has written any at all. Call
    inside the tenant's scope."""
    question, found = "", []
    for asks in [words] if words else last_questions(conversation_id):
        asked = stems_of(asks)
        ids = rank(asked, language=language_of(conversation_id), most=BESIDE_A_CHAT)
        if ids := ids or (_by_letters(words) if words else []):
            question, found = shortened(asks, QUESTION), described(tenant, ids, asked)
            break
    return {
        "question": question,
        "articles": found,
        "any": bool(found) or Article.objects.exists(),
    }


def _by_letters(words: str) -> list[int]:
    """While a word is being typed no stem is the same."""
    rows = with_letters(Article.objects.order_by("title"), words)
    return list(rows.values_list("pk", flat=True)[:BESIDE_A_CHAT])


def whole(tenant: Tenant, article_id: int) -> dict[str, Any] | None:
    """One article to be read, with all its words in `body`; None where there is none. Call inside
    the tenant's scope."""
    row = Article.objects.filter(pk=article_id).first()
    if row is None:
        return None
    facts = _facts(row, today_of(tenant))
    return facts | {"body": row.body, "text": _with_foot(row.body, facts)}


def last_questions(conversation_id: int) -> list[str]:
    """What the customer said last, newest first."""
    said = Entry.objects.filter(
        conversation_id=conversation_id, kind=Kind.MESSAGE, author=Author.VISITOR
    )
    return list(said.order_by("-seq").values_list("body", flat=True)[:LOOKED_BACK])


def language_of(conversation_id: int) -> str:
    """Of the customer, as "de"."""
    row = Conversation.objects.select_related("visitor").get(pk=conversation_id)
    return row.visitor.spoken.lower().split("-")[0]


def described(tenant: Tenant, ids: list[int], asked: Asked) -> list[dict[str, Any]]:
    """What an operator has to know before using one. `text` is what goes into the composer."""
    today, rows = today_of(tenant), Article.objects.in_bulk(ids)
    return [_described(rows[pk], passage(asked, rows[pk]), today) for pk in ids if pk in rows]


def _described(article: Article, said: str, today: date) -> dict[str, Any]:
    text = article.body if len(article.body) <= SHORT_BODY else shortened(said, SHORT_BODY)
    facts = _facts(article, today)
    return facts | {"snippet": shortened(said, SNIPPET), "text": _with_foot(text, facts)}


def _facts(article: Article, today: date) -> dict[str, Any]:
    return {
        "id": article.pk,
        "title": article.title,
        "source": article.source_url or None,
        "language": article.language,
        "reviewed_on": article.reviewed_on.isoformat(),
        "review_due": article.review_due and article.review_due.isoformat(),
        "is_out_of_date": is_out_of_date(article.review_due, today),
        "is_public": article.is_public,
        "foot": foot_of(article),
    }


def foot_of(article: Article) -> str:
    """Where it is from and when it was last checked, in its own language, for the customer."""
    with translation.override(article.language):
        day = date_format(article.reviewed_on, "DATE_FORMAT")
        if article.source_url:
            return _("{source} (checked on {date})").format(source=article.source_url, date=day)
        return _("(Checked on {date})").format(date=day)


def _with_foot(text: str, facts: dict[str, Any]) -> str:
    return f"{text}\n\n{facts['foot']}"


def shortened(text: str, most: int) -> str:
    """Cut between words, with an ellipsis."""
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"
