"""Other hours, other people: who has to know of it at once asks to be told (`chat` does)."""

from collections.abc import Callable

_listeners: list[Callable[[int], None]] = []


def tell_me(listener: Callable[[int], None]) -> None:
    """`listener(tenant id)` is called inside the company's scope, in the transaction that changes
    it; once, however often it asked."""
    if listener not in _listeners:
        _listeners.append(listener)


def company_changed(tenant_id: int) -> None:
    """Its hours, or who works there and how. Call inside its scope and the transaction."""
    for listener in _listeners:
        listener(tenant_id)
