"""Mail to a customer begins here, and only with a permission in force."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chat import agenda
from chat.actions import Refused
from chat.models import Conversation
from feedback.models import LiveConsent, MailKind, OutgoingMail, Suppression
from feedback.models.mail import PURPOSE_OF


@transaction.atomic
def queue_mail(
    *,
    kind: MailKind,
    visitor_id: int,
    dedupe_key: str,
    conversation: Conversation | None = None,
    language: str = "en",
    due_at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> OutgoingMail:
    """One row of the outbox; the same `dedupe_key` again gives the row there is.

    Raises Refused: no_consent (none in force for this purpose), stopped (the address is not
    written to any more).
    """
    if found := OutgoingMail.objects.filter(dedupe_key=dedupe_key).first():
        return found
    purpose = PURPOSE_OF[kind]
    live = (
        LiveConsent.objects.select_for_update(no_key=True, of=("self",))
        .select_related("address")
        .filter(visitor_id=visitor_id, purpose=purpose)
        .first()
    )
    if live is None:
        raise Refused("no_consent")
    if Suppression.stops(live.address.digest):
        raise Refused("stopped")
    due_at = due_at or timezone.now()
    try:
        with transaction.atomic():
            mail = OutgoingMail.objects.create(
                tenant_id=live.tenant_id,
                kind=kind,
                purpose=purpose,
                subject=visitor_id,
                live_consent=live,
                digest=live.address.digest,
                dedupe_key=dedupe_key,
                conversation=conversation,
                language=language,
                data=data or {},
                due_at=due_at,
            )
    except IntegrityError:  # the other of two beats was first
        return OutgoingMail.objects.get(dedupe_key=dedupe_key)
    agenda.bring_forward(live.tenant_id, due_at)
    return mail
