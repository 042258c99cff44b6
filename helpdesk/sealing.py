"""What has to be kept and must not be read from a table, a log or a backup: encrypted with keys
that are derived from SECRET_KEY (Fernet: AES-128-CBC and HMAC), one for each use."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(ValueError):
    """Sealed with another SECRET_KEY, or changed since."""


def seal(text: str, use: bytes) -> bytes:
    return _fernet(use).encrypt(text.encode())


def unseal(sealed: bytes | memoryview, use: bytes) -> str:
    """Raises CannotOpen."""
    try:
        return _fernet(use).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise CannotOpen from None


@lru_cache
def derived_key(use: bytes) -> bytes:
    """32 bytes, for this use alone."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=use)
    return derive.derive(settings.SECRET_KEY.encode())


@lru_cache
def _fernet(use: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(use)))
