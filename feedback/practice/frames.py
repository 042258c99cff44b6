"""How an operator's console hears of the practice it shows (docs/protocol.md, "Practice")."""

from typing import Any

from django.utils import timezone

from feedback.models import PracticeChat, PracticeRun
from helpdesk.tenancy import tenant_scope

from .playing import move_on
from .shown import about_run

SOONEST_MS, LATEST_MS = 250, 2000


async def practice(side: Any, frame: dict[str, Any]) -> None:
    """Asking moves the customer on, so that they answer in time whatever the workers do."""
    told = await side.in_tenant(_told, side)
    side.line.reply({"type": "practice", "practice": told})


def introduce(side: Any) -> dict[str, Any]:
    """In `welcome`: null in a company with real customers."""
    return {"practice": _state(side) if side.tenant.is_sandbox else None}


def _told(side: Any) -> dict[str, Any] | None:
    if not side.tenant.is_sandbox:
        return None
    move_on()
    return _state(side)


def _state(side: Any) -> dict[str, Any] | None:
    """The newest practice of this sandbox."""
    chat = PracticeChat.objects.select_related("visitor").order_by("-pk").first()
    if chat is None:
        return None
    with tenant_scope(chat.company_id):
        run = PracticeRun.objects.select_related("tenant").filter(pk=chat.run).first()
        told = run and about_run(run)
    return told and told | {
        "conversation": chat.visitor and chat.visitor.current_id,
        "next_ms": _next_ms(chat),
    }


def _next_ms(chat: PracticeChat) -> int:
    left_ms = (chat.due_at - timezone.now()).total_seconds() * 1000
    return int(min(max(left_ms, SOONEST_MS), LATEST_MS))


EXTENSIONS = {"practice": practice}
