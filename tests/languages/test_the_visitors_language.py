"""The widget speaks the visitor's language: the browser's, or the one they chose."""

import pytest

from chat import actions
from chat.models import Author, Entry, Visitor
from helpdesk.tenancy import tenant_scope

LISTED = "https://shop.acme.example"
THANKS = {
    "en": "Thank you, your message has reached us. Somebody will answer you here.",
    "de": "Vielen Dank, Ihre Nachricht ist bei uns angekommen. Sie erhalten hier eine Antwort.",
    "ar": "شكراً لك، لقد وصلتنا رسالتك. سيجيبك أحدنا هنا.",
}


@pytest.fixture
def frame(client, cast):
    def get(accept: str = "", query: str = ""):
        headers = {"Accept-Language": accept} if accept else {}
        return client.get(f"/widget/{cast.acme.site_key}/{query}", headers=headers)

    return get


def test_the_frame_speaks_the_browsers_language(frame):
    response = frame("nl,de-AT;q=0.8,en;q=0.5")
    assert response["Content-Language"] == "de"
    assert '<html lang="de" dir="ltr">' in response.content.decode()
    assert "Wie können wir helfen?" in response.content.decode()


def test_arabic_runs_from_right_to_left(frame):
    html = frame("ar-EG").content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "كيف يمكننا مساعدتك؟" in html


def test_a_language_that_was_chosen_comes_before_the_browsers(frame):
    assert '<html lang="fr"' in frame("de", "?lang=fr").content.decode()


def test_nonsense_as_language_counts_as_none(frame):
    for nonsense in ("xx", "../../etc", "a" * 4000, "%00"):
        assert '<html lang="es"' in frame("es", f"?lang={nonsense}").content.decode()


def test_without_a_language_of_ours_it_speaks_the_companys(frame, cast):
    cast.acme.language = "pt"
    cast.acme.save()
    assert '<html lang="pt"' in frame("nl").content.decode()


def test_what_the_company_wrote_itself_stays_as_it_is(frame, cast):
    cast.acme.greeting, cast.acme.courtesy = "Servus!", ""
    cast.acme.save()
    html = frame("fr").content.decode()
    assert "Servus!" in html
    assert "greeting-courtesy" not in html


def test_the_button_speaks_it_too(client, cast):
    headers = {"Origin": LISTED, "Accept-Language": "es"}
    told = client.get(f"/widget/{cast.acme.site_key}/config/?lang=de", headers=headers).json()
    assert told["language"] == "de"
    assert told["close"] == "Chat schließen"


def spoken_to(cast, new_id, **about) -> str:
    with tenant_scope(cast.acme):
        visitor, _ = actions.new_visitor(tenant=cast.acme, **about)
        actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="?")
        return Entry.objects.get(author=Author.AUTOMATIC, conversation__visitor=visitor).body


@pytest.mark.parametrize(
    ("about", "language"),
    [
        ({"locale": "de-CH"}, "de"),
        ({"locale": "ar"}, "ar"),
        ({"locale": "de", "language": "ar"}, "ar"),
        ({"locale": "nl"}, "en"),
        ({}, "en"),
    ],
)
def test_the_acknowledgement_is_in_the_visitors_language(cast, new_id, about, language):
    assert spoken_to(cast, new_id, **about) == THANKS[language]


def test_a_choice_is_remembered(cast):
    with tenant_scope(cast.acme):
        visitor, _ = actions.new_visitor(tenant=cast.acme, locale="de")
        actions.note_page(visitor=visitor, language="fr")
        actions.note_page(visitor=visitor, locale="de")
        assert Visitor.objects.get(pk=visitor.pk).spoken == "fr"
