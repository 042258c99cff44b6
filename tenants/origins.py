"""Which web sites may carry a company's chat: addresses people type, origins browsers send."""

import ipaddress
import re
from urllib.parse import urlsplit

import idna
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
DEFAULT_PORTS = {"https": 443, "http": 80}


def normalise_origin(text: str) -> str:
    """The origin a browser would send for the address somebody typed.

    "Example.com/shop" becomes "https://example.com". Raises ValidationError saying what to do.
    """
    text = text.strip()
    if "*" in text:
        raise ValidationError(
            _("Name every site in full: a * would let strangers carry your chat."), code="wildcard"
        )
    scheme, host, port = _split(text if "://" in text else f"https://{text}")
    host = _normalise_host(host)
    suffix = f":{port}" if port and port != DEFAULT_PORTS[scheme] else ""
    origin = f"{scheme}://{host}{suffix}"
    if len(origin) > 260:
        raise ValidationError(
            _("That address is too long. Enter an address such as www.example.com."),
            code="too_long",
        )
    return origin


def twin(origin: str) -> str | None:
    """The same site with or without "www.", or None where there is no such thing."""
    scheme, _slashes, host = origin.partition("://")
    name = host.partition(":")[0]
    if host.startswith("www."):
        return f"{scheme}://{host.removeprefix('www.')}"
    if name.count(".") == 1 and not name.endswith(".localhost"):
        return f"{scheme}://www.{host}"
    return None


def _split(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _not_an_address() from None
    if parts.scheme not in DEFAULT_PORTS:
        raise ValidationError(_("The address must begin with https:// or http://."), code="scheme")
    if parts.username is not None or not host or port == 0 or re.search(r"[\s\\]", url):
        raise _not_an_address()
    return parts.scheme, host, port


def _normalise_host(host: str) -> str:
    if ":" in host:
        return f"[{_ip_address(host)}]"
    if re.fullmatch(r"[0-9.]+", host):
        return str(_ip_address(host))
    try:
        host = idna.encode(host.rstrip("."), uts46=True).decode().lower()
    except idna.IDNAError:
        host = host.rstrip(".").lower()
    labels = host.split(".")
    if not all(LABEL.fullmatch(label) for label in labels):
        raise _not_an_address()
    if len(labels) == 1 and host != "localhost":
        told = _("Something is missing after “{host}”. Enter an address such as www.example.com.")
        raise ValidationError(told.format(host=host), code="no_dot")
    return host


def _not_an_address() -> ValidationError:
    told = _("That is not a web address. Enter an address such as www.example.com.")
    return ValidationError(told, code="invalid")


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        raise _not_an_address() from None
