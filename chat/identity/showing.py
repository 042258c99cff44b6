"""What may be shown of who a visitor is, wherever it is shown: console, exports, API."""

from typing import Any

from chat.models import Visitor
from chat.render import instant

from .keeping import opened
from .models import IdentitySettings


def shown(visitor: Visitor, *, required: bool | None = None) -> dict[str, Any] | None:
    """{"id", "name", "email" (each where it is known), "verified", "at": ISO 8601 or None}.

    None where nothing was said, or where the company takes only what is signed and this is not.
    `required`: as `is_required` told, for whoever shows many. Call inside the company's scope.
    """
    if not visitor.identity:
        return None
    verified = visitor.identity_verified_at is not None
    if not verified and (is_required() if required is None else required):
        return None
    return {
        **opened(visitor.identity),
        "verified": verified,
        "at": instant(visitor.identity_verified_at) if verified else None,
    }


def is_required() -> bool:
    """Whether this company takes only what its own server has signed."""
    return IdentitySettings.objects.filter(is_required=True).exists()
