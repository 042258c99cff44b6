"""Keeps the mood of each chat up to date, outside the fast path: a worker looks at chats in which
something was said, and at those whose customer goes on waiting. Call inside a tenant scope."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat.actions.log import append
from chat.events import Push, announce, inbox_group
from chat.log import NewEntry, system_entry
from chat.models import Author, Conversation, Entry, Kind, Priority, Status
from chat.queue.hearing import is_set_by_hand
from chat.reading import summary
from tenants.models import Tenant

from .calling import call_overseers
from .choices import Choices, choices_of
from .scoring import CALM, Mood, score
from .turns import Turn

NAMESPACE = UUID("6a2f0c36-8c7e-4a55-9d33-5b9a1f6f2c11")
AT_ONCE = 50  # chats a look; those left over come with the next
MOST_SAID = 120  # messages of a chat, the latest
CALMER, QUIETER = 8, 10  # points below a threshold until it counts as left
GOES_ON = timedelta(minutes=7)  # a longer wait adds nothing
MINUTE = timedelta(minutes=1)
COLUMNS = (
    "mood mood_trend mood_signals mood_peak mood_seq mood_due_at upset_since overseers_told_at "
    "priority"
).split()


def feel(tenant: Tenant, *, resting: Collection[int] = (), most: int = AT_ONCE) -> int:
    """Looks again where it is due, at `most` chats; returns how many look different now. `resting`:
    chats left while nobody answers; their wait is nobody's slowness."""
    choices = choices_of(tenant)
    if not choices.is_on:
        return 0
    return sum(_feel(pk, choices, is_resting=pk in resting) for pk in _due(most))


def _due(most: int) -> list[int]:
    """Those that go on first; then what is over, for whoever reads it later."""
    said = Conversation.objects.filter(mood_seq__lt=F("last_seq")).order_by("-pk")
    waits = Conversation.objects.filter(mood_due_at__lte=timezone.now()).order_by("mood_due_at")
    found: dict[int, None] = {}
    for rows in (said.not_closed(), waits, said.closed()):
        found |= dict.fromkeys(rows.values_list("pk", flat=True)[: most - len(found)])
    return list(found)


@transaction.atomic
def _feel(conversation_id: int, choices: Choices, *, is_resting: bool) -> bool:
    rows = Conversation.objects.filter(pk=conversation_id)
    rows = rows.select_for_update(no_key=True, skip_locked=True, of=("self",))
    conversation = rows.select_related("visitor").first()
    if conversation is None:
        return False
    before, now = _shown(conversation), timezone.now()
    waits = _waits(conversation) and not is_resting
    mood = score(turns_of(conversation), now if waits else None, conversation.visitor.spoken)
    _take(conversation, mood)
    conversation.mood_due_at = _look_again(conversation, now) if waits else None
    entries = _rise(conversation, choices, now) if conversation.status != Status.CLOSED else []
    conversation.mood_seq = conversation.last_seq + len(entries)
    conversation.save(update_fields=COLUMNS)
    return _tell(conversation, entries, before)


def turns_of(conversation: Conversation) -> list[Turn]:
    """What was said, the latest MOST_SAID of it, in order; a tap of thanks among it."""
    rows = Entry.objects.filter(conversation=conversation, kind__in=[Kind.MESSAGE, Kind.SIGNAL])
    rows = rows.exclude(kind=Kind.SIGNAL, data__signal="explain").order_by("-seq")
    found = rows.values_list("at", "author", "body", "seq", "kind")[:MOST_SAID]
    return [
        Turn(at, author, body, seq, relieves=kind == Kind.SIGNAL)
        for at, author, body, seq, kind in reversed(found)
        if author != Author.SYSTEM
    ]


def _waits(conversation: Conversation) -> bool:
    is_live = conversation.status != Status.CLOSED and conversation.snoozed_until is None
    return is_live and conversation.waiting_since is not None


def _look_again(conversation: Conversation, now: datetime) -> datetime | None:
    """With the next full minute they have waited."""
    assert conversation.waiting_since is not None
    waited = now - conversation.waiting_since
    return (
        None if waited >= GOES_ON else conversation.waiting_since + MINUTE * (waited // MINUTE + 1)
    )


def _shown(conversation: Conversation) -> tuple[object, ...]:
    """What a console shows of it."""
    signals = [(part["signal"], part["detail"]) for part in conversation.mood_signals]
    is_upset = conversation.upset_since is not None
    return conversation.mood, conversation.mood_trend, signals, is_upset


def _take(conversation: Conversation, mood: Mood) -> None:
    conversation.mood, conversation.mood_trend = mood.score, mood.trend
    conversation.mood_signals = [part._asdict() for part in mood.signals]
    conversation.mood_peak = max(conversation.mood_peak, mood.score)


def _rise(conversation: Conversation, choices: Choices, now: datetime) -> list[NewEntry]:
    """What follows from being upset, once for each rise; and that it is over."""
    points = conversation.mood
    was_upset = conversation.upset_since is not None
    if points >= choices.upset and not was_upset:
        conversation.upset_since = now
    elif points < choices.upset - CALMER:
        conversation.upset_since = None
    if points >= choices.calls and choices.tells and conversation.overseers_told_at is None:
        conversation.overseers_told_at = now
        call_overseers(conversation)
    elif points < choices.calls - QUIETER:
        conversation.overseers_told_at = None
    is_news = conversation.upset_since is not None and not was_upset
    return _raise(conversation, choices) if is_news else []


def _raise(conversation: Conversation, choices: Choices) -> list[NewEntry]:
    """A line in the log, and more urgent than it was unless somebody has set that by hand."""
    entries = [_line(conversation, "upset", None)]
    may_rise = choices.raises and conversation.priority > Priority.HIGH
    if may_rise and not is_set_by_hand(conversation):
        conversation.priority = Priority.HIGH
        entries.append(_line(conversation, "raised", "high"))
    return entries


def _line(conversation: Conversation, what: str, value: str | None) -> NewEntry:
    turn = f"{conversation.tenant_id}.{conversation.pk}.{conversation.last_seq}.{what}"
    data = {"what": what, "value": value}
    return system_entry(conversation.pk, uuid5(NAMESPACE, turn), Kind.CHANGED, data=data)


def _tell(conversation: Conversation, entries: list[NewEntry], before: tuple[object, ...]) -> bool:
    if entries:
        append(conversation, entries)
        return True
    if before == _shown(conversation):
        return False
    frame = {"type": "conversation", "conversation": summary(conversation.pk)}
    announce([Push(inbox_group(conversation.tenant_id), frame)])
    return True


def forget_moods() -> None:
    """A company does not want them any more: those of live chats go at once."""
    live = Conversation.objects.not_closed().exclude(mood=0, upset_since=None)
    for conversation in live:
        with transaction.atomic():
            found = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
            before = _shown(found)
            _take(found, CALM)
            found.upset_since = found.overseers_told_at = found.mood_due_at = None
            found.save(update_fields=COLUMNS)
            _tell(found, [], before)
