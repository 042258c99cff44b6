"""The one door to addresses that somebody else named (push services, a company's own answer
service, its sign-in): never into our own network.

Only `https://host[:port]/path`, without names and passwords in it. The name is looked up once,
every address it has must be a public one, and the connection goes to just that address, under the
name that was asked for, so that a name which changes its mind in between gains nothing. Redirects
are not followed, proxies and credentials of the environment not used, and there is a limit to how
long all of it takes and to how much is read. Whoever runs an installation can except hosts of the
own network by name (OUTGOING_EXCEPTIONS): those may also be asked over http.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple

from .targets import Forbidden, Target, is_public, target_of

__all__ = ["Answer", "Forbidden", "TooLarge", "TooSlow", "ask", "get", "post", "target_of"]

TIMEOUT_S = 8.0
WORTH_READING = 2048
_names = ThreadPoolExecutor(8, "names")


class TooSlow(OSError):
    """There was no whole answer in time."""


class TooLarge(OSError):
    """The answer is longer than anybody wants it."""


class Answer(NamedTuple):
    status: int
    body: bytes


# --- Where to -------------------------------------------------------------------------------------


def _address_of(target: Target, deadline: float) -> str:
    looking = _names.submit(socket.getaddrinfo, target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(info[4][0]) for info in looking.result(_left(deadline))]
    if not addresses or not (target.is_excepted or all(map(is_public, addresses))):
        raise Forbidden
    return addresses[0]


# --- Asking ---------------------------------------------------------------------------------------


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises Forbidden, or OSError when nobody answers properly."""
    return _asked(url, body, headers, TIMEOUT_S, WORTH_READING).status


def ask(url: str, body: bytes, headers: Mapping[str, str], *, total_s: float, most: int) -> Answer:
    """The answer, which is of `most` bytes and here within `total_s`, looking up the name
    included. Raises Forbidden, TooSlow, TooLarge, or OSError when nobody answers properly."""
    return _whole(_asked(url, body, headers, total_s, most + 1), most)


def get(url: str, headers: Mapping[str, str], *, total_s: float, most: int) -> Answer:
    """What is there; as `ask`, without sending anything."""
    return _whole(_asked(url, None, headers, total_s, most + 1), most)


def _whole(answer: Answer, most: int) -> Answer:
    if len(answer.body) > most:
        raise TooLarge
    return answer


def _asked(
    url: str, body: bytes | None, headers: Mapping[str, str], total_s: float, most: int
) -> Answer:
    deadline = monotonic() + total_s
    target = target_of(url)
    try:
        address = _address_of(target, deadline)
        line = socket.create_connection((address, target.port), _left(deadline))
        with _until(deadline, line) as held:
            return _exchange(target, held, body, headers, most)
    except TimeoutError:
        raise TooSlow from None
    except http.client.HTTPException as error:
        raise OSError(type(error).__name__) from None


class _Held:
    """The open line, which a watchdog may cut."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.is_cut = False

    def cut(self) -> None:
        self.is_cut = True
        try:
            socket.socket.shutdown(self.line, socket.SHUT_RDWR)  # not the polite one of TLS
        except OSError:
            return  # it is over already


@contextmanager
def _until(deadline: float, line: socket.socket) -> Iterator[_Held]:
    """A limit to each read would be none: whoever sends a byte a second never meets it."""
    held = _Held(line)
    watchdog = threading.Timer(_left(deadline), held.cut)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield held
    except (OSError, http.client.HTTPException):
        if held.is_cut:
            raise TooSlow from None
        raise
    finally:
        watchdog.cancel()
        held.line.close()
    if held.is_cut:
        raise TooSlow


def _exchange(
    target: Target, held: _Held, body: bytes | None, headers: Mapping[str, str], most: int
) -> Answer:
    """To this address, under the name that was asked for. Without a body it is a GET."""
    if target.is_secure:
        context = ssl.create_default_context()
        held.line = context.wrap_socket(
            held.line, server_hostname=target.host, do_handshake_on_connect=False
        )
        held.line.do_handshake()
    plain = http.client.HTTPConnection(target.host, target.port)
    plain.default_port = 443 if target.is_secure else 80
    plain.sock = held.line
    method = "GET" if body is None else "POST"
    plain.request(method, target.path, body, {"Connection": "close", **headers})
    response = plain.getresponse()
    read = response.read(most)
    if held.is_cut:
        raise TooSlow
    return Answer(response.status, read)


def _left(deadline: float) -> float:
    """Raises TooSlow when there is nothing left."""
    left = deadline - monotonic()
    if left <= 0:
        raise TooSlow
    return left
