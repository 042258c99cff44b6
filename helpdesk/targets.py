"""Addresses that somebody else named: which of them may be asked at all (helpdesk.outgoing)."""

import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Public as far as the registries go, and yet no place where anybody serves: ways of writing another
# address, what only a cloud's own machines can reach, and anycast into one's own neighbourhood.
NEVER = [
    ipaddress.ip_network(each)
    for each in (
        "::/96",  # IPv4-compatible
        "64:ff9b:1::/48",  # NAT64 of the own network
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local
        "192.0.0.0/24",  # of protocols; one cloud's metadata
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # Azure's own services
    )
]


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
    if parts.scheme not in ("https", "http") or " " in url:
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
        is_number = host.rpartition(".")[2][:1].isdigit()  # 127.1, 0177.0.0.1: an address, oddly
        inside = host.endswith((".local", ".localhost", ".internal"))
        return "." in host and not is_number and not inside


def is_public(address: str) -> bool:
    """Raises ValueError when it is not an IP address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        else:
            ip = ip.ipv4_mapped or ip
    if any(ip in network for network in NEVER if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
