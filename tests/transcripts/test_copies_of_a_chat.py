"""A copy is the chat as the customer saw it, for the customer and for the company."""

import pytest
from django.core import signing

from chat.models import Entry
from feedback.links import transcript_link, unsubscribe_link
from tenants.actions import rotate_site_key
from tests.conftest import sign_in

from .conftest import SCRIPT


def path_of(link):
    return link.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def ask(client, chat):
    def asking(token=chat.cast.token, key=chat.cast.acme.site_key, **headers):
        return client.post(
            f"/transcript/{key}/", headers={"Authorization": f"Bearer {token}", **headers}
        )

    return asking


def test_the_visitor_gets_their_copy_by_their_token(ask, client):
    told = ask().json()
    page, text = client.get(path_of(told["page"])), client.get(path_of(told["text"]))
    for copy in (page, text):
        body = copy.content.decode()
        assert "Where is it?" in body and "Omar" in body and "SECRETLY" not in body
        assert copy["Referrer-Policy"] == "no-referrer" and "no-store" in copy["Cache-Control"]
    assert text["Content-Disposition"].startswith('attachment; filename="chat-')
    assert text["Content-Type"] == "text/plain; charset=utf-8"


def test_what_people_wrote_is_text(ask, client):
    told = ask().json()
    page = client.get(path_of(told["page"])).content.decode()
    assert SCRIPT not in page and "&lt;script&gt;" in page and "&lt;/script&gt;.pdf" in page
    text = client.get(path_of(told["text"])).content.decode()
    assert f"(file: {SCRIPT}.pdf)" in text and "On its way & soon there." in text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"token": "nobodys"}, 401),
        ({"token": ""}, 401),
        ({"key": "0" * 32}, 404),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://shop.acme.example"}, 200),
    ],
)
def test_others_get_none(ask, asked, status):
    assert ask(**asked).status_code == status


def test_a_stranger_of_another_company_has_no_copy_here(ask, chat):
    assert ask(token=chat.cast.strangers_token).status_code == 401


def test_before_the_first_message_there_is_nothing_to_copy(client, cast):
    answer = client.post(
        f"/transcript/{cast.acme.site_key}/", headers={"Authorization": f"Bearer {cast.token}"}
    )
    assert answer.status_code == 404


def test_forged_and_foreign_links_say_kindly_no(client, chat):
    key = chat.cast.acme.site_key
    other_use = unsubscribe_link(chat.visitor, "survey").rstrip("/").rpartition("/")[2]
    of_another = [chat.cast.globex.pk, chat.visitor.pk, str(chat.number)]
    of_nobody = [chat.cast.acme.pk, chat.visitor.pk + 1, str(chat.number)]
    signed = [signing.dumps(x, salt="feedback.links.transcript") for x in (of_another, of_nobody)]
    for token in ("x", other_use, *signed):
        answer = client.get(f"/transcript/{key}/{token}/")
        assert answer.status_code == 404 and b"thirty days" in answer.content
        assert b"Where is it" not in answer.content


def test_a_link_goes_on_working_with_a_new_site_key(client, chat):
    link = transcript_link(chat.visitor, chat.number)
    rotate_site_key(tenant=chat.cast.acme)
    assert client.get(path_of(link)).status_code == 200


def test_the_company_has_a_copy_without_what_is_for_colleagues(client, chat):
    address = f"/t/acme/transcripts/{chat.number}/"
    sign_in(client, chat.cast.omar)
    for asked in ("", "?as=text"):
        body = client.get(address + asked).content.decode()
        assert "Where is it?" in body and "Customer" in body and "SECRETLY" not in body


def test_other_companies_find_none(client, chat):
    sign_in(client, chat.cast.eve)
    assert client.get(f"/t/acme/transcripts/{chat.number}/").status_code == 404
    assert client.get(f"/t/globex/transcripts/{chat.number}/").status_code == 404


def test_what_was_forgotten_is_said_to_be(client, chat):
    Entry.objects.filter(conversation_id=chat.number).update(body="", data={"forgotten": True})
    page = client.get(path_of(transcript_link(chat.visitor, chat.number))).content.decode()
    assert "no longer kept" in page
