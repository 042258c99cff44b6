"""Where there is no network namespace, a proxy is cut instead."""

import asyncio

import pytest

from tests.faults.network import network


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(100):
        writer.write(data)
    writer.close()


async def test_what_is_cut_passes_nothing_on_until_it_is_mended(unused_tcp_port):
    server = await asyncio.start_server(echo, "127.0.0.1", unused_tcp_port)
    with network(None) as between:
        sock = await between.dial(unused_tcp_port)()
        reader, writer = await asyncio.open_connection(sock=sock)
        writer.write(b"before;")
        assert await reader.readexactly(7) == b"before;"
        between.cut()
        writer.write(b"meanwhile;")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.2)
        between.mend()
        assert await reader.readexactly(10) == b"meanwhile;"
        writer.close()
        assert await reader.read() == b""
    server.close()
