"""A first draft of what the next operator should know, put together from what was said.

No model: the first question, facts such as numbers and links, the customer's last word, and what
was promised, each as it was written. Whoever hands over makes sense of it.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .models import Author, Conversation, Entry, Kind

MOST = 2000
LATEST = 200  # messages that are looked at, besides the first
QUOTED = 300
FACTS = 6
PROMISES = 3

LINK = re.compile(r"https?://[^\s<>\"']+")
# Order and invoice numbers, amounts, days: what would otherwise be asked a second time.
NUMBER = re.compile(
    r"""
    (?:[€$£]\s?\d[\d.,]*) | (?:\d[\d.,]*\s?(?:€|\$|£|(?:EUR|USD|GBP|CHF)\b))
    | \b[A-Z]{1,5}[-/ ]?\d{2,}[\w-]* | \#\d+ | \b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b | \b\d{4,}\b
    """,
    re.VERBOSE,
)
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
PROMISE = re.compile(
    r"""
    \b(?:I|we)(?:['’]ll|\s+will|\s+am\s+going\s+to|\s+are\s+going\s+to)\b
    | \blet\s+me\b | \bby\s+(?:tomorrow|tonight|monday|tuesday|wednesday|thursday|friday)\b
    | \b(?:ich|wir)\s+(?:werde|werden|kümmere|kümmern|melde|melden|schicke|schicken|frage|fragen)\b
    | \b(?:je\s+vais|nous\s+allons|je\s+vous|nous\s+vous)\b
    | \b(?:voy\s+a|vamos\s+a|le\s+(?:enviaré|escribiré)|te\s+(?:enviaré|escribiré))\b
    | \b(?:vou|vamos|irei|iremos)\s+\w+r\b
    | \b(?:سوف|سأ|سن)\w*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def draft_summary(conversation: Conversation) -> str:
    """At most MOST characters, in the reader's language; empty parts are left out."""
    said = _messages(conversation)
    customer = [entry.body for entry in said if entry.author == Author.VISITOR]
    operators = [entry.body for entry in said if entry.author == Author.OPERATOR]
    parts = [
        (_("Asked"), _quote(customer[0]) if customer else ""),
        (_("Page"), _page(conversation)),
        (_("Facts"), ", ".join(facts(customer))),
        (_("Last word"), _quote(customer[-1]) if len(customer) > 1 else ""),
        (_("Promised"), " ".join(promises(operators))),
    ]
    return "\n".join(f"{name}: {text}" for name, text in parts if text)[:MOST]


def _messages(conversation: Conversation) -> list[Entry]:
    """The first one and the latest, in order."""
    rows = Entry.objects.filter(conversation=conversation, kind=Kind.MESSAGE)
    rows = rows.exclude(author=Author.AUTOMATIC)
    latest = list(rows.order_by("-seq")[:LATEST])[::-1]
    if len(latest) < LATEST:
        return latest
    first = list(rows.order_by("seq")[:1])
    return first + [entry for entry in latest if entry.seq != first[0].seq]


def facts(texts: Iterable[str]) -> list[str]:
    """Links, numbers, amounts and days in the order they came, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for link in LINK.findall(text):
            found.setdefault(link.rstrip(".,;:!?)"), None)
        for number in NUMBER.findall(LINK.sub(" ", text)):
            found.setdefault(number.strip().rstrip(".,"), None)
    return list(found)[:FACTS]


def promises(texts: Iterable[str]) -> list[str]:
    """The latest sentences in which an operator said what they would do."""
    sentences = [part.strip() for text in texts for part in SENTENCE.findall(text)]
    return [_quote(part) for part in sentences if PROMISE.search(part)][-PROMISES:]


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"


def _page(conversation: Conversation) -> str:
    if not conversation.page_url:
        return ""
    title = conversation.page_title
    return f"{title} ({conversation.page_url})" if title else conversation.page_url
