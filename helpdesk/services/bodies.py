"""How much a request may bring: refused at its head, and not after it has filled the disk.

Twisted writes a whole body to a file before the application sees the first byte of it, so that a
limit of the application alone lets everybody write as much as they like.
"""

import json
from typing import Any

from daphne.http_protocol import WebRequest

MIB = 1024 * 1024
OF_STRANGERS = 11 * MIB  # a file of a chat is 10 MiB at most
OF_ANYBODY = 264 * MIB  # an export of another helpdesk, see feedback/data/imports
STRANGERS = (b"/widget/", b"/transcript/")

TOLD = {"error": {"code": "too_large", "message": "The request is too large."}}
BODY = json.dumps(TOLD).encode()
REFUSAL = (
    b"HTTP/1.1 413 Content Too Large\r\nContent-Type: application/json\r\n"
    b"Cache-Control: no-store\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)


def room_for(path: bytes) -> int:
    """Bytes."""
    return OF_STRANGERS if path.startswith(STRANGERS) else OF_ANYBODY


class BoundedRequest(WebRequest):
    """Daphne's, which stops listening to who brings too much."""

    room = 0
    is_refused = False

    def gotLength(self, length: int | None) -> None:
        """The head is there. No length: it comes in pieces, and they are counted."""
        super().gotLength(length)
        self.room = room_for(self.channel._path)
        if (length or 0) > self.room:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:
        self.room -= len(data)
        if self.room < 0 and not self.is_refused:
            self._refuse()
        if not self.is_refused:
            super().handleContentChunk(data)

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        if not self.is_refused:
            super().requestReceived(command, path, version)

    def _refuse(self) -> None:
        self.is_refused = True
        channel: Any = self.channel
        channel.transport.write(REFUSAL)
        channel.loseConnection()
