"""What a company's own server does: it signs who its customer is."""

import time
from typing import Any
from uuid import uuid4

import jwt


def token(secret: str, site_key: str, **said: Any) -> str:
    """Of customer 42, for an hour; `said` replaces claims, None leaves one out."""
    claims = {
        "aud": site_key,
        "sub": "42",
        "exp": int(time.time()) + 3600,
        "jti": str(uuid4()),
        "name": "Grace Hopper",
        "email": "grace@navy.example",
    } | said
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(told, secret, algorithm="HS256")
