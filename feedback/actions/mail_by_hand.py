"""What a person decides about a mail that cannot go on by itself."""

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.actions import Refused
from feedback.models import OutgoingMail, Suppression
from tenants.models import Membership

State = OutgoingMail.State
UNDECIDED = (State.UNKNOWN, State.FAILED)


@transaction.atomic
def send_again(*, member: Membership, mail_id: int) -> OutgoingMail:
    """Deliberately, also where it may have arrived before.

    Raises Refused: not_found, not_now (it is not for a person to decide, or any more), no_consent,
    stopped.
    """
    mail = _lock(mail_id)
    if mail.live_consent_id is None:
        raise Refused("no_consent")
    if Suppression.stops(mail.digest):
        raise Refused("stopped")
    mail.state, mail.due_at, mail.attempts = State.QUEUED, timezone.now(), 0
    mail.claimed_at = mail.handed_at = None
    mail.problem, mail.data = "", mail.data | {"again_by": member.pk}
    mail.save()
    agenda.bring_forward(mail.tenant_id, mail.due_at)
    return mail


@transaction.atomic
def mark_done(*, member: Membership, mail_id: int) -> OutgoingMail:
    """It is seen to in another way, or need not be. Raises Refused: not_found, not_now."""
    mail = _lock(mail_id)
    mail.state, mail.problem = State.CANCELLED, "done_by_hand"
    mail.data |= {"done_by": member.pk}
    mail.save()
    return mail


def _lock(mail_id: int) -> OutgoingMail:
    mail = OutgoingMail.objects.select_for_update(of=("self",)).filter(pk=mail_id).first()
    if mail is None:
        raise Refused("not_found")
    if mail.state not in UNDECIDED:
        raise Refused("not_now")
    return mail
