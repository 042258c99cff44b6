"""Asked in a chat: by an operator, by the ladder, after a question left at night. Nothing is
ticked, and only words that were shown can be agreed to."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from chat import actions
from chat.actions import Refused
from chat.actions.steps import take_due_step
from chat.models import Conversation, Entry, Visitor
from feedback.actions.offering import decline, offer_by_operator
from feedback.models import Address, ConsentEvent, ConsentText, LiveConsent, Purpose
from feedback.permission.offers import SALT
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .conftest import Mia


def offered(in_chat, cast, **more):
    fields = {"member": cast.omar, "conversation_id": in_chat.pk}
    appended = offer_by_operator(client_id=in_chat.mia.new_id(), **fields | more)
    return appended.entry


# --- Who asks ----------------------------------------------------------------------------------


def test_an_operator_offers_and_nothing_is_in_force(in_chat, in_acme):
    card = offered(in_chat, in_acme)
    purposes = ["follow_up", "transcript", "survey", "satisfied_check"]
    assert (card.data["card"], card.data["purposes"]) == ("permission", purposes)
    assert (card.author, card.author_name, card.is_public) == ("operator", "Omar", True)
    assert card.body.startswith("May we write to you")
    assert not LiveConsent.objects.exists() and not ConsentEvent.objects.exists()


def test_the_card_shows_the_very_words_that_are_kept(in_chat, in_acme):
    card = offered(in_chat, in_acme, purposes=[Purpose.FOLLOW_UP])
    (text,) = card.data["texts"]
    assert text["wording"] == ConsentText.objects.get(pk=text["id"]).wording
    assert text["label"] == "Answer my question by e-mail"


def test_a_card_is_in_the_language_of_its_reader(in_acme, new_id):
    mia = Mia(in_acme, new_id)
    Visitor.objects.filter(pk=mia.pk).update(language="fr")
    conversation = mia.asks()
    mia.is_answered()
    card = offer_by_operator(
        member=in_acme.omar, conversation_id=conversation.pk, client_id=new_id()
    ).entry
    assert card.data["locale"] == "fr"
    assert set(ConsentText.objects.values_list("locale", flat=True)) == {"fr"}


def test_a_second_card_waits_until_the_first_was_seen_to(in_chat, in_acme):
    offered(in_chat, in_acme)
    with pytest.raises(Refused, match="not_now"):
        offered(in_chat, in_acme)
    in_chat.mia.asks("Later perhaps")
    assert offered(in_chat, in_acme).data["card"] == "permission"


def test_what_is_in_force_is_not_asked_for_again(in_chat, in_acme):
    in_chat.mia.gives(Purpose.FOLLOW_UP)
    assert "follow_up" not in offered(in_chat, in_acme).data["purposes"]
    in_chat.mia.asks("Hm")
    with pytest.raises(Refused, match="not_now"):
        offered(in_chat, in_acme, purposes=[Purpose.FOLLOW_UP])


def test_only_whoever_has_the_chat_offers(in_chat, in_acme):
    with pytest.raises(Refused, match="not_yours"):
        offered(in_chat, in_acme, member=in_acme.sam)


def test_nothing_is_offered_in_a_chat_that_waits(mia, in_acme):
    conversation = mia.asks()
    with pytest.raises(Refused, match="not_open"):
        offer_by_operator(
            member=in_acme.omar, conversation_id=conversation.pk, client_id=mia.new_id()
        )


def test_sent_again_it_is_one_card(in_chat, in_acme, new_id):
    same = new_id()
    fields = {"member": in_acme.omar, "conversation_id": in_chat.pk, "client_id": same}
    assert offer_by_operator(**fields).seq == offer_by_operator(**fields).seq
    assert in_chat.log.filter(kind="card").count() == 1


def test_the_ladder_offers_an_answer_and_nothing_else(mia, asks_for_news):
    conversation = mia.asks()
    steps = []
    while steps[-1:] != ["offer_follow_up"]:
        past = timezone.now() - timedelta(hours=1)
        Conversation.objects.update(situation_at=past, due_at=past)
        steps.append(take_due_step(conversation_id=conversation.pk))
    card = conversation.entries.get(kind="card")
    assert (card.author, card.data["purposes"]) == ("system", ["follow_up"])
    assert card.public_seq is not None


def test_a_question_left_at_night_is_offered_an_answer(mia, in_acme):
    Tenant.objects.filter(pk=in_acme.acme.pk).update(last_left_at=None)
    mia.visitor.tenant.last_left_at = None
    conversation = mia.asks()
    kinds = list(conversation.entries.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["message", "message", "card"]
    assert conversation.entries.get(kind="card").data["purposes"] == ["follow_up"]


def test_by_itself_it_asks_once_in_a_chat(mia, in_acme):
    Tenant.objects.filter(pk=in_acme.acme.pk).update(last_left_at=None)
    mia.visitor.tenant.last_left_at = None
    conversation = mia.asks()
    actions.close(member=in_acme.sam, conversation_id=conversation.pk, client_id=mia.new_id())
    mia.asks("And to Sweden?")
    assert conversation.entries.filter(kind="card").count() == 1


# --- The answer --------------------------------------------------------------------------------


def test_ticked_is_agreed_in_the_words_of_the_card(in_chat, in_acme):
    card = offered(in_chat, in_acme)
    answer, transcript = card.data["texts"][:2]
    lines = in_chat.mia.agrees(card.data, ticked=[answer["id"], transcript["id"]])
    assert [(line.purpose, line.text_id, line.conversation) for line in lines] == [
        ("follow_up", answer["id"], in_chat.pk),
        ("transcript", transcript["id"], in_chat.pk),
    ]
    assert in_chat.log.last().data == {"signal": "permission"}


def test_the_address_is_in_no_entry(in_chat, in_acme):
    card = offered(in_chat, in_acme)
    in_chat.mia.agrees(card.data)
    told = str(list(Entry.objects.values()))
    assert "customer.example" not in told and "mia@" not in told


def test_the_address_is_typed_once(mia):
    mia.agrees(mia.was_shown(Purpose.FOLLOW_UP))
    mia.agrees(mia.was_shown(Purpose.SURVEY), email=" ")
    assert Address.objects.count() == 1
    assert set(LiveConsent.objects.values_list("purpose", flat=True)) == {"follow_up", "survey"}


def test_sent_again_nothing_is_added(in_chat, in_acme, new_id):
    card, same = offered(in_chat, in_acme), new_id()
    assert len(in_chat.mia.agrees(card.data, client_id=same)) == 4
    assert in_chat.mia.agrees(card.data, client_id=same) == []
    assert in_chat.log.filter(kind="signal").count() == 1


def test_no_thank_you_is_an_answer(in_chat, in_acme, new_id):
    offered(in_chat, in_acme)
    appended = decline(visitor=in_chat.mia.visitor, client_id=new_id())
    assert appended.entry.data == {"signal": "no_permission"}
    with pytest.raises(Refused, match="not_now"):
        decline(visitor=in_chat.mia.visitor, client_id=new_id())
    assert not ConsentEvent.objects.exists()


def test_without_a_card_there_is_nothing_to_decline(in_chat, new_id):
    with pytest.raises(Refused, match="not_now"):
        decline(visitor=in_chat.mia.visitor, client_id=new_id())


# --- Bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "mia@customer.example\nBcc: all@customer.example",
        "mia@customer.example\r\nSubject: Win",
        "mia@customer.example, all@customer.example",
        "mia@gm\u0430il.com",  # a Cyrillic letter among Latin ones
        "m\u0456a@customer.example",
        "\uff4dia@customer.example",
        "m" * 290 + "@acme.com",
        "mia@" + "m" * 250 + ".com",
        "mia@localhost",
        "mia@[127.0.0.1]",
        '"mia mia"@customer.example',
        "mia@customer.example\x00",
        "Mia <mia@customer.example>",
        "mia",
        "",
    ],
)
def test_what_is_no_address_is_refused_and_kept_nowhere(mia, typed):
    with pytest.raises(Refused, match="bad_address") as refused:
        mia.agrees(mia.was_shown(Purpose.FOLLOW_UP), email=typed)
    assert refused.value.field == "email"
    assert not Address.objects.exists() and not ConsentEvent.objects.exists()


def test_an_address_of_another_script_is_kept_as_mail_knows_it(mia):
    mia.agrees(
        mia.was_shown(Purpose.FOLLOW_UP), email="mia@\u043f\u0440\u0438\u043c\u0435\u0440.example"
    )
    assert Address.objects.count() == 1


def test_a_text_that_was_never_shown_is_refused(mia):
    shown = mia.was_shown(Purpose.FOLLOW_UP)
    other = mia.was_shown(Purpose.SURVEY)["texts"][0]["id"]
    for ticked in ([other], [shown["texts"][0]["id"], other], [10**12]):
        with pytest.raises(Refused, match="unknown_text"):
            mia.agrees(shown, ticked=ticked)
    assert not ConsentEvent.objects.exists()


def test_an_offer_made_to_somebody_else_is_refused(mia, in_acme, new_id):
    with pytest.raises(Refused, match="unknown_text"):
        mia.agrees(Mia(in_acme, new_id).was_shown(Purpose.FOLLOW_UP))


def test_an_offer_of_another_company_is_refused(mia, in_acme, new_id):
    with tenant_scope(in_acme.globex):
        theirs = Mia(in_acme, new_id, tenant=in_acme.globex).was_shown(Purpose.FOLLOW_UP)
    with pytest.raises(Refused, match="unknown_text"):
        mia.agrees(theirs)


@pytest.mark.parametrize("change", ["", "x", "eyJ9", "a:b:c"])
def test_a_forged_offer_is_refused(mia, change):
    shown = mia.was_shown(Purpose.FOLLOW_UP)
    forged = shown | {"offer": change and shown["offer"][:-1] + change}
    with pytest.raises(Refused, match="unknown_text"):
        mia.agrees(forged)


def test_a_signed_text_of_another_use_is_refused(mia):
    shown = mia.was_shown(Purpose.FOLLOW_UP)
    stuff = signing.loads(shown["offer"], salt=SALT)
    with pytest.raises(Refused, match="unknown_text"):
        mia.agrees(shown | {"offer": signing.dumps(stuff, salt="feedback.links.privacy")})


def test_nothing_ticked_is_nothing_agreed(mia):
    with pytest.raises(Refused, match="nothing_agreed"):
        mia.agrees(mia.was_shown(Purpose.FOLLOW_UP), ticked=[])


def test_thirty_changes_an_hour_are_enough(mia):
    shown = mia.was_shown(Purpose.FOLLOW_UP)
    with pytest.raises(Refused, match="slow_down"):
        for number in range(40):
            mia.agrees(shown, email=f"mia{number}@customer.example")
    assert ConsentEvent.objects.count() == 30 and Address.objects.count() == 1


def test_news_are_not_asked_for_unless_the_company_wants(mia, in_acme):
    shown = mia.was_shown(Purpose.MARKETING)  # as by an offer from before it was switched off
    with pytest.raises(Refused, match="unknown_text"):
        mia.agrees(shown)
