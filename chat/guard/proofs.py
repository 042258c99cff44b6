"""The sums: ALTCHA's proof of work (https://altcha.org, version 1), which the widget solves by
itself (later/proof.js). Each is for one company, good for ten minutes, and taken once."""

import base64
import json
from datetime import timedelta
from typing import Any

import altcha
from django.utils import timezone

from helpdesk.sealing import derived_key
from tenants.caps import within

KEY = b"helpdesk proof of work"
# Half of it is tried on average: 0.4 s where a browser tries 250,000 a second, 2 s on a slow phone.
HARDEST = 200_000
GOOD_FOR = timedelta(minutes=10)
MOST = 1_000  # characters of a solution
FORM = {"algorithm": str, "challenge": str, "salt": str, "signature": str, "number": int}


def new_challenge(tenant_id: int) -> dict[str, Any]:
    """{"algorithm", "challenge", "maxNumber", "salt", "signature"}"""
    options = altcha.ChallengeOptionsV1(
        algorithm="SHA-256",
        max_number=HARDEST,
        hmac_key=derived_key(KEY).hex(),
        expires=timezone.now() + GOOD_FOR,
        params={"company": str(tenant_id)},
    )
    return altcha.create_challenge_v1(options).to_dict()


def is_solved(solution: str, tenant_id: int) -> bool:
    """The first time it is shown, and never again. Asks Redis, which raises what it raises."""
    told = _read(solution)
    if told is None or altcha.extract_params_v1(told).get("company") != [str(tenant_id)]:
        return False
    if not altcha.verify_solution_v1(told, derived_key(KEY).hex())[0]:
        return False
    return within("1/20 minutes", "guard", "used", told["signature"])


def _read(solution: str) -> dict[str, Any] | None:
    """Base64 of JSON with exactly these fields; None for anything else."""
    if len(solution) > MOST:
        return None
    try:
        told = json.loads(base64.b64decode(solution, validate=True))
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.keys() != FORM.keys():
        return None
    if not all(type(told[name]) is kind for name, kind in FORM.items()):
        return None
    return told if told["salt"].isascii() else None
