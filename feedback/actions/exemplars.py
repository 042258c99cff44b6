"""The library of chats to learn from: proposed by somebody who looks after all chats, copied and
masked at that moment, and seen by nobody else before its operator agrees. They may take it out
again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chat.actions import Refused
from chat.models import Author, Conversation, Entry, Kind
from feedback.coaching.alerts import tell
from feedback.models import Exemplar, MessageMark, Review
from feedback.reviews.masking import masked, names_given
from tenants.models import Membership

State = Exemplar.State
MOST_LINES = 200


def propose(
    *, review: Review, by: Membership, title: str, why: str, shows: str, root: int | None = None
) -> Exemplar:
    """`shows`: the criterion it is good at, `root` its lineage. Raises Refused: not_allowed;
    not_found (the chat was erased, or is kept no longer); not_now (it is proposed already)."""
    task = review.task
    chat = Conversation.objects.select_related("visitor").filter(pk=task.conversation_id).first()
    if chat is None or chat.forgotten_at is not None:
        raise Refused("not_found")
    if not by.may("oversee") or not task.operator.is_active:
        raise Refused("not_allowed")
    try:
        with transaction.atomic():
            made = Exemplar.objects.create(
                tenant_id=by.tenant_id,
                conversation=chat,
                review=review,
                member=task.operator,
                by=by,
                title=masked(title)[:120],
                why=masked(why),
                shows=shows,
                root=root,
                lines=lines_of(chat, review),
            )
            tell(task.operator, "exemplar", made.pk)
            return made
    except IntegrityError:
        raise Refused("not_now") from None


def lines_of(chat: Conversation, review: Review) -> list[dict[str, Any]]:
    """What was said up to the reviewed closing, without what is personal, and with the good marks
    of the review. Colleagues' names are left out, too: they were not asked."""
    said = Entry.objects.filter(
        conversation=chat,
        kind=Kind.MESSAGE,
        public_seq__isnull=False,
        seq__lte=review.task.closing,
    )
    entries = list(said.order_by("seq")[:MOST_LINES])
    names = _names(chat, entries, review.task.operator)
    praised = _praised(review, names)
    first = entries[0].at if entries else timezone.now()
    return [_line(entry, first, names, praised) for entry in entries]


def _names(chat: Conversation, entries: Iterable[Entry], operator: Membership) -> set[str]:
    theirs = [entry.body for entry in entries if entry.author == Author.VISITOR]
    colleagues = {entry.author_name for entry in entries if entry.author == Author.OPERATOR}
    colleagues |= set(Membership.objects.values_list("display_name", flat=True))
    return {chat.visitor.name, *names_given(theirs), *colleagues} - {"", operator.display_name}


def _praised(review: Review, names: Iterable[str]) -> dict[int, str]:
    rows = MessageMark.objects.filter(review=review, kind=MessageMark.Kind.PRAISE)
    return {row.seq: masked(row.comment, names) for row in rows.order_by("pk")}


def _line(
    entry: Entry, first: datetime, names: Iterable[str], praised: dict[int, str]
) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "who": "customer" if entry.author == Author.VISITOR else str(entry.author),
        "text": masked(entry.body, names),
        "at_s": round((entry.at - first).total_seconds()),
        "mark": praised.get(entry.seq),
    }


@transaction.atomic
def agree(*, exemplar_id: int, member: Membership, is_named: bool) -> None:
    """Into the library, with the operator's name or without. Raises Refused: not_found, not_now."""
    row = _own(exemplar_id, member, [State.PROPOSED])
    if not is_named:
        row.lines = [_unnamed(line, member.display_name) for line in row.lines]
        row.why = masked(row.why, [member.display_name])
        row.title = masked(row.title, [member.display_name])[:120]
    row.state, row.is_named, row.decided_at = State.AGREED, is_named, timezone.now()
    row.save(update_fields=["lines", "why", "title", "state", "is_named", "decided_at"])


def _unnamed(line: dict[str, Any], name: str) -> dict[str, Any]:
    mark = line["mark"]
    return line | {"text": masked(line["text"], [name]), "mark": mark and masked(mark, [name])}


@transaction.atomic
def decline(*, exemplar_id: int, member: Membership) -> None:
    """Nothing of it is kept but that it was asked. Raises Refused: not_found, not_now."""
    _end(_own(exemplar_id, member, [State.PROPOSED]), State.DECLINED)


@transaction.atomic
def take_out(*, exemplar_id: int, member: Membership) -> None:
    """By its operator at any time, or by whoever looks after all chats. Raises Refused: not_found,
    not_now."""
    rows = Exemplar.objects.select_for_update().filter(pk=exemplar_id)
    if not member.may("oversee"):
        rows = rows.filter(member=member)
    row = rows.first()
    if row is None:
        raise Refused("not_found")
    if row.state not in (State.PROPOSED, State.AGREED):
        raise Refused("not_now")
    _end(row, State.WITHDRAWN)


def withdraw_proposals(member_ids: list[int]) -> int:
    """Of those who have left without an answer: silence is no agreement. Returns how many."""
    rows = Exemplar.objects.filter(member__in=member_ids, state=State.PROPOSED)
    return rows.update(state=State.WITHDRAWN, decided_at=timezone.now(), lines=[])


def _own(exemplar_id: int, member: Membership, states: list[str]) -> Exemplar:
    rows = Exemplar.objects.select_for_update().filter(pk=exemplar_id, member=member)
    row = rows.first()
    if row is None:
        raise Refused("not_found")
    if row.state not in states:
        raise Refused("not_now")
    return row


def _end(row: Exemplar, state: str) -> None:
    row.state, row.decided_at, row.lines = state, timezone.now(), []
    row.save(update_fields=["state", "decided_at", "lines"])
