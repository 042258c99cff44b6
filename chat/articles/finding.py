"""Articles for the operator, beside a chat."""

from datetime import date
from typing import Any

from chat.models import Article, Author, Conversation, Entry, Kind
from tenants.models import Tenant

from .dates import is_out_of_date, today_of
from .ranking import Asked, passage, rank, stems_of

BESIDE_A_CHAT = 5
LOOKED_BACK = 5  # messages of the customer
QUESTION, SNIPPET, SHORT_BODY = 160, 220, 1200


def for_chat(tenant: Tenant, conversation_id: int, words: str = "") -> dict[str, Any]:
    """{"question", "articles"}: for the words, or else for the customer's last message that any
    article has a word in common with. Call inside the tenant's scope."""
    language = language_of(conversation_id)
    for question in [words] if words else last_questions(conversation_id):
        asked = stems_of(question)
        if ids := rank(asked, language=language, most=BESIDE_A_CHAT):
            found = described(tenant, ids, asked)
            return {"question": shortened(question, QUESTION), "articles": found}
    return {"question": "", "articles": []}


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
    source = article.source_url
    return {
        "id": article.pk,
        "title": article.title,
        "snippet": shortened(said, SNIPPET),
        "text": f"{text}\n{source}" if source else text,
        "source": source or None,
        "language": article.language,
        "reviewed_on": article.reviewed_on.isoformat(),
        "review_due": article.review_due and article.review_due.isoformat(),
        "is_out_of_date": is_out_of_date(article.review_due, today),
        "is_public": article.is_public,
    }


def shortened(text: str, most: int) -> str:
    """Cut between words, with an ellipsis."""
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"
