"""Addresses of files. An operator's works with their session alone; a visitor has no cookie, so the
server signs theirs, for an hour."""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from chat.models import Attachment

LIFETIME_S = 3600
STEP_S = 600  # addresses made within ten minutes are the same
SHOWN = ("token", "name", "type", "size", "width", "height")


def facts(attachment: Attachment) -> dict[str, Any]:
    """What an entry of the log keeps of a file."""
    return {name: getattr(attachment, name) for name in SHOWN}


def shown(file: Mapping[str, Any], tenant_id: int, *, signed: bool) -> dict[str, Any]:
    """The same on the wire, with its address."""
    return {**file, "url": address(tenant_id, file["token"], file["name"], signed=signed)}


def address(tenant_id: int, token: str, name: str, *, signed: bool) -> str:
    path = f"/files/{tenant_id}/{token}/{quote(name)}"
    if not signed:
        return path
    until = (int(time.time()) // STEP_S + 1) * STEP_S + LIFETIME_S
    return f"{path}?until={until}&sign={_signature(tenant_id, token, until)}"


def is_signed(tenant_id: int, token: str, until: str, sign: str) -> bool:
    """Whether this address was made by us and its time is not over."""
    if not (until.isascii() and until.isdigit() and len(until) < 12):
        return False
    ours = _signature(tenant_id, token, int(until))
    return constant_time_compare(sign, ours) and int(until) > time.time()


def _signature(tenant_id: int, token: str, until: int) -> str:
    return Signer(salt="chat.attachments").signature(f"{tenant_id}.{token}.{until}")
