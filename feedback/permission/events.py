"""What is pushed when a permission changes: to the operators for what they may count on, to the
visitor that there is something new to ask for. Never an address."""

from chat.events import Push, announce, inbox_group, visitor_group

from .state import standing


def announce_permission(tenant_id: int, visitor_id: int) -> None:
    """Call in the transaction that changed it."""
    told = {"type": "permission", "visitor": visitor_id, **standing(visitor_id)}
    announce(
        [
            Push(inbox_group(tenant_id), told),
            Push(visitor_group(tenant_id, visitor_id), {"type": "permission_changed"}),
        ]
    )
