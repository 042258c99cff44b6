"""Daphne with the limits of docs/protocol.md: `python -m helpdesk.services.web --fd N ...`.

Daphne's own option bounds what is sent as well as what is received, so that a long page of history
could not be sent; and it drops the line of who sends too much without saying why.
"""

from daphne.cli import CommandLineInterface
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

LARGEST_FRAME_BYTES = 65_536


class BoundedSocket(WebSocketProtocol):
    """Closes with 1009 when a message, whole or in pieces, is larger than the protocol allows."""

    failByDrop = False  # say why, by a close frame

    def onMessageFrameBegin(self, length: int) -> None:
        super().onMessageFrameBegin(length)
        total = self.message_data_total_length
        if total > LARGEST_FRAME_BYTES and not self.failedByMe:
            self.wasMaxMessagePayloadSizeExceeded = True
            self._max_message_size_exceeded(total, LARGEST_FRAME_BYTES, "message too large")


class BoundedServer(Server):
    def run(self) -> None:
        self.websocket_max_message_size = self.websocket_max_frame_size = 0
        WebSocketFactory.protocol = BoundedSocket
        super().run()


class Web(CommandLineInterface):
    server_class = BoundedServer


def command(descriptor: int, *, behind_proxy: bool) -> list[str]:
    """Arguments after `python` that serve the helpdesk on an open listening socket."""
    proxy = ["--proxy-headers"] if behind_proxy else []
    listening = ["--fd", str(descriptor), "-v", "0", "--no-server-name"]
    module = ["-m", "helpdesk.services.web"]
    return [*module, *listening, *proxy, "helpdesk.asgi:application"]


if __name__ == "__main__":
    Web.entrypoint()
