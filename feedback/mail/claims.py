"""How a mail gets from one state to the next. Each step is a transaction of its own.

queued -> sending by whoever claims it; from there sent, queued again (it certainly did not leave),
failed, cancelled, or unknown. Only the claim that is named by `claimed_at` may say how it ended.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat import agenda
from feedback.actions.consents import use_up
from feedback.models import Address, OutgoingMail, Purpose, Suppression
from helpdesk.outbox import later

from . import caps
from .outcomes import PutOff, Unwanted

State = OutgoingMail.State

LASTS = timedelta(minutes=5)  # then nobody can tell any more what the claimant did
HANDS_OVER_WITHIN_S = 240.0  # a claimant this late leaves it alone
AGAIN_AFTER = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360)]
# Permissions that are good for one mail, by their own words (feedback.wording).
FOR_ONE_MAIL = frozenset({Purpose.TRANSCRIPT, Purpose.SURVEY, Purpose.SATISFIED_CHECK})


@dataclass(frozen=True)
class Claim:
    mail: OutgoingMail
    address: Address
    begun: float  # by time.monotonic()

    @property
    def row(self) -> Any:
        """The row, as long as it is this claim's to settle."""
        return OutgoingMail.objects.filter(
            pk=self.mail.pk,
            claimed_at=self.mail.claimed_at,
            state__in=(State.SENDING, State.UNKNOWN),
        )


@transaction.atomic
def claim(mail_id: int) -> Claim | None:
    """Takes a due mail; None where there is nothing to do, or somebody else does it."""
    now = timezone.now()
    mail = _lock_due(mail_id, now)
    if mail is None:
        return None
    if Suppression.stops(mail.digest):
        _change(mail, state=State.CANCELLED, problem="suppressed")
        return None
    address = mail.live_consent.address  # type: ignore[union-attr] - queued: there is one
    caps.count_alone(mail.tenant_id)
    if full := caps.full_until(mail, address, now):
        _change(mail, due_at=full[0], problem=full[1])
        return None
    _change(mail, state=State.SENDING, claimed_at=now, attempts=mail.attempts + 1, problem="")
    return Claim(mail, address, monotonic())


def _lock_due(mail_id: int, now: datetime) -> OutgoingMail | None:
    rows = OutgoingMail.objects.select_for_update(skip_locked=True, of=("self",))
    rows = rows.select_related("live_consent__address", "live_consent__text", "tenant")
    return rows.filter(pk=mail_id, state=State.QUEUED, due_at__lte=now).first()


def _change(mail: OutgoingMail, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(mail, name, value)
    mail.save(update_fields=list(columns))


def still_wanted(claimed: Claim) -> None:
    """Asked last thing before it leaves. Raises Unwanted (taken back since, or stopped) or PutOff
    (this took so long that others may think it was sent)."""
    if monotonic() - claimed.begun > HANDS_OVER_WITHIN_S:
        raise PutOff("late")
    if not claimed.row.filter(state=State.SENDING, live_consent__isnull=False).exists():
        raise Unwanted("withdrawn")
    if Suppression.stops(claimed.mail.digest):
        raise Unwanted("suppressed")


@transaction.atomic
def note_sent(claimed: Claim, provider_id: str) -> None:
    """The permission first, as withdrawing does it: two that lock in one order do not block."""
    _use_up(claimed.mail)
    claimed.row.update(
        state=State.SENT, sent_at=timezone.now(), provider_id=provider_id, problem=""
    )


def _use_up(mail: OutgoingMail) -> None:
    """What was agreed to "once" ends with that mail, unless another one was agreed to meanwhile."""
    if mail.purpose not in FOR_ONE_MAIL:
        return
    others = OutgoingMail.objects.filter(live_consent=mail.live_consent_id, state=State.QUEUED)
    if not others.exists():
        use_up(visitor_id=mail.subject, purpose=mail.purpose)


def note_put_off(claimed: Claim, problem: str) -> None:
    """Again after a pause that grows, a little random so that not all come back at once; the sixth
    time it has failed."""
    tries = claimed.mail.attempts
    if tries > len(AGAIN_AFTER):
        note_failed(claimed, problem)
        return
    due_at = later(timezone.now(), AGAIN_AFTER[tries - 1])
    queue_again(claimed, due_at, problem)


@transaction.atomic
def queue_again(claimed: Claim, due_at: datetime, problem: str) -> None:
    waiting = claimed.row.filter(live_consent__isnull=False).update(
        state=State.QUEUED, due_at=due_at, claimed_at=None, handed_at=None, problem=problem
    )
    if not waiting:
        note_cancelled(claimed, "withdrawn")
    agenda.bring_forward(claimed.mail.tenant_id, due_at)


def note_failed(claimed: Claim, problem: str) -> None:
    claimed.row.update(state=State.FAILED, problem=problem)


def note_cancelled(claimed: Claim, problem: str) -> None:
    claimed.row.update(state=State.CANCELLED, problem=problem)


def note_unclear(claimed: Claim, problem: str) -> None:
    claimed.row.update(state=State.UNKNOWN, problem=problem)


def give_up_silent() -> int:
    """Claims nobody has settled in five minutes: not sent again by itself. How many they were."""
    rows = OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - LASTS)
    return rows.update(state=State.UNKNOWN, problem="no_answer")
