"""Requests that say they are ours, by https://www.standardwebhooks.com: what a company's own server
gets carries who sent it, when, and a signature that its secret verifies."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"  # as the Standard Webhooks libraries of all languages take it
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(
    keys: Sequence[str], message_id: str, at: datetime, body: str, agent: str
) -> dict[str, str]:
    """Headers for a body of JSON; `at` is in UTC. One signature for each key: while a secret is
    changed, either of the two verifies."""
    return {
        "Content-Type": "application/json",
        "User-Agent": agent,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(message_id, at, body) for key in keys),
    }
