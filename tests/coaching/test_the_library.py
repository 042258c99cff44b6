"""The library holds what its operators agreed to, masked, and as long as the chat is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.actions import Refused
from chat.actions.forgetting import empty_chats
from feedback.actions import coaching, exemplars
from feedback.coaching.forgetting import forget_what_was_read
from feedback.models import Exemplar
from feedback.privacy.erasing import erase_visitor
from tests.conftest import sign_in

from . import reviewed

HOME = "/t/acme/coaching/"


@pytest.fixture
def made(in_acme, finished):
    """A reviewed chat in which Mia told a good deal."""
    chat = finished(
        "My name is Miranda, miranda@customer.example, order 1234567, where is it?",
        ">Hello Miranda, Omar here. Ada says it comes by four.",
        visitor=in_acme.visitor,
    )
    return reviewed.review(in_acme, chat, praised={4: "A time, not “soon”, for Miranda"})


def proposed(cast, made, **wanted):
    said = {"title": "Naming a time", "why": "See how Omar says when.", "shows": "Clear"} | wanted
    return exemplars.propose(review=made, by=cast.sam, **said)


def text_of(client, member, path):
    return sign_in(client, member).get(path).content.decode()


def test_a_chat_is_masked_and_waits_for_its_operator(client, in_acme, made):
    path = f"{HOME}reviews/{made.pk}/exemplar/"
    assert "miranda" not in text_of(client, in_acme.sam, path).lower()
    form = {"title": "Naming a time", "why": "See when.", "shows": "greeting"}
    assert sign_in(client, in_acme.sam).post(path, form).status_code == 302
    row = Exemplar.objects.get()
    page = f"{HOME}library/{row.pk}/"
    kept = str(row.lines).lower()
    assert (
        "miranda" not in kept
        and "ada" not in kept
        and "customer.example" not in kept
        and "12345" not in kept
    )
    assert "by four" in kept
    assert sign_in(client, in_acme.tess).get(page).status_code == 404
    assert "Agree, without my name" in text_of(client, in_acme.omar, page)
    assert "Agree, without" not in text_of(client, in_acme.sam, page)


def test_agreed_to_without_a_name_it_has_none(client, in_acme, made):
    page = f"{HOME}library/{proposed(in_acme, made).pk}/"
    sign_in(client, in_acme.tess).post(page, {"do": "agree"})
    sign_in(client, in_acme.sam).post(page, {"do": "agree"})
    assert Exemplar.objects.get().state == "proposed"
    sign_in(client, in_acme.omar).post(page, {"do": "agree"})
    text = text_of(client, in_acme.tess, page)
    assert "by four" in text and "Omar" not in text
    sign_in(client, in_acme.tess).post(page, {"do": "take_out"})
    assert Exemplar.objects.get().state == "agreed"
    sign_in(client, in_acme.omar).post(page, {"do": "take_out"})
    row = Exemplar.objects.get()
    assert (row.state, row.lines) == ("withdrawn", [])


def test_with_a_name_it_is_found_by_what_it_shows(client, in_acme, made):
    row = proposed(in_acme, made)
    exemplars.agree(exemplar_id=row.pk, member=in_acme.omar, is_named=True)
    assert "Omar" in text_of(client, in_acme.tess, f"{HOME}library/{row.pk}/")
    library = f"{HOME}library/"
    for query, wanted in (
        ("?shows=Clear&q=time", True),
        ("?shows=Kind", False),
        ("?q=%00x", False),
    ):
        assert ("Naming a time" in text_of(client, in_acme.tess, library + query)) == wanted


def test_once_proposed_is_enough_and_no_is_no(in_acme, made):
    row = proposed(in_acme, made)
    with pytest.raises(Refused, match="not_now"):
        proposed(in_acme, made)
    exemplars.decline(exemplar_id=row.pk, member=in_acme.omar)
    with pytest.raises(Refused, match="not_now"):
        exemplars.agree(exemplar_id=row.pk, member=in_acme.omar, is_named=False)
    assert Exemplar.objects.get().lines == []


def test_it_goes_with_the_customer_and_with_what_was_said(in_acme, made, finished):
    exemplars.agree(exemplar_id=proposed(in_acme, made).pk, member=in_acme.omar, is_named=True)
    praise = coaching.give_praise(
        member=in_acme.omar, by=in_acme.sam, text="Kind to Miranda", review=made
    )
    erase_visitor(visitor_id=in_acme.visitor.pk, by=None)
    assert not Exemplar.objects.exists()
    praise.refresh_from_db()
    assert "Kind to" in praise.text and "Miranda" not in praise.text
    other = reviewed.review(in_acme, finished("Hello, where is it?", ">Here.", days=9))
    exemplars.agree(exemplar_id=proposed(in_acme, other).pk, member=in_acme.omar, is_named=True)
    empty_chats(closed_before=timezone.now() - timedelta(days=5), most=9)
    forget_what_was_read()
    assert not Exemplar.objects.exists()
