"""What is known of a chat while somebody writes into it: two queries, kept until something is said,
two seconds at most."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from django.db.models import QuerySet

from chat.actions import Refused
from chat.models import Author, Conversation, Entry, Kind
from chat.mood import upset
from helpdesk.tenancy import current_tenant_id
from tenants.models import Membership

from . import speech
from .draft import ChatFacts
from .lexicon.shapes import WORD, small_words
from .tongue import language_of

KEPT_S = 2.0
MOST_KEPT = 2000
LATEST = 60  # messages that are looked at
LONGEST = 600  # signs of each

# Whether somebody has promised to come back to a chat: told by whoever knows of promises.
promised: list[Callable[[int], bool]] = []


class Kept(NamedTuple):
    head: int  # of the log it was read from
    at: float  # by the clock that never turns back, s
    facts: ChatFacts


_kept: dict[tuple[int, int, int], Kept] = {}


def facts_of(member: Membership, conversation_id: int) -> ChatFacts:
    """Call inside the company's scope. Raises Refused("not_found")."""
    key = current_tenant_id() or 0, conversation_id, member.pk
    head = _head(conversation_id)
    kept = _kept.get(key)
    if kept is None or kept.head != head or time.monotonic() - kept.at >= KEPT_S:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        kept = _kept[key] = Kept(head, time.monotonic(), _read(member, conversation_id))
    return kept.facts


def _head(conversation_id: int) -> int:
    """What was said a moment ago counts at once."""
    rows = Conversation.objects.filter(pk=conversation_id).values_list("last_seq", flat=True)
    head = rows.first()
    if head is None:
        raise Refused("not_found")
    return head


def _read(member: Membership, conversation_id: int) -> ChatFacts:
    chat = Conversation.objects.select_related("visitor", "tenant").get(pk=conversation_id)
    facts = of_messages(list(_latest(chat)), member.pk)
    return replace(
        facts,
        name=member.display_name,
        upset=upset(chat),
        has_promise=any(asked(conversation_id) for asked in promised),
        customer_language=chat.visitor.spoken or chat.tenant.language,
        customer_name=chat.visitor.name,
        known_words=facts.known_words | small_words([chat.visitor.name]),
    )


def _latest(chat: Conversation) -> QuerySet[Entry]:
    said = Entry.objects.filter(conversation=chat, kind=Kind.MESSAGE)
    return said.order_by("-seq").only("author", "member_id", "body")[:LATEST]


def of_messages(latest: list[Entry], member_id: int) -> ChatFacts:
    """The newest first."""
    mine = [
        said for said in latest if said.author == Author.OPERATOR and said.member_id == member_id
    ]
    customers = [said for said in latest if said.author == Author.VISITOR]
    last = customers[0].body[:LONGEST] if customers else ""
    people = (said.author for said in latest if said.author in (Author.VISITOR, Author.OPERATOR))
    waits = next(people, None) == Author.VISITOR
    question = last_question(last)
    return ChatFacts(
        first_message=not mine,
        unanswered=waits and bool(question),
        replies=len(mine),
        last_question=question,
        last_words=last,
        acknowledged=any(_acknowledges(said.body) for said in mine[:3]),
        known_words=_known([said.body[:LONGEST] for said in customers]),
    )


def last_question(text: str) -> str:
    """The last one in a message, "" for none."""
    asked = speech.questions(text)
    return text[slice(*asked[-1])] if asked else ""


def _acknowledges(text: str) -> bool:
    language = language_of(text)
    return speech.acknowledges_feeling(text, language) or speech.apologises(text, language)


def _known(texts: list[str]) -> frozenset[str]:
    """Words of the customer's that are no slips of theirs: names, and what they wrote twice."""
    once: set[str] = set()
    known: set[str] = set()
    for text in texts:
        for word in WORD.findall(text):
            small = word.lower()
            if small in once or not word[0].islower():
                known.add(small)
            once.add(small)
    return frozenset(known)
