"""Plays a written chat through the real actions, then moves it to when it is said to have been."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from chat import actions
from chat.actions.blocking import block, warn
from chat.actions.oversight import take_over
from chat.actions.signals import give_signal
from chat.actions.tags import add_tag
from chat.attachments import storing
from chat.bot.hearing import hear_chat
from chat.bot.models import Bot
from chat.enclosed import Enclosed
from chat.models import Author, Conversation, Entry, Kind, Status, Visitor
from tenants.models import Membership, Tenant

from .chats import ASSISTANT, CUSTOMER, Chat, Line
from .pictures import broken_fireflies

SHOP = "https://www.acme.example"
FILES = {"broken-fireflies.jpg": broken_fireflies}
ACTS: dict[str, Callable[[dict[str, Any], str], object]] = {
    "notes": lambda of, words: actions.add_note(**of, body=words),
    "closes": lambda of, _: actions.close(**of),
    "tags": lambda of, words: add_tag(**of, name=words),
    "takes over": lambda of, _: take_over(**of),
    "warns": lambda of, _: warn(**of),
    "blocks": lambda of, words: block(**of, period="forever", reason=words),
}
SIGNALS = {"thanks": "thanks", "asks back": "explain"}


def tell(tenant: Tenant, people: dict[str, Membership], chat: Chat) -> Conversation:
    """Call inside the tenant's scope. `people` by first name, in small letters."""
    page = {"url": SHOP + chat.page, "title": chat.title}
    visitor, _ = actions.new_visitor(tenant=tenant, locale=chat.locale, page=page)
    conversation: Conversation | None = None
    moments: list[tuple[int, datetime]] = []  # the last entry of each line, and when
    for number, (line, moment) in enumerate(_on_the_clock(tenant, chat)):
        client_id = uuid5(NAMESPACE_URL, f"{chat.lines[0].words} {number}")
        _say(line, visitor, people, conversation, client_id)
        conversation = Conversation.objects.get(visitor=visitor)
        moments.append((conversation.last_seq, moment))
    assert conversation is not None
    _move_in_time(conversation, moments)
    _mark_read(conversation, visitor)
    return conversation


def _on_the_clock(tenant: Tenant, chat: Chat) -> Iterator[tuple[Line, datetime]]:
    moment = _beginning(tenant, chat)
    for line in chat.lines:
        moment = min(moment + timedelta(seconds=line.wait_s), timezone.now())
        yield line, moment


def _beginning(tenant: Tenant, chat: Chat) -> datetime:
    if not chat.days:
        return timezone.now() - chat.ago
    hour, minute = map(int, chat.at.split(":"))
    day = timezone.now().astimezone(ZoneInfo(tenant.zone)) - chat.ago
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _say(
    line: Line,
    visitor: Visitor,
    people: dict[str, Membership],
    conversation: Conversation | None,
    client_id: UUID,
) -> None:
    if line.who == CUSTOMER:
        _customer_says(line, visitor, conversation, client_id)
        return
    assert conversation is not None, "a chat begins with its customer"
    if line.who == ASSISTANT:
        hear_chat(visitor.tenant, Bot.objects.get(), conversation.pk)
        return
    member = people[line.who]
    of = {"member": member, "conversation_id": conversation.pk, "client_id": client_id}
    if act := ACTS.get(line.act):
        act(of, line.words)
    else:
        actions.post_operator_message(**of, body=line.words, enclosed=_enclosed(line, member))


def _customer_says(
    line: Line, visitor: Visitor, conversation: Conversation | None, client_id: UUID
) -> None:
    of = {"visitor": visitor, "client_id": client_id}
    if line.act in SIGNALS:
        assert conversation is not None, "there is something to answer"
        answers = conversation.entries.filter(kind=Kind.MESSAGE, author=Author.OPERATOR)
        about = answers.order_by("-seq").first().public_seq
        give_signal(**of, signal=SIGNALS[line.act], seq=about)
        return
    actions.post_visitor_message(**of, body=line.words, enclosed=_enclosed(line, visitor))


def _enclosed(line: Line, sender: Visitor | Membership) -> Enclosed:
    files = (line.file,) if line.file else ()
    kept = [storing.keep(sender, storing.prepare(name, FILES[name]())) for name in files]
    return Enclosed(
        files=tuple(file.token for file in kept),
        options=line.options,
        is_option=line.act == "taps",
    )


def _move_in_time(conversation: Conversation, moments: list[tuple[int, datetime]]) -> None:
    entries = Entry.objects.filter(conversation=conversation)
    after = 0
    for up_to, moment in moments:
        entries.filter(seq__gt=after, seq__lte=up_to).update(at=moment)
        after = up_to
    first, last = moments[0][1], moments[-1][1]
    conversation.created_at, conversation.changed_at = first, last
    if conversation.waiting_since:
        conversation.waiting_since = _first_unanswered(entries)
    if conversation.status == Status.CLOSED:
        conversation.closed_at = last
    conversation.save(update_fields=["created_at", "changed_at", "waiting_since", "closed_at"])
    Visitor.objects.filter(pk=conversation.visitor_id).update(created_at=first)


def _first_unanswered(entries) -> datetime:
    answers = entries.filter(kind=Kind.MESSAGE, author=Author.OPERATOR)
    answered = answers.order_by("-seq").values_list("seq", flat=True).first() or 0
    asks = Q(kind=Kind.MESSAGE) | Q(kind=Kind.SIGNAL, data__signal="explain")
    asked = entries.filter(asks, author=Author.VISITOR, seq__gt=answered)
    return asked.order_by("seq").first().at


def _mark_read(conversation: Conversation, visitor: Visitor) -> None:
    """Everything that was answered was read; what waits was not."""
    actions.mark_read_by_visitor(visitor=visitor_now(visitor), seq=conversation.last_public_seq)
    if conversation.operator_id is None:
        return
    read_up_to = conversation.last_seq
    if conversation.waiting_since:
        entries = Entry.objects.filter(conversation=conversation, author=Author.OPERATOR)
        read_up_to = entries.order_by("-seq").first().seq
    actions.mark_read_by_operator(
        member=Membership.objects.defer("photo").get(pk=conversation.operator_id),
        conversation_id=conversation.pk,
        seq=read_up_to,
    )


def visitor_now(visitor: Visitor) -> Visitor:
    """With the conversation that began meanwhile."""
    return Visitor.objects.get(pk=visitor.pk)
