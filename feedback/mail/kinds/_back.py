"""The way back into a chat from a mail."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import Visitor
from feedback.mail.pieces import Link
from feedback.models import OutgoingMail, ReopenLink

LASTS = timedelta(days=14)


def back_link(mail: OutgoingMail, visitor: Visitor) -> Link:
    """A new one for this mail; only its hash is kept."""
    token = secrets.token_urlsafe(24)
    ReopenLink.objects.create(
        tenant_id=mail.tenant_id,
        token_hash=sha256(token.encode()).hexdigest(),
        conversation_id=mail.conversation_id,
        visitor=visitor,
        digest=mail.digest,
        expires_at=timezone.now() + LASTS,
    )
    return _to(f"{settings.PUBLIC_URL}/m/{visitor.tenant.site_key}/back/{token}/")


def sample_link() -> Link:
    return _to(f"{settings.PUBLIC_URL}/#sample")


def _to(url: str) -> Link:
    return Link(url, _("Go on with the chat"))
