"""The limits of docs/protocol.md that only the server itself can keep."""

import contextlib
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from helpdesk.services import web
from helpdesk.services.process import spawn, stop

LARGEST = 65_536


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("web") / "web.log"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = serve_echo(listener.fileno(), log)
        yield f"ws://127.0.0.1:{listener.getsockname()[1]}/"
        stop(process, signal.SIGTERM, 5)


def serve_echo(descriptor: int, log: Path):
    arguments = web.command(descriptor, behind_proxy=False)
    argv = [sys.executable, *arguments[:-1], "tests.helpdesk.echo:application"]
    return spawn(argv, log=log, pass_fds=[descriptor])


def test_the_largest_message_passes(address: str) -> None:
    with connect(address) as line:
        line.send("y" * LARGEST)
        assert line.recv() == str(LARGEST)


@pytest.mark.parametrize("size", [LARGEST + 1, 5_000_000])
def test_a_larger_one_is_closed_with_1009(address: str, size: int) -> None:
    with connect(address) as line:
        assert code_after(line, "y" * size) == 1009


def test_pieces_that_add_up_to_more_are_closed_with_1009(address: str) -> None:
    with connect(address) as line:
        assert code_after(line, ["y" * 30_000] * 3) == 1009


def test_the_server_itself_may_send_more(address: str) -> None:
    with connect(address) as line:
        line.send("500000")
        assert len(line.recv()) == 500_000


def test_head_of_a_long_page_does_not_spoil_the_answer_after_it(address: str) -> None:
    with httpx.Client(base_url=address.replace("ws:", "http:")) as client:
        assert client.head("/").headers["Content-Length"] == "6"
        assert client.get("/").text == "onetwo"


def code_after(line, message) -> int:
    with pytest.raises(ConnectionClosed) as closed:
        line.send(message)
        line.recv(timeout=10)
    return closed.value.rcvd.code


# --- bodies ---------------------------------------------------------------------------------------


def heard_after(address: str, head: str, piece: bytes = b"", times: int = 0) -> bytes:
    """What the server says to a request by hand, of which so many pieces are sent at most."""
    host, port = address.removeprefix("ws://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(f"POST {head}\r\nHost: localhost\r\n\r\n".encode())
        with contextlib.suppress(ConnectionError):  # it hears no more
            for _ in range(times):
                line.sendall(piece)
        with contextlib.suppress(ConnectionError):
            return line.recv(4096)
    return b""


@pytest.mark.parametrize("path", ["/widget/abc/files/", "/t/acme/data/"])
def test_a_body_that_is_announced_as_too_large_is_not_waited_for(address: str, path: str) -> None:
    said = heard_after(address, f"{path} HTTP/1.1\r\nContent-Length: 99999999999")
    assert said.startswith(b"HTTP/1.1 413") and b'"too_large"' in said


def test_a_body_in_pieces_is_counted(address: str) -> None:
    head = "/widget/abc/files/ HTTP/1.1\r\nTransfer-Encoding: chunked"
    piece = b"100000\r\n" + b"y" * 0x100000 + b"\r\n"
    assert b"200 OK" not in heard_after(address, head, piece, times=40)
    with httpx.Client(base_url=address.replace("ws:", "http:")) as client:
        assert client.get("/").status_code == 200


def test_a_body_that_may_be_as_large_arrives(address: str) -> None:
    with httpx.Client(base_url=address.replace("ws:", "http:")) as client:
        assert client.post("/widget/abc/files/", content=b"y" * 10_485_760).status_code == 200
