"""TXT records of a name, asked of the resolver of this machine.

The standard library looks up addresses only. One question over UDP, once more over TCP where the
answer did not fit; a random number and port, and nothing is believed that does not repeat both the
number and the question.
"""

import secrets
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

TXT, INTERNET = 16, 1
RESOLVERS = Path("/etc/resolv.conf")
TIMEOUT_S = 3.0
POINTER = 0xC0


class NoAnswer(OSError):
    """No resolver said anything sensible in time."""


def txt_records(name: str) -> list[str]:
    """All of them, [] where there are none. `name` in ASCII. Raises NoAnswer."""
    number = secrets.randbits(16)
    question = _name(name) + struct.pack("!HH", TXT, INTERNET)
    query = struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + question
    for server in resolvers():
        try:
            answer = _over_udp(server, query)
            if answer[2] & 0x02:  # truncated
                answer = _over_tcp(server, query)
            return list(_texts(answer, number, question))
        except (OSError, ValueError, IndexError, struct.error):
            continue
    raise NoAnswer(name)


def resolvers() -> list[tuple[str, int]]:
    """(address, port), as the machine is set up."""
    lines = RESOLVERS.read_text().splitlines() if RESOLVERS.exists() else []
    words = [line.split() for line in lines]
    named = [word[1] for word in words if len(word) > 1 and word[0] == "nameserver"]
    return [(address, 53) for address in named[:3]] or [("127.0.0.1", 53)]


def _name(name: str) -> bytes:
    labels = [label.encode("ascii") for label in name.rstrip(".").split(".")]
    if any(not 0 < len(label) < 64 for label in labels):
        raise NoAnswer(name)
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def _over_udp(server: tuple[str, int], query: bytes) -> bytes:
    family = socket.AF_INET6 if ":" in server[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as line:
        line.settimeout(TIMEOUT_S)
        line.connect(server)  # answers from elsewhere never arrive
        line.send(query)
        return line.recv(4096)


def _over_tcp(server: tuple[str, int], query: bytes) -> bytes:
    with socket.create_connection(server, TIMEOUT_S) as line:
        line.settimeout(TIMEOUT_S)
        line.sendall(struct.pack("!H", len(query)) + query)
        with line.makefile("rb") as read:
            (length,) = struct.unpack("!H", read.read(2))
            return read.read(length)


def _texts(answer: bytes, number: int, question: bytes) -> Iterator[str]:
    """Raises ValueError when this answers something else."""
    its, flags, asked, answers = struct.unpack("!4H", answer[:8])
    end = 12 + len(question)
    if its != number or asked != 1 or not flags & 0x8000 or flags & 0x000F not in (0, 3):
        raise ValueError
    if answer[12:end].lower() != question.lower():
        raise ValueError
    for _ in range(answers):
        end = _after_name(answer, end)
        kind, _, _, length = struct.unpack("!HHIH", answer[end : end + 10])
        end += 10
        if kind == TXT:
            yield _joined(answer[end : end + length])
        end += length


def _after_name(answer: bytes, at: int) -> int:
    while length := answer[at]:
        if length & POINTER == POINTER:
            return at + 2
        at += 1 + length
    return at + 1


def _joined(data: bytes) -> str:
    """One record is several strings of up to 255 bytes."""
    parts, at = [], 0
    while at < len(data):
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(parts).decode("ascii", "replace")
