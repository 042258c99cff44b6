from django.db import transaction
from django.utils import timezone

from chat import agenda
from feedback.models import Retention


@transaction.atomic
def look_after(kept: Retention) -> None:
    """Keeps what was chosen, and has it done soon."""
    kept.next_at = timezone.now()
    kept.save()
    agenda.look_soon(kept.tenant_id)
