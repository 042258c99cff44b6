"""What of this app is told by webhooks: one function for each shape, and when (docs/webhooks.md).

Call in the transaction of what happened.
"""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from chat.models import Conversation
from chat.notify.telling import promise_is_late
from chat.render import instant
from chat.webhooks import outbox, payloads
from chat.webhooks.emitting import emit
from feedback.models import Ask, ConsentEvent, FollowUp, Purpose, Rating, Review

NAMESPACE = UUID("0d2b7b0c-5f2e-4f0e-8d61-7a8f5f6f4d11")
# Within a day nobody can tell any more which of its chats an anonymous rating is about.
ANONYMOUS_S = (3600, 24 * 3600)
What = ConsentEvent.What


# --- Ratings --------------------------------------------------------------------------------------


def rating(ask: Ask, row: Rating) -> dict[str, Any]:
    """Anonymous, as the customer left it, or with its chat where they opened it."""
    return {
        "rating": {
            "score": row.score,
            "scale": ask.version.scale,
            "open": row.is_open,
            "wants_contact": row.wants_contact,
            "at": instant(row.at) if row.is_open else None,
        },
        "operator": payloads.person(ask.operator),
        "department": ask.department and payloads.department(ask.department),
        "conversation": payloads.conversation(ask.conversation) if row.is_open else None,
    }


def tell_rating(ask: Ask, row: Rating, before: tuple[int, bool, bool] | None) -> None:
    """Once: anonymous ones some hours later, unless they are opened meanwhile. `before`: score and
    whether it was open, if this is not the first tap."""
    key = uuid5(NAMESPACE, f"{row.tenant_id}.{row.pk}")
    was_waiting = before is not None and outbox.forget(key) > 0
    if before is not None and not was_waiting:
        return
    now = timezone.now()
    at = now if row.is_open else now + timedelta(seconds=random.randint(*ANONYMOUS_S))
    about = ask.conversation if row.is_open else None
    emit(
        "rating.created",
        lambda: rating(ask, row),
        conversation=about,
        after_log=False,
        at=at,
        key=key,
    )


# --- Promises -------------------------------------------------------------------------------------


def follow_up(row: FollowUp) -> dict[str, Any]:
    return {
        "follow_up": {
            "id": row.pk,
            "what": row.what,
            "state": row.state,
            "due_at": instant(row.due_at),
            "overdue": row.state == FollowUp.State.OPEN and row.due_at <= timezone.now(),
            "automatic": row.is_automatic,
            "keeper": payloads.person(row.member),
            "created_at": instant(row.created_at),
            "ended_at": instant(row.ended_at),
        },
        "conversation": payloads.conversation(row.conversation),
    }


def tell_follow_up(event: str, row: FollowUp, *, is_locked: bool = True) -> None:
    """`event`: promised, kept, overdue. `is_locked`: its conversation."""
    emit(
        f"follow_up.{event}",
        lambda: follow_up(row),
        conversation=row.conversation,
        after_log=is_locked,
    )
    if event == "overdue":
        by = row.member.display_name if row.member else ""
        promise_is_late(row.conversation, f"{row.what} ({by})" if by else row.what)


# --- Permission -----------------------------------------------------------------------------------


def consent(line: ConsentEvent) -> dict[str, Any]:
    """A line of the ledger with the words that were shown; never an address."""
    text = line.text
    return {
        "consent": {
            "receipt": str(line.receipt),
            "purpose": line.purpose,
            "what": line.what,
            "by": line.by,
            "place": line.place,
            "at": instant(line.at),
            "visitor": line.subject,
            "conversation": line.conversation,
            "text": text
            and {
                "language": text.locale,
                "version": text.version,
                "wording": text.wording,
                "sha256": text.sha256,
            },
        }
    }


def tell_consent(event: str, line: ConsentEvent) -> None:
    """`event`: given (in force from now on) or withdrawn (not any more, however that came). A
    permission to ask for a confirmation, and one that was for one mail, end quietly."""
    if line.purpose == Purpose.CONFIRMATION or line.what == What.USED:
        return
    # Who is erased takes along what is not told yet: only the number of a line is left of them.
    subject = None if line.what == What.ERASED else line.subject
    emit(f"consent.{event}", lambda: consent(line), conversation=None, subject=subject)


# --- Reviews --------------------------------------------------------------------------------------


def review(row: Review) -> dict[str, Any]:
    task = row.task
    return {
        "review": {
            "id": task.pk,
            "conversation": task.conversation_id,
            "operator": payloads.person(task.operator),
            "reviewer": payloads.person(row.reviewer),
            "score": row.score,
            "passed": row.passed,
            "done_at": instant(row.done_at),
        }
    }


def tell_review(row: Review) -> None:
    about: Conversation | None = row.task.conversation
    emit("review.done", lambda: review(row), conversation=about, after_log=False)
