from collections.abc import Awaitable, Callable
from typing import Any

UNKNOWN = 4404
WRITE = "helpdesk.write"
"""In a scope's `extensions`: sends a text to the other end without waiting, where the server can
(`helpdesk.services.wire`)."""
GONE = "helpdesk.gone"
"""There as well: whether the other end has left, before the application is told in its turn."""


class UnknownSocket:
    """Answers socket addresses nobody has as it does those of other companies."""

    def __init__(self, inner: Callable[..., Awaitable[Any]]) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        try:
            return await self.inner(scope, receive, send)
        except ValueError as error:
            if "No route found" not in str(error):
                raise
            await receive()
            await send({"type": "websocket.accept"})
            return await send({"type": "websocket.close", "code": UNKNOWN})
