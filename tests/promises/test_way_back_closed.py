"""Links that lead nowhere any more, or never did: each says so clearly, and lets nobody in."""

import threading
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connections
from django.test import Client
from django.utils import timezone

from chat import actions
from feedback.actions import way_back
from feedback.models import ReopenLink, VisitorKey
from feedback.promises.tending import care
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .links import EMAIL, heading, link_for, site_of, type_in


def test_it_works_once(client, path):
    type_in(client, path)
    for response in (client.get(path), type_in(client, path)):
        assert (response.status_code, heading(response)) == (410, "This link was used already")
    assert VisitorKey.objects.count() == 1


def test_it_works_for_fourteen_days(client, path):
    ReopenLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for response in (client.get(path), type_in(client, path)):
        assert (response.status_code, heading(response)) == (410, "This link is too old")
    assert not VisitorKey.objects.exists()


def test_five_wrong_addresses_and_it_is_dead(client, path):
    for left in (4, 3, 2, 1):
        response = type_in(client, path, f"mia{left}@customer.example")
        assert response.status_code == 400
        assert ("once more" if left == 1 else f"{left} more times") in response.content.decode()
    assert heading(type_in(client, path, "x@y.example")) == "This link does not work any more"
    assert heading(type_in(client, path)) == "This link does not work any more"
    assert not VisitorKey.objects.exists()


@pytest.mark.parametrize(
    "typed",
    ["", " ", "mia", "mia@", "mia@customer.example\r\nBcc: a@b.example", "@" * 300, "mía@x.y"],
)
def test_what_is_no_address_is_no_attempt(client, path, typed):
    response = type_in(client, path, typed)
    assert response.status_code == 400 and ReopenLink.objects.get().attempts == 0


def test_a_forged_or_shortened_link_leads_nowhere(client, path, in_acme):
    forged = signing.dumps([in_acme.acme.pk, "guessed"], salt="another")
    unknown = signing.dumps([in_acme.acme.pk, "guessed"], salt=way_back.SALT)
    key = in_acme.acme.site_key
    shortened = path.rstrip("/")[:-3] + "/"
    odd = [f"/m/{key}/back/{token}/" for token in (forged, unknown, "x", "0" * 500, "%00")]
    for each in [shortened, *odd]:
        for response in (client.get(each), type_in(client, each)):
            assert (response.status_code, heading(response)) == (404, "This link leads nowhere")


def test_under_another_companys_key_it_leads_nowhere(client, path, in_acme):
    foreign = path.replace(in_acme.acme.site_key, in_acme.globex.site_key)
    response = type_in(client, foreign)
    assert response.status_code == 404 and "Acme" not in response.content.decode()
    assert ReopenLink.objects.get().used_at is None


def test_a_new_site_key_breaks_no_old_mail(client, path, in_acme):
    Tenant.objects.filter(pk=in_acme.acme.pk).update(site_key="f" * 32)
    assert client.get(path).status_code == 200
    assert site_of(type_in(client, path))["key"] == "f" * 32


def test_a_disabled_company_and_a_forgotten_visitor_are_gone(client, path, in_acme):
    Tenant.objects.filter(pk=in_acme.acme.pk).update(is_active=False)
    assert client.get(path).status_code == 404
    Tenant.objects.filter(pk=in_acme.acme.pk).update(is_active=True)
    ReopenLink.objects.all().delete()  # as erasing a visitor does
    assert client.get(path).status_code == 404


def test_it_is_not_pressed_for_somebody_from_elsewhere(path, cast):
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(path, {"email": EMAIL}).status_code == 403


def test_no_more_than_the_hash_is_kept(path):
    token = path.split("/")[-2]
    assert token not in str(ReopenLink.objects.values().get())


def test_what_is_long_over_is_forgotten(in_acme, path):
    ReopenLink.objects.update(expires_at=timezone.now() - timedelta(days=31))
    care(in_acme.acme)
    assert not ReopenLink.objects.exists()


# --- At once ------------------------------------------------------------------------------------


def test_of_many_at_once_one_comes_in(committed_cast, new_id):
    cast = committed_cast
    with tenant_scope(cast.acme):
        posted = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="Is it back?"
        )
        link_for(cast, posted.entry.conversation_id)
        link = ReopenLink.objects.get()
    came_in, begin = [], threading.Barrier(6)

    def press():
        try:
            begin.wait()
            with tenant_scope(cast.acme):
                came_in.append(way_back.open_elsewhere(link_id=link.pk, typed=EMAIL))
        except way_back.NotOpened as refused:
            assert refused.why == "link_over"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(came_in) == 1
    with tenant_scope(cast.acme):
        assert VisitorKey.objects.count() == 1
