"""An ASGI application that says how long a message was, or as much as it is told to."""

from typing import Any


async def application(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        text = event["text"]
        reply = "x" * int(text) if text.isdigit() else str(len(text))
        await send({"type": "websocket.send", "text": reply})
