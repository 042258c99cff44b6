"""Reads finished chats into rows. Call inside the company's scope."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from chat.models import Author, CannedReply, Conversation, Entry, Kind
from chat.phrases import language_of
from feedback.models import ReadChat
from feedback.reviews.masking import masked, names_given
from helpdesk.languages import spoken
from tenants.models import Tenant

from .canned import Reply, uses_of
from .endings import Line, ending_of
from .questions import how_well_answered, question_of
from .words import stems_of_words, terms_of, words_of

MOST_TERMS = 200  # of one chat
READ = (Kind.MESSAGE, Kind.CLOSED, Kind.REOPENED, Kind.SIGNAL, Kind.CHANGED)


def read(tenant: Tenant, chats: Iterable[Conversation]) -> list[ReadChat]:
    """Their rows, not stored yet. `chats` with their visitors."""
    wanted = list(chats)
    logs = _logs(wanted)
    replies = {row.pk: Reply.of(row.body) for row in CannedReply.objects.filter(member=None)}
    return [_row(tenant, chat, logs[chat.pk], replies) for chat in wanted]


def _logs(chats: list[Conversation]) -> dict[int, list[Entry]]:
    logs: defaultdict[int, list[Entry]] = defaultdict(list)
    rows = Entry.objects.filter(conversation__in=[chat.pk for chat in chats], kind__in=READ)
    for entry in rows.order_by("conversation_id", "seq"):
        logs[entry.conversation_id].append(entry)
    return logs


def _row(
    tenant: Tenant, chat: Conversation, log: list[Entry], replies: Mapping[int, Reply]
) -> ReadChat:
    language = spoken(chat.visitor.spoken) or language_of(tenant)
    said = _said(log, Author.VISITOR)
    names = {chat.visitor.name, *names_given(said)} - {""}
    texts = [masked(text, names) for text in said]
    words = [words_of(text) for text in texts]
    stems = stems_of_words((word for some in words for word in some), language)
    terms: dict[str, str] = {}
    for some in words:
        terms |= terms_of(some, stems) | terms
    question = question_of(texts, stems)
    return ReadChat(
        tenant=tenant,
        conversation=chat,
        closed_at=chat.closed_at,
        language=language,
        terms=dict(list(terms.items())[:MOST_TERMS]),
        question=question,
        answered=how_well_answered(question, language),
        canned={
            str(pk): uses for pk, uses in uses_of(replies, _said(log, Author.OPERATOR)).items()
        },
        ending=ending_of([_line(entry) for entry in log], language),
    )


def _said(log: list[Entry], author: str) -> list[str]:
    return [row.body for row in log if row.kind == Kind.MESSAGE and row.author == author]


def _line(entry: Entry) -> Line:
    """A tap below an answer of the bot stands for the customer's own signal."""
    data = entry.data
    signal = data.get("signal") or (data.get("value") if data.get("what") == "bot" else "")
    return Line(entry.kind, entry.author, entry.body, str(data.get("by", "")), str(signal or ""))
