"""Card and account numbers are masked before a message is stored: nobody needs them in a chat, and
what is not kept cannot be lost.

A number is masked only where its checksum is right and its length and first digits are those of a
card (ISO/IEC 7812, Luhn) or an account (ISO 13616, remainder 1 of 97), so that order and telephone
numbers stay. Companies can add patterns of their own (`sources`), in RE2's syntax: linear time,
whatever the pattern.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import re2

from helpdesk.tenancy import current_tenant_id

from .log_entry import NewEntry

DOT = "•"
LAST = 4  # digits that stay, so that people can tell which one was meant

MAY_HOLD_NUMBER = re.compile(r"\d[\d \u00a0.\-]{10,}\d|[A-Z]{2}\d{2}[ A-Z\d]{10,}", re.IGNORECASE)
CARD = re.compile(r"(?<![\d\w])\d(?:[ \u00a0.\-]?\d){12,18}(?![\d\w])")
ACCOUNT = re.compile(r"(?<![\d\w])[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}(?![\d\w])", re.IGNORECASE)
ISSUERS = re.compile(
    r"4\d{12}(?:\d{3}(?:\d{3})?)?$"  # Visa
    r"|(?:5[1-5]|2[2-7])\d{14}$"  # Mastercard
    r"|3[47]\d{13}$"  # American Express
    r"|3(?:0[0-5]|[68]\d)\d{11}$"  # Diners Club
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12}$"  # Discover
    r"|35(?:2[89]|[3-8]\d)\d{12}$"  # JCB
    r"|(?:50|5[6-9]|6\d)\d{10,17}$"  # Maestro, UnionPay
)

Sources = Callable[[int], list["re2._Regexp"]]
sources: list[Sources] = []


def masked(entry: NewEntry) -> NewEntry:
    """The entry as it may be stored; the same object where nothing had to be masked."""
    body = mask(entry.body)
    return entry if body == entry.body else replace(entry, body=body)


def mask(text: str) -> str:
    """Call inside a tenant scope for the company's own patterns to count."""
    if MAY_HOLD_NUMBER.search(text):
        text = CARD.sub(lambda found: _veil(found[0]) if is_card(found[0]) else found[0], text)
        text = ACCOUNT.sub(_account, text)
    tenant_id = current_tenant_id()
    for patterns in sources if text and tenant_id else ():
        for pattern in patterns(tenant_id):
            text = pattern.sub(lambda found: DOT * len(found.group()), text)
    return text


def is_card(text: str) -> bool:
    number = re.sub(r"\D", "", text)
    return bool(ISSUERS.match(number)) and _luhn(number)


def is_account(text: str) -> bool:
    """An IBAN, with or without blanks."""
    compact = text.replace(" ", "").upper()
    if not 15 <= len(compact) <= 34:
        return False
    digits = "".join(str(int(character, 36)) for character in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def _account(found: re.Match[str]) -> str:
    """The longest beginning that is an account: words may follow it."""
    text = found[0]
    for end in range(len(text), 14, -1):
        if is_account(text[:end]):
            return _veil(text[:end]) + text[end:]
    return text


def _luhn(number: str) -> bool:
    doubled = (2 * int(digit) for digit in number[-2::-2])
    single = sum(int(digit) for digit in number[::-2])
    return (single + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0


def _veil(text: str) -> str:
    """Dots for all letters and digits but the last four."""
    kept = LAST
    veiled = []
    for character in reversed(text):
        if character.isalnum():
            veiled.append(character if kept > 0 else DOT)
            kept -= 1
        else:
            veiled.append(character)
    return "".join(reversed(veiled))
