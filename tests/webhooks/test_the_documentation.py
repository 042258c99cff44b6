"""docs/webhooks.md: its vector verifies, and its examples have the shape of what is sent."""

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from chat.notify.catalogue import EVENTS as NOTIFIED
from chat.webhooks import outbox
from chat.webhooks.catalogue import EVENTS
from helpdesk import signing
from tenants.models import Tenant
from tests.webhooks.examples import EXAMPLES, TEXT, is_as_documented

VECTOR = dict(re.findall(r"^\| `?([\w-]+)`? \| `(.+)` \|$", TEXT, re.MULTILINE))


def test_the_vector_verifies_with_the_library_and_by_hand():
    body, secret, stamp = VECTOR["body"], VECTOR["secret"], VECTOR["webhook-timestamp"]
    at = datetime.fromtimestamp(int(stamp), UTC)
    headers = signing.signed([secret], VECTOR["webhook-id"], at, body, "helpdesk-webhooks/1")
    assert headers["webhook-signature"] == VECTOR["webhook-signature"]
    signed = f"{VECTOR['webhook-id']}.{stamp}.{body}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    by_hand = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert f"v1,{by_hand}" == VECTOR["webhook-signature"]
    now = datetime.now(UTC)
    fresh = signing.signed([secret], VECTOR["webhook-id"], now, body, "x")
    assert Webhook(secret).verify(body, fresh) == json.loads(body)
    with pytest.raises(Exception, match="timestamp"):
        Webhook(secret).verify(body, headers | {"webhook-timestamp": "1500000000"})


def test_the_body_of_the_vector_is_how_bodies_are_written():
    at = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    told = outbox.Told("test", {"text": "Grüße 🙂"}, at)
    assert outbox.written(Tenant(pk=7, slug="acme"), told) == VECTOR["body"]


def test_every_event_has_its_example():
    names = {event.name for event in (*EVENTS, *NOTIFIED)}
    assert names == EXAMPLES.keys() - {"envelope", "conversation"}
    assert all(f"`{name}`" in TEXT or name in TEXT for name in names)


def test_an_example_that_does_not_fit_is_seen():
    right = EXAMPLES["envelope"] | {"data": EXAMPLES["review.done"]}
    assert is_as_documented("review.done", json.dumps(right))
    wrong = json.loads(json.dumps(right))
    wrong["data"]["review"]["points"] = wrong["data"]["review"].pop("score")
    assert not is_as_documented("review.done", json.dumps(wrong))
