"""The request, socket or task that is being answered just now: who writes a log line finds here
whom it is about."""

from contextvars import ContextVar, Token


class Call:
    """`route`: the pattern of its address, "" until one is found; of a socket its side."""

    __slots__ = ("conversation_id", "id", "route", "tenant_id")

    def __init__(self, id: str, route: str = "") -> None:
        self.id = id
        self.route = route
        self.tenant_id: int | None = None
        self.conversation_id: int | None = None


_call: ContextVar[Call | None] = ContextVar("helpdesk_call", default=None)


def current_call() -> Call | None:
    return _call.get()


def enter(call: Call) -> Token[Call | None]:
    return _call.set(call)


def note_company(tenant_id: int) -> None:
    """Whose the call turned out to be, by a token or site key that is known to be right."""
    if call := _call.get():
        call.tenant_id = tenant_id


def leave(token: Token[Call | None]) -> None:
    _call.reset(token)
