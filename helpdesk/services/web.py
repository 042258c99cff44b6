"""Daphne with the limits of docs/protocol.md: `python -m helpdesk.services.web --fd N ...`.

Daphne's own option bounds what is sent as well as what is received, so that a long page of history
could not be sent; and it drops the line of who sends too much without saying why. Told to stop, it
leaves in good order (`helpdesk.draining`), for which it takes DRAIN_SECONDS.
"""

import asyncio
import gc
import os
import sys
from functools import partial
from typing import Any

from daphne import http_protocol
from daphne.cli import CommandLineInterface
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet.defer import Deferred

from helpdesk import draining
from helpdesk.sockets import GONE, WRITE

from .bodies import BoundedRequest
from .frugal import Inbox
from .wire import Wire

TURN_S = 0.0005  # the thread that commits is answered by PostgreSQL, and waits for the event loop
YOUNG = 10_000  # objects made before the youngest are looked through
HANDSHAKE_WITHIN_S = 20  # who comes back with thousands of others waits for their turn


class BoundedServer(Server):
    def run(self) -> None:
        self.websocket_max_message_size = self.websocket_max_frame_size = 0
        self.websocket_connect_timeout = self.websocket_handshake_timeout = HANDSHAKE_WITHIN_S
        WebSocketFactory.protocol = Wire
        http_protocol.WebRequest = BoundedRequest
        self.doors: list[Any] = []
        _spare_the_collector()
        sys.setswitchinterval(TURN_S)
        super().run()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """As Daphne has it; a socket has a lighter inbox, and the application the short way out."""
        if not isinstance(protocol, Wire):
            return super().create_application(protocol, scope)
        ways = {WRITE: protocol.write_text, GONE: protocol.is_gone}
        scope |= {"asgi": {"version": "3.0"}, "extensions": ways}
        inbox = Inbox()
        work = self.application(scope, inbox.get, partial(self.handle_reply, protocol))
        self.connections[protocol]["application_instance"] = asyncio.ensure_future(work)
        return inbox

    def listen_success(self, port: Any) -> None:
        self.doors.append(port)
        super().listen_success(port)

    def kill_all_applications(self) -> "Deferred[None]":
        """Called once it is told to stop; Twisted goes on serving until the answer is there."""
        seconds = float(os.environ.get("DRAIN_SECONDS") or 0)
        leaving = asyncio.ensure_future(draining.drain(seconds, self._shut_the_door, self._is_busy))
        return Deferred.fromFuture(leaving).addBoth(self._kill_what_is_left)

    def _kill_what_is_left(self, _: Any) -> "Deferred[None]":
        return super().kill_all_applications()

    def _shut_the_door(self) -> None:
        """Who was let in stays. Others are refused, or wait where a supervisor holds the door."""
        for port in self.doors:
            port.stopListening()

    def _is_busy(self) -> bool:
        """Whether a request is being answered."""
        return any(
            not isinstance(protocol, WebSocketProtocol) and work and not work.done()
            for protocol, details in self.connections.items()
            for work in [details.get("application_instance")]
        )


def _spare_the_collector() -> None:
    """What is loaded by now stays, and what thousands of sockets keep is not looked through again
    for every few hundred more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)


class Web(CommandLineInterface):
    server_class = BoundedServer

    def __init__(self) -> None:
        super().__init__()
        self.parser.set_defaults(verbosity=0)  # its list of requests has the tokens of addresses


def command(descriptor: int, *, behind_proxy: bool) -> list[str]:
    """Arguments after `python` that serve the helpdesk on an open listening socket."""
    proxy = ["--proxy-headers"] if behind_proxy else []
    listening = ["--fd", str(descriptor), "-v", "0", "--no-server-name"]
    module = ["-m", "helpdesk.services.web"]
    return [*module, *listening, *proxy, "helpdesk.asgi:application"]


if __name__ == "__main__":
    Web.entrypoint()
