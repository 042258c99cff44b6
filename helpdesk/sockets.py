from collections.abc import Awaitable, Callable
from typing import Any


class UnknownSocket:
    """Refuses socket addresses nobody has, instead of failing on them."""

    def __init__(self, inner: Callable[..., Awaitable[Any]]) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        try:
            return await self.inner(scope, receive, send)
        except ValueError as error:
            if "No route found" not in str(error):
                raise
            await send({"type": "websocket.close", "code": 4404})
