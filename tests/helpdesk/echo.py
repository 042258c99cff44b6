"""An ASGI application that says how long a message was, or as much as it is told to, and over HTTP
answers in two pieces."""

from typing import Any

from helpdesk.heads import HeadWithoutBody


async def application(scope: Any, receive: Any, send: Any) -> None:
    await (HeadWithoutBody(pieces) if scope["type"] == "http" else echo)(scope, receive, send)


async def echo(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        text = event["text"]
        reply = "x" * int(text) if text.isdigit() else str(len(text))
        await send({"type": "websocket.send", "text": reply})


async def pieces(scope: Any, receive: Any, send: Any) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"6")]}
    )
    await send({"type": "http.response.body", "body": b"one", "more_body": True})
    await send({"type": "http.response.body", "body": b"two"})
