"""Handshakes that no browser makes, byte for byte."""

import asyncio
from importlib.metadata import version

import pytest

GOOD = {
    "Host": "127.0.0.1:{port}",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    "Origin": "http://127.0.0.1:{port}",
}


async def answer_to(server, path, *more, **changed):
    """Status and head of the answer; an empty status where the line was cut."""
    headers = {k: v.format(port=server.port) for k, v in GOOD.items()} | changed
    lines = [f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items() if v), *more]
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write("\r\n".join([*lines, "", ""]).encode("latin1"))
    try:
        async with asyncio.timeout(10):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1")
    except asyncio.IncompleteReadError as cut:
        head = cut.partial.decode("latin1")
    writer.close()
    return head.partition(" ")[2][:3], head


@pytest.fixture
def path(committed_cast):
    return f"/ws/widget/{committed_cast.acme.site_key}/"


async def test_the_handshake_below_is_good_to_begin_with(server, path):
    assert (await answer_to(server, path))[0] == "101"


@pytest.mark.parametrize(
    "more",
    [
        "Origin: https://evil.example",
        "origin: https://evil.example",
        "Host: evil.example",
        " folded: https://evil.example",
    ],
)
async def test_a_header_that_comes_twice_is_not_a_choice(server, path, more):
    assert (await answer_to(server, path, more))[0] in ("400", "403", "")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example, http://127.0.0.1:{port}",
        "http://127.0.0.1:{port} https://evil.example",
        "http://127.0.0.1:{port}@evil.example",
        "http://evil.example@127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}/path",
        "ws://127.0.0.1:{port}",
        "http:/127.0.0.1:{port}",
        "http://127.0.0.1",
        "\xff",
    ],
)
async def test_an_origin_that_only_looks_like_ours_is_refused(server, path, origin):
    status, _ = await answer_to(server, path, Origin=origin.format(port=server.port))
    assert status in ("400", "403", "")


async def test_nothing_the_client_wrote_comes_back_in_the_handshake(server, path):
    odd = {"Sec-WebSocket-Protocol": "kazoo, chat", "Cookie": "kazoo=1", "X-Kazoo": "1"}
    status, head = await answer_to(server, path + "?kazoo=%0d%0aSet-Cookie:%20kazoo", **odd)
    assert status == "101"
    assert "kazoo" not in head.lower()
    assert "set-cookie" not in head.lower()


@pytest.mark.parametrize("path", ["/ws/%0d%0aSet-Cookie:%20kazoo=1/", "/ws/../t/acme/", "/ws/"])
async def test_a_path_that_is_none_of_ours_is_answered_without_it(server, committed_cast, path):
    _, head = await answer_to(server, path)
    assert "kazoo" not in head.lower()


@pytest.mark.parametrize(
    ("package", "least"), [("daphne", (4, 2, 3)), ("django-allauth", (65, 21))]
)
def test_libraries_with_known_holes_are_not_used(package, least):
    assert tuple(map(int, version(package).split(".")[: len(least)])) >= least
