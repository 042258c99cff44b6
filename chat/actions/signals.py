"""One-tap words of a visitor about what an operator said: "thank you", and "please explain"."""

from typing import Literal
from uuid import UUID

from django.db import transaction

from chat.log import Appended, NewEntry
from chat.models import Author, Conversation, Entry, Kind, Status, Visitor

from .log import already_stored, append, lock_conversation
from .refusal import Refused

Signal = Literal["thanks", "explain"]
SIGNALS: tuple[Signal, ...] = ("thanks", "explain")
QUOTED = 80


@transaction.atomic
def give_signal(*, visitor: Visitor, client_id: UUID, signal: Signal, seq: int) -> Appended:
    """About the operator's message `seq`, in the visitor's numbering.

    Thanks once for each turn of an operator, also after closing; "explain" once for each message,
    and it counts as a question: somebody has to answer it.

    Raises Refused: not_found (no such message of an operator), not_now, id_reused.
    """
    visitor = Visitor.objects.select_for_update(no_key=True).get(pk=visitor.pk)
    if visitor.current_id is None:
        raise Refused("not_found")
    conversation = lock_conversation(visitor.current_id)
    entry = NewEntry(
        conversation.pk, client_id, Kind.SIGNAL, Author.VISITOR, author_name=visitor.name
    )
    if stored := already_stored(conversation, entry):
        return stored
    about = _message(conversation, seq)
    if not _is_now(conversation, about, signal):
        raise Refused("not_now")
    entry.data.update(signal=signal, seq=seq, quote=_quote(about.body))
    return append(conversation, [entry])[0]


def _message(conversation: Conversation, seq: int) -> Entry:
    messages = conversation.entries.filter(kind=Kind.MESSAGE, author=Author.OPERATOR)
    found = messages.filter(public_seq=seq).first()
    if found is None:
        raise Refused("not_found")
    return found


def _is_now(conversation: Conversation, about: Entry, signal: Signal) -> bool:
    given = conversation.entries.filter(kind=Kind.SIGNAL, data__signal=signal)
    if signal == "explain":
        is_new = not given.filter(data__seq=about.public_seq).exists()
        return is_new and conversation.status != Status.CLOSED
    said = conversation.entries.filter(kind=Kind.MESSAGE, author=Author.VISITOR).order_by("-seq")
    last = said.values_list("seq", flat=True).first() or 0
    return about.seq > last and not given.filter(seq__gt=last).exists()


def _quote(body: str) -> str:
    line = " ".join(body.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"
