"""HTTP requests written by hand, so that they may lie about what comes."""

import asyncio
import json
import re
from typing import Any, NamedTuple

from .judging import Wrong

ANSWERED_WITHIN_S = 20.0


class Answer(NamedTuple):
    status: int  # 0: the line was closed without a word
    head: str
    body: bytes

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            raise Wrong(f"not JSON: {self.status} {self.head} {self.body[:500]!r}") from None


async def ask(origin: str, request: bytes, within: float = ANSWERED_WITHIN_S) -> Answer:
    """Raises TimeoutError."""
    host, port = origin.removeprefix("http://").split(":")
    said = b""
    async with asyncio.timeout(within):
        reader, writer = await asyncio.open_connection(host, int(port))
        try:
            writer.write(request)
            await writer.drain()
            said = await reader.read()
        except ConnectionError:  # it did not want to hear the rest
            pass
        finally:
            writer.close()
    head, _, body = said.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.\d (\d{3})", head)
    return Answer(int(status[1]) if status else 0, head.decode("latin-1"), body)


def request(method: str, origin: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    usual = [f"Host: {origin.removeprefix('http://')}", "Connection: close"]
    lines = "\r\n".join([f"{method} {path} HTTP/1.1", *usual, *headers, "", ""])
    return lines.encode("latin-1") + body
