"""Questions no article answers, put together by what they are about. Call inside the company's
scope."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from feedback.models import ArticleIdea, ReadChat
from tenants.models import Tenant

from .words import words_of

ANSWERED_FROM = 0.5  # of the question's meaning has to be in an article
FEWEST_CHATS = 3
MOST_CHATS = 5000  # of one language, the newest: what is worth an article shows in them
MOST_IDEAS = 30
MOSTLY = 0.5  # of the chats a term comes up in have to be unanswered ones
SHARED = 0.8  # of its chats have a term, for it to stand in the name of a subject
MOST_WORDS = 3
PAIR = 1.5  # how much more two words side by side say than one

Terms = dict[int, dict[str, str]]  # {id of a read chat: {term: as it was written}}


@transaction.atomic
def find_again(tenant: Tenant, since: datetime) -> None:
    """Looks through all chats closed since then; what was put aside or written stays so."""
    read = ReadChat.objects.filter(closed_at__gte=since)
    languages = read.exclude(question="").values_list("language", flat=True).distinct().order_by()
    for language in list(languages):
        newest = read.filter(language=language).order_by("-closed_at")
        _find_in(tenant, language, list(newest[:MOST_CHATS]))
    ArticleIdea.objects.filter(chats=None, article=None, put_aside_at=None).delete()


def _find_in(tenant: Tenant, language: str, chats: list[ReadChat]) -> None:
    everywhere = Counter(term for chat in chats for term in chat.terms)
    left = {chat.pk: chat.terms for chat in chats if _is_unanswered(chat)}
    ReadChat.objects.filter(pk__in=[chat.pk for chat in chats]).update(idea=None)
    questions = {chat.pk: words_of(chat.question) for chat in chats}
    for stem, ids in groups(left, everywhere):
        words = label([left[pk] for pk in ids], questions[ids[-1]])
        idea, _ = ArticleIdea.objects.update_or_create(
            tenant=tenant, language=language, stem=stem, defaults={"words": words[:170]}
        )
        ReadChat.objects.filter(pk__in=ids).update(idea=idea)


def label(chats: list[dict[str, str]], question: list[str]) -> str:
    """What nearly all of them have in common, in the order of one of their questions. Pure."""
    having = Counter(term for terms in chats for term in terms)
    shared = [term for term, n in having.items() if n >= SHARED * len(chats)]
    pairs = {stem for term in shared if " " in term for stem in term.split()}
    told = [_as_written(chats, term) for term in shared if term not in pairs]
    in_order = sorted(told, key=lambda words: _place(words, question))
    return ", ".join(_chained(in_order)[:MOST_WORDS])


def _chained(told: list[str]) -> list[str]:
    """ "offer gift" and "gift wrapping" are "offer gift wrapping"."""
    phrases: list[str] = []
    for words in told:
        first, _, second = words.partition(" ")
        if second and phrases and phrases[-1].endswith(f" {first}"):
            phrases[-1] += f" {second}"
        else:
            phrases.append(words)
    return phrases


def _as_written(chats: list[dict[str, str]], term: str) -> str:
    return Counter(terms[term] for terms in chats if term in terms).most_common(1)[0][0]


def _place(words: str, question: list[str]) -> tuple[int, str]:
    first = words.partition(" ")[0]
    return (question.index(first) if first in question else len(question), words)


def _is_unanswered(chat: ReadChat) -> bool:
    return chat.answered is not None and chat.answered < ANSWERED_FROM


def groups(chats: Terms, everywhere: Counter[str]) -> Iterator[tuple[str, list[int]]]:
    """(term, chats), the largest first; each chat is in one. Pure. `everywhere`: in how many chats
    each term came up, answered or not: what everybody says makes no subject."""
    left = dict(chats)
    for _ in range(MOST_IDEAS):
        having = _by_term(left)
        weights = {term: _weight(term, len(ids), everywhere[term]) for term, ids in having.items()}
        best = max(weights, key=lambda term: weights[term], default="")
        if not best or not weights[best]:
            return
        ids = sorted(having[best])
        yield best, ids
        for pk in ids:
            del left[pk]


def _by_term(chats: Terms) -> dict[str, list[int]]:
    having: defaultdict[str, list[int]] = defaultdict(list)
    for pk, terms in chats.items():
        for term in terms:
            having[term].append(pk)
    return having


def _weight(term: str, unanswered: int, everywhere: int) -> float:
    mostly = unanswered / max(unanswered, everywhere)
    if unanswered < FEWEST_CHATS or mostly < MOSTLY:
        return 0.0
    return unanswered * mostly * (PAIR if " " in term else 1.0)
