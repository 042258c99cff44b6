"""Settings > Webhooks and > Notifications."""

import re

import pytest

from chat.webhooks import changing
from chat.webhooks.models import Delivery, Endpoint
from tests.conftest import sign_in

HOME = "/t/acme/settings/webhooks/"
CHANNELS = "/t/acme/settings/notifications/"
NEW = {"name": "Our CRM", "events": ["message.created"]}


def make(client, receiver, **more):
    return client.post(HOME, {**NEW, "url": receiver.url, **more})


def test_from_the_first_webhook_to_a_delivery_sent_once_more(client, in_acme, receiver, worker):
    sign_in(client, in_acme.ada)
    assert b"None yet" in client.get(HOME).content
    page = make(client, receiver)
    [receiver.secret] = set(re.findall(r"whsec_[\w+/=]+", page.content.decode()))
    assert page["Cache-Control"] == "no-store"
    row = Endpoint.objects.get()
    here = f"{HOME}{row.pk}/"
    assert "whsec_" not in client.get(here).content.decode()
    client.post(f"{here}test/")
    worker.looks()
    sent = Delivery.objects.get()
    assert receiver.asked[0]["type"] == "test"
    log = client.get(here).content.decode()
    assert "Delivered" in log and str(sent.key) in log
    detail = client.get(f"{here}{sent.key}/").content.decode()
    assert "It answered 200" in detail and sent.message_id in detail
    assert detail.count("&quot;type&quot;: &quot;test&quot;") == 1  # laid out
    client.post(f"{here}{sent.key}/again/")
    worker.looks()
    assert [told["webhook-id"] for told in receiver.headers] == [sent.message_id] * 2
    client.post(f"{here}pause/")
    client.post(f"{here}test/")
    worker.looks()
    assert len(receiver.asked) == 2 and b"Paused by hand" in client.get(here).content
    client.post(f"{here}resume/")
    worker.looks()
    assert len(receiver.asked) == 3
    old = receiver.secret
    renewed = client.post(f"{here}secret/").content.decode()
    assert re.findall(r"whsec_[\w+/=]+", renewed) != [old]
    Delivery.objects.update(state="failed")
    assert b"Send all of them" in client.get(f"{here}?show=failed").content
    client.post(f"{here}again/")
    assert Delivery.objects.filter(state="queued").count() == 2
    assert client.get(f"{here}delete/").status_code == 200
    client.post(f"{here}delete/")
    assert not Endpoint.objects.exists() and not Delivery.objects.exists()


REFUSED = (
    "http://crm.example.com/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::ffff:10.0.0.1]/",
    "https://localhost/",
    "https://user:pass@crm.example.com/",
    "https://metadata.google.internal/",
)


def test_an_address_inside_is_refused_in_words_and_what_was_typed_is_kept(client, in_acme):
    sign_in(client, in_acme.ada)
    for url in REFUSED:
        page = client.post(HOME, {**NEW, "url": url}).content.decode()
        assert "It has to be a public one" in page and "Our CRM" in page
    assert "Choose at least one" in client.post(HOME, {"name": "x"}).content.decode()
    assert not Endpoint.objects.exists()
    with pytest.raises(changing.Refused):
        changing.add(
            tenant=in_acme.acme, member=in_acme.ada, kind="webhook", name="x", events=[],
            url="https://10.0.0.1/",
        )  # fmt: skip


def test_an_empty_address_stays_and_another_one_forgets_what_failed(client, in_acme, receiver):
    sign_in(client, in_acme.ada)
    make(client, receiver)
    Endpoint.objects.update(failures=7)
    row = Endpoint.objects.get()
    here = f"{HOME}{row.pk}/"
    client.post(here, {"name": "CRM", "events": ["review.done"], "url": ""})
    row.refresh_from_db()
    assert (row.name, row.events, row.url) == ("CRM", ["review.done"], receiver.url)
    assert row.failures == 7
    client.post(here, {**NEW, "url": "https://crm.example.com/x"})
    row.refresh_from_db()
    assert row.failures == 0 and row.url == "https://crm.example.com/x"
    assert bytes(row.sealed_url).find(b"crm.example") == -1


def test_only_who_connects_programs_may_and_a_channel_is_no_webhook(client, in_acme, receiver):
    sign_in(client, in_acme.sam)
    assert client.get(HOME).status_code == client.get(CHANNELS).status_code == 403
    sign_in(client, in_acme.ada)
    channel = {**NEW, "events": ["chat.waits"], "kind_of": "slack", "url": receiver.url}
    page = client.post(CHANNELS, channel)
    assert "whsec_" not in page.content.decode()
    row = Endpoint.objects.get()
    assert client.get(f"{HOME}{row.pk}/").status_code == 404
    assert client.get(f"{CHANNELS}{row.pk}/").status_code == 200
