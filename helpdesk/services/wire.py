"""The way of a frame between the network and a socket of the application, kept short.

Autobahn opens, checks and closes WebSockets here as it does under every Daphne. What passes through
thousands of times a second goes around it and around ASGI's queues: a whole text frame that has
come is handed over at once, and what the application says is packed once for everybody who hears
it and written by one system call for each socket and turn of the event loop. Anything else (pieces,
pings, binary, what is too large or wrong) takes Autobahn's way.
"""

import asyncio
import struct
import time
from typing import Any

from twisted.internet.tcp import Connection

from .frugal import Frugal

LARGEST_FRAME_BYTES = 65_536

WHOLE_TEXT = 0x81  # the last piece and the first one, of text
MASKED = 0x80
TWO_BYTES_MORE = 126  # of length


class Wire(Frugal):
    """Closes with 1009 when a message, whole or in pieces, is larger than the protocol allows."""

    failByDrop = False  # say why, by a close frame
    _packed: Any = ()  # to be written at the end of this turn of the event loop

    # --- in -----------------------------------------------------------------------------------

    def dataReceived(self, data: bytes) -> None:
        begin = 0
        if self._is_between_frames():
            while (frame := whole_text(data, begin)) is not None:
                text, begin = frame
                self._hand_over(text)
        if begin < len(data):
            super().dataReceived(data[begin:] if begin else data)

    def _is_between_frames(self) -> bool:
        """And nothing waits for it to say something."""
        return (
            self.state == self.STATE_OPEN
            and not self.data
            and self.current_frame is None
            and not self.inside_message
            and self.autoPingTimeoutCall is None
        )

    def _hand_over(self, text: str) -> None:
        if not self.muted:
            self.last_ping = time.time()
            self.application_queue.put_nowait({"type": "websocket.receive", "text": text})

    def onMessageFrameBegin(self, length: int) -> None:
        super().onMessageFrameBegin(length)
        total = self.message_data_total_length
        if total > LARGEST_FRAME_BYTES and not self.failedByMe:
            self.wasMaxMessagePayloadSizeExceeded = True
            self._max_message_size_exceeded(total, LARGEST_FRAME_BYTES, "message too large")

    def is_gone(self) -> bool:
        return self.state != self.STATE_OPEN

    # --- out ----------------------------------------------------------------------------------

    def write_text(self, text: str) -> None:
        """Nothing happens once it is closed or closing."""
        if self.state != self.STATE_OPEN:
            return
        if not self._packed:
            _at_the_end_of_this_turn(self)
            self._packed = []
        self._packed.append(packed(text))

    def write_out(self) -> None:
        """By one system call; what the network does not take at once waits in the transport."""
        if not self._packed:
            return
        data = b"".join(self._packed)
        del self._packed
        transport = self.transport
        taken = transport.writeSomeData(data) if _is_idle(transport) else 0
        if taken != len(data):  # no number: the other end is gone, as the transport will see, too
            transport.write(data[taken:] if isinstance(taken, int) else data)

    def serverClose(self, code: int | None = None) -> None:
        self.write_out()
        super().serverClose(code)


def whole_text(data: bytes, begin: int) -> tuple[str, int] | None:
    """The text frame that begins there and where it ends; None where it is not one that is whole,
    masked and well-formed (RFC 6455, 5.2)."""
    if len(data) < begin + 6 or data[begin] != WHOLE_TEXT:
        return None
    length, payload = data[begin + 1] - MASKED, begin + 6
    if length == TWO_BYTES_MORE:
        length, payload = int.from_bytes(data[begin + 2 : begin + 4], "big"), begin + 8
        if length < TWO_BYTES_MORE:  # has to be said in one byte
            return None
    elif not 0 <= length < TWO_BYTES_MORE:
        return None
    end = payload + length
    if end > len(data):
        return None
    try:
        return unmasked(data[payload:end], data[payload - 4 : payload]).decode(), end
    except UnicodeDecodeError:
        return None


def unmasked(data: bytes, mask: bytes) -> bytes:
    """RFC 6455, 5.3. One exclusive or of two large numbers: 1 µs for a message."""
    length = len(data)
    key = int.from_bytes((mask * (length // 4 + 1))[:length], "big")
    return (int.from_bytes(data, "big") ^ key).to_bytes(length, "big")


_latest: tuple[str, bytes] = ("", b"")


def packed(text: str) -> bytes:
    """A text frame. A text goes to many sockets one after the other: it is packed once for them."""
    global _latest
    if _latest[0] is not text:
        data = text.encode()
        _latest = (text, _head(len(data)) + data)
    return _latest[1]


def _head(length: int) -> bytes:
    if length < TWO_BYTES_MORE:
        return bytes((WHOLE_TEXT, length))
    if length < 1 << 16:
        return struct.pack("!BBH", WHOLE_TEXT, TWO_BYTES_MORE, length)
    return struct.pack("!BBQ", WHOLE_TEXT, TWO_BYTES_MORE + 1, length)


_to_write: list[Wire] = []


def _at_the_end_of_this_turn(wire: Wire) -> None:
    if not _to_write:
        asyncio.get_running_loop().call_soon(_write_all)
    _to_write.append(wire)


def _write_all() -> None:
    wires = _to_write[:]
    _to_write.clear()
    for wire in wires:
        wire.write_out()


def _is_idle(transport: Any) -> bool:
    """A plain connection where nothing waits that must not be overtaken."""
    return (
        isinstance(transport, Connection)
        and transport.connected
        and not (transport.TLS or transport.disconnecting or transport._tempDataBuffer)
        and transport.offset == len(transport.dataBuffer)
    )
