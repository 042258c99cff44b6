"""Requests to addresses that somebody else named: never into our own network.

The name is looked up once, every address it has must be a public one, and the connection goes to
just that address, so that a name which changes its mind in between gains nothing. Redirects are not
followed.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT_S = 8.0
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Forbidden(Exception):
    """This address is not one we would ever ask."""


class Target(NamedTuple):
    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def is_excepted(self) -> bool:
        """Named by whoever runs this installation."""
        return f"{self.host}:{self.port}" in settings.OUTGOING_EXCEPTIONS


def target_of(url: str) -> Target:
    """Raises Forbidden for anything but plain `https://host[:port]/path`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Forbidden from None
    host = (parts.hostname or "").rstrip(".")
    if not host or parts.username is not None or not url.isascii() or not url.isprintable():
        raise Forbidden
    is_secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(is_secure, host, port or (443 if is_secure else 80), path)
    if not target.is_excepted and not (is_secure and may_be_public(host)):
        raise Forbidden
    return target


def may_be_public(host: str) -> bool:
    """As far as can be told without looking it up."""
    try:
        return is_public(host)
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))


def is_public(address: str) -> bool:
    """Raises ValueError when it is not an IP address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises Forbidden, or OSError when nobody answers properly."""
    target = target_of(url)
    address = _address_of(target)
    connection = _connection(target, address)
    try:
        connection.request("POST", target.path, body, dict(headers))
        response = connection.getresponse()
        response.read(2048)
        return response.status
    except http.client.HTTPException as error:
        raise OSError(type(error).__name__) from None
    finally:
        connection.close()


def _address_of(target: Target) -> str:
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(info[4][0]) for info in found]
    if not target.is_excepted and not all(map(is_public, addresses)):
        raise Forbidden
    return addresses[0]


def _connection(target: Target, address: str) -> http.client.HTTPConnection:
    """To this address, under the name that was asked for."""
    plain = http.client.HTTPConnection(target.host, target.port, timeout=TIMEOUT_S)
    line = socket.create_connection((address, target.port), TIMEOUT_S)
    if target.is_secure:
        line = ssl.create_default_context().wrap_socket(line, server_hostname=target.host)
    plain.sock = line
    return plain
