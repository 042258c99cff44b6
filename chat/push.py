"""Web push: waking somebody whose console is closed. Call inside a tenant scope.

A push service sees an encrypted text and how long it is, nothing else; and the text itself tells
where to look, never what a customer said.
"""

import json
import logging
import os
import time
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from helpdesk import outgoing
from tenants.models import Membership

from . import vapid
from .frames import BadFrame
from .models import PushSubscription

logger = logging.getLogger(__name__)

MOST_EACH = 10  # browsers of one person; the oldest gives way
LONGEST = 1_000  # characters of an endpoint
KEEP_FOR_S = 300  # a call that comes later than this helps nobody
GONE = (404, 410)
CURVE = ec.SECP256R1()


def read_subscription(frame: Mapping[str, Any]) -> dict[str, str]:
    """What a browser's `PushSubscription` says: {endpoint, p256dh, auth}. Raises BadFrame."""
    keys = frame.get("keys")
    found = {
        "endpoint": frame.get("endpoint"),
        "p256dh": keys.get("p256dh") if isinstance(keys, dict) else None,
        "auth": keys.get("auth") if isinstance(keys, dict) else None,
    }
    checks = {"endpoint": _is_endpoint, "p256dh": _is_point, "auth": _is_secret}
    for name, value in found.items():
        if not isinstance(value, str) or not checks[name](value):
            raise BadFrame("bad_frame", field=name)
    return found


def _is_endpoint(url: str) -> bool:
    try:
        outgoing.target_of(url)
    except outgoing.Forbidden:
        return False
    return len(url) <= LONGEST


def _is_point(text: str) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(text))
    except ValueError:
        return False
    return True


def _is_secret(text: str) -> bool:
    try:
        return len(_bytes(text)) == 16
    except ValueError:
        return False


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64:
        raise ValueError(text) from None


# --- Who can be woken ----------------------------------------------------------------------------


def subscribe(*, member: Membership, endpoint: str, p256dh: str, auth: str) -> None:
    """This browser is theirs from now on, whoever used it before."""
    PushSubscription.objects.update_or_create(
        tenant_id=member.tenant_id,
        endpoint=endpoint,
        defaults={
            "member_id": member.pk,
            "p256dh": p256dh,
            "auth": auth,
            "created_at": timezone.now(),
            "failed_at": None,
        },
    )
    theirs = PushSubscription.objects.filter(member=member.pk).order_by("-created_at", "-pk")
    too_many = list(theirs.values_list("pk", flat=True)[MOST_EACH:])
    theirs.filter(pk__in=too_many).delete()


def unsubscribe(*, member: Membership, endpoint: str) -> None:
    PushSubscription.objects.filter(member=member.pk, endpoint=endpoint).delete()


# --- Sending -------------------------------------------------------------------------------------


def send(subscription: PushSubscription, message: Mapping[str, str]) -> bool:
    """Sends one message; whether the push service took it. A browser that is gone is forgotten."""
    try:
        status = outgoing.post(
            subscription.endpoint,
            _encrypted(subscription, json.dumps(message).encode()),
            _headers(subscription, message),
        )
    except (OSError, outgoing.Forbidden) as error:
        logger.info("a push could not be sent: %s", type(error).__name__)
        status = 0
    if status in GONE:
        subscription.delete()
    elif 200 <= status < 300:
        return True
    else:
        PushSubscription.objects.filter(pk=subscription.pk).update(failed_at=timezone.now())
    return False


def _headers(subscription: PushSubscription, message: Mapping[str, str]) -> dict[str, str]:
    return {
        **vapid.headers_for(subscription.endpoint, time.time()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEEP_FOR_S),
        "Urgency": "high",
        "Topic": message["tag"],  # a newer one about the same chat takes the place of an older
    }


def _encrypted(subscription: PushSubscription, text: bytes) -> bytes:
    """RFC 8291: only that browser can read it."""
    return http_ece.encrypt(
        text,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(CURVE),
        dh=_bytes(subscription.p256dh),
        auth_secret=_bytes(subscription.auth),
        version="aes128gcm",
    )
