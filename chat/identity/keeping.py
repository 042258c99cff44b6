"""How it is kept: an address encrypted, as addresses are everywhere, so that no file of the
database, no log and no backup has it in clear."""

from typing import Any

from helpdesk import sealing

SEALED = b"helpdesk identity address"


def sealed(told: dict[str, str]) -> dict[str, str]:
    """What is stored of {"id", "name", "email"}."""
    if "email" not in told:
        return told
    return told | {"email": sealing.seal(told["email"], SEALED).decode()}


def opened(identity: dict[str, Any]) -> dict[str, str]:
    """And back; without an address that was sealed under another SECRET_KEY."""
    if "email" not in identity:
        return identity
    rest = {name: value for name, value in identity.items() if name != "email"}
    try:
        return rest | {"email": sealing.unseal(identity["email"].encode(), SEALED)}
    except sealing.CannotOpen:
        return rest
