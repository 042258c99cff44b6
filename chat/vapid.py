"""The key pair with which this installation signs to push services.

Whoever subscribed did so for this key: another one would orphan them all. In production it comes
from VAPID_PRIVATE_KEY; in development it is made once and kept in VAR/vapid.json.
"""

import json
import os
from base64 import urlsafe_b64encode
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

EXPIRES_S = 12 * 3600


def public_key() -> str | None:
    """What browsers subscribe with; None where this installation sends no pushes."""
    key = _key()
    if key is None:
        return None
    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _text(point)


def headers_for(endpoint: str, now: float) -> dict[str, str]:
    """That it is us who push."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": str(int(now) + EXPIRES_S),
        "sub": settings.VAPID_CONTACT,
    }
    key = _key()
    assert key is not None
    return key.sign(claims)


@cache
def _key() -> Vapid02 | None:
    private = settings.VAPID_PRIVATE_KEY
    if not private and settings.DEVELOPMENT:
        private = _kept_in(settings.VAR / "vapid.json")
    return Vapid02.from_raw(private.encode()) if private else None


def new_private_key() -> str:
    """32 bytes in URL-safe base64, as other tools for web push write them, too."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _text(number.to_bytes(32, "big"))


def _kept_in(path: Path) -> str:
    """Made by whichever process comes first; the others read what it wrote."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps({"private_key": new_private_key()}))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return json.loads(path.read_text())["private_key"]


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
