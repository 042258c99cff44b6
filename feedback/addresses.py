"""E-mail addresses: read, sealed, compared without being kept.

An address is stored sealed (helpdesk.sealing), so that neither a table, an index, a log of the
database nor a backup has it in clear. Its digest is a keyed hash: two equal addresses of one
company have equal digests, and nobody without the key can try addresses against it.
"""

import hmac
import unicodedata
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from helpdesk import sealing

SEALED, DIGESTED = b"helpdesk address seal", b"helpdesk address digest"  # never to be changed
LONGEST = 254  # RFC 5321
EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
# Hosts that have no name in public ("localhost") are nobody's mailbox.
_looks_right = EmailValidator(allowlist=[])


class BadAddress(ValueError):
    """Not an address that mail can be sent to."""


def read_address(text: str) -> str:
    """As it is kept: trimmed, its domain in small letters and as ASCII. Raises BadAddress.

    Only ASCII before the @, so that no look-alike letters and no line breaks come in; after it one
    script to a label, because a Cyrillic letter among Latin ones is a trap. Neither quoted names
    nor numbers of hosts: nobody types them, and mail programs disagree on what they mean.
    """
    address = text.strip()
    local, at, domain = address.rpartition("@")
    if '"' in local or "[" in domain or any(map(_mixes_scripts, domain.split("."))):
        raise BadAddress
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadAddress from None
    address = f"{local}{at}{domain}"
    if len(address) > LONGEST or not address.isascii() or not address.isprintable():
        raise BadAddress
    try:
        _looks_right(address)
    except ValidationError:
        raise BadAddress from None
    return address


def _mixes_scripts(label: str) -> bool:
    """Letters of two scripts, as "LATIN SMALL LETTER A" and "CYRILLIC SMALL LETTER A" are; Chinese
    and Japanese ones stand together."""
    names = {unicodedata.name(letter, "").partition(" ")[0] for letter in label if letter.isalpha()}
    return len(names - EAST_ASIAN) + bool(names & EAST_ASIAN) > 1


def digest(tenant_id: int, address: str) -> str:
    """64 hexadecimal digits; upper and lower case are one address."""
    message = f"{tenant_id}:{address.lower()}".encode()
    return hmac.new(sealing.derived_key(DIGESTED), message, sha256).hexdigest()


def seal(address: str) -> bytes:
    return sealing.seal(address, SEALED)


def unseal(sealed: bytes | memoryview) -> str:
    """Raises BadAddress when it was sealed with another SECRET_KEY."""
    try:
        return sealing.unseal(sealed, SEALED)
    except sealing.CannotOpen:
        raise BadAddress from None


def recognisable(sealed: bytes | memoryview) -> str:
    """The sealed address `veiled`; "" where it was sealed with another SECRET_KEY."""
    try:
        return veiled(unseal(sealed))
    except BadAddress:
        return ""


def veiled(address: str) -> str:
    """For people to recognise it, not to learn it: `m…@example.com`."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
