"""OpenID Connect as the relying party: what is asked of a provider and what of its answer is
believed. Nothing of companies or people here.

Authorization code with PKCE; every request through helpdesk.outgoing. The ID token alone says who
somebody is: signed by a key the provider publishes, for us, by that issuer, for this one attempt.
"""

import base64
import hashlib
import secrets
import time
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import jwt
from django.utils.crypto import constant_time_compare

from helpdesk import outgoing

from .asking import NotBelieved, asked, read_json

# No HMAC: it would make the provider's public key, or our secret, a key to sign with.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
LEEWAY_S = 60
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class Client(NamedTuple):
    """Who we are to the provider. `issuer` without a slash at its end is what the token says."""

    issuer: str
    client_id: str
    secret: str
    back: str


class Endpoints(NamedTuple):
    authorize: str
    token: str
    keys: str
    takes_post: bool


class Attempt(NamedTuple):
    """What has to come back; kept in the session meanwhile."""

    state: str
    nonce: str
    verifier: str


class Claims(NamedTuple):
    """`signed_in_at`: when they typed their password there; None where it does not say."""

    subject: str
    email: str
    is_verified: bool
    name: str
    signed_in_at: int | None


def new_attempt() -> Attempt:
    return Attempt(*(secrets.token_urlsafe(size) for size in (24, 24, 48)))


def discover(issuer: str) -> Endpoints:
    """Raises NotBelieved."""
    where = issuer.rstrip("/") + "/.well-known/openid-configuration"
    said = read_json(asked(where), "discovery")
    if said.get("issuer") != issuer:
        raise NotBelieved("issuer")
    addresses = [said.get(f"{name}_endpoint") for name in ("authorization", "token")]
    addresses.append(said.get("jwks_uri"))
    for address in addresses:
        _refuse_inside(address)
    methods = said.get("token_endpoint_auth_methods_supported")
    posts = isinstance(methods, list) and "client_secret_basic" not in methods
    return Endpoints(*addresses, takes_post=posts and "client_secret_post" in methods)


def _refuse_inside(address: Any) -> None:
    try:
        outgoing.target_of(address if isinstance(address, str) else "")
    except outgoing.Forbidden:
        raise NotBelieved("address") from None


def address_to_go_to(
    client: Client, endpoints: Endpoints, attempt: Attempt, *, again: bool = False
) -> str:
    """Where the browser goes. `again`: the provider has to ask for the password, however recent."""
    challenge = hashlib.sha256(attempt.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": client.back,
        "scope": "openid email profile",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    } | ({"prompt": "login", "max_age": "0"} if again else {})
    return f"{endpoints.authorize}{'&' if '?' in endpoints.authorize else '?'}{urlencode(query)}"


def redeem(client: Client, code: str, attempt: Attempt) -> Claims:
    """Who came back with this code. Raises NotBelieved."""
    endpoints = discover(client.issuer)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.back,
        "code_verifier": attempt.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if endpoints.takes_post:
        form |= {"client_id": client.client_id, "client_secret": client.secret}
    else:
        headers["Authorization"] = _basic(client)
    said = read_json(asked(endpoints.token, urlencode(form).encode(), headers), "token")
    return _believe(said.get("id_token"), client, endpoints, attempt)


def _basic(client: Client) -> str:
    pair = f"{quote(client.client_id, safe='')}:{quote(client.secret, safe='')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


def _believe(token: Any, client: Client, endpoints: Endpoints, attempt: Attempt) -> Claims:
    if not isinstance(token, str):
        raise NotBelieved("no_token")
    try:
        claims = jwt.decode(
            token,
            _key_of(token, read_json(asked(endpoints.keys), "keys")),
            algorithms=ALGORITHMS,
            audience=client.client_id,
            issuer=client.issuer,
            leeway=LEEWAY_S,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise NotBelieved(type(error).__name__) from None
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client.client_id) != client.client_id:
        raise NotBelieved("azp")
    if not constant_time_compare(str(claims["nonce"]), attempt.nonce):
        raise NotBelieved("nonce")
    return _read(claims)


def _key_of(token: str, published: dict[str, Any]) -> Any:
    """The published key this token names; the only one, where it names none."""
    named = jwt.get_unverified_header(token).get("kid")
    keys = [
        key
        for key in jwt.PyJWKSet.from_dict(published).keys
        if key.public_key_use in (None, "sig") and (named is None or key.key_id == named)
    ]
    if len(keys) != 1:
        raise NotBelieved("key")
    return keys[0]


def _read(claims: dict[str, Any]) -> Claims:
    subject, email, at = claims["sub"], claims.get("email"), claims.get("auth_time")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise NotBelieved("subject")
    return Claims(
        subject=subject,
        email=email.strip().lower() if isinstance(email, str) else "",
        is_verified=claims.get("email_verified") in (True, "true"),
        name=claims["name"][:80] if isinstance(claims.get("name"), str) else "",
        signed_in_at=at if isinstance(at, int) else None,
    )


def is_recent(claims: Claims, within_s: float) -> bool:
    """Whether they proved it to the provider just now."""
    return claims.signed_in_at is not None and claims.signed_in_at > time.time() - within_s
