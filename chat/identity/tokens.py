"""A signed word of the company's own server: who this customer is. JSON Web Tokens (RFC 7519),
HMAC with SHA-256 and nothing else, for this company alone and at most a day."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import jwt
from django.utils import timezone
from jwt import exceptions

from chat.actions import Refused

LASTS_AT_MOST = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(seconds=30)
MOST = 4096  # characters of a token
MOST_OF_ID = 100
REQUIRED = ["exp", "aud", "sub", "jti"]
# Which field of the token was wrong, for whoever writes the server that signs.
WRONG: tuple[tuple[type[exceptions.PyJWTError], str], ...] = (
    (exceptions.ExpiredSignatureError, "exp"),
    (exceptions.InvalidAudienceError, "aud"),
    (exceptions.InvalidSubjectError, "sub"),
    (exceptions.InvalidJTIError, "jti"),
    (exceptions.ImmatureSignatureError, "nbf"),
    (exceptions.InvalidSignatureError, "signature"),
)


class Word(NamedTuple):
    """What a token says: `told` as {"id", "name", "email"}; `nonce` names the token itself."""

    told: dict[str, Any]
    nonce: str
    ends_at: datetime


def read_token(token: str, *, secrets: list[str], site_key: str) -> Word:
    """Raises Refused("bad_identity") with the name of what is wrong in `field`."""
    if len(token) > MOST:
        raise Refused("bad_identity", field="token")
    claims = _verified(token, secrets, site_key)
    latest = timezone.now() + LASTS_AT_MOST + CLOCKS_DIFFER
    if int(claims["exp"]) > latest.timestamp():
        raise Refused("bad_identity", field="exp")
    ends_at = datetime.fromtimestamp(int(claims["exp"]), tz=UTC)
    for name in ("sub", "jti"):
        if not claims[name] or len(claims[name]) > MOST_OF_ID:
            raise Refused("bad_identity", field=name)
    told = {"id": claims["sub"], "name": claims.get("name"), "email": claims.get("email")}
    return Word(told, claims["jti"], ends_at)


def _verified(token: str, secrets: list[str], site_key: str) -> dict[str, Any]:
    """By the first secret that signed it."""
    wrong: exceptions.PyJWTError | None = None
    for secret in secrets:
        try:
            return jwt.decode(
                token,
                secret,
                algorithms=["HS256"],
                audience=site_key,
                leeway=CLOCKS_DIFFER,
                options={"require": REQUIRED, "strict_aud": True},
            )
        except exceptions.InvalidSignatureError as error:
            wrong = wrong or error
        except (exceptions.PyJWTError, OverflowError, ValueError) as error:
            raise Refused("bad_identity", field=_field_of(error)) from None
    raise Refused("bad_identity", field=_field_of(wrong) if wrong else "secret")


def _field_of(error: Exception) -> str:
    if isinstance(error, exceptions.MissingRequiredClaimError):
        return error.claim
    return next((name for kind, name in WRONG if isinstance(error, kind)), "token")
