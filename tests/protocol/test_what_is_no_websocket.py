"""Bytes that are no WebSocket frames: the line ends, and if a code is told it is one of
docs/protocol.md."""

import asyncio
import contextlib

import pytest

from . import page
from .fuzzing import ServerLog

HELLO = (
    "GET /ws/widget/{key}/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
MASK = b"\x00" * 4
CLOSE = 0x88
BAD_FRAMES = {
    "not masked": b"\x81\x02{}",
    "reserved bits": b"\xf1\x82" + MASK + b"{}",
    "no such opcode": b"\x83\x82" + MASK + b"{}",
    "not UTF-8": b"\x81\x82" + MASK + b"\xff\xfe",
    "a ping in pieces": b"\x09\x80" + MASK,
    "a ping too long": b"\x89\xfe\x00\xff" + MASK + b"x" * 255,
    "a close without a code": b"\x88\x81" + MASK + b"x",
    "a length of 2^63": b"\x81\xff" + b"\xff" * 8 + MASK,
    "not a frame": b"GET / HTTP/1.1\r\n\r\n",
}


async def last_words(server, key, frame):
    """The close code that is heard, or None when the line just ends."""
    host = server.origin.removeprefix("http://")
    reader, writer = await asyncio.open_connection(*host.split(":"))
    try:
        async with asyncio.timeout(20):
            writer.write(HELLO.format(key=key, host=host).encode())
            assert b"101 Switching" in await reader.readuntil(b"\r\n\r\n")
            writer.write(frame)
            said = await everything(reader)
    finally:
        writer.close()
    return int.from_bytes(said[2:4]) if said[:1] == bytes([CLOSE]) else None


async def everything(reader):
    """Until the end, however that comes about."""
    said = b""
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(4096):
            said += piece
    return said


@pytest.mark.parametrize("frame", BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
async def test_the_line_ends(server, committed_cast, frame):
    log = ServerLog(server.log)
    code = await last_words(server, committed_cast.acme.site_key, frame)
    assert code is None or code in page.close_codes()
    assert log.faults() == ""
