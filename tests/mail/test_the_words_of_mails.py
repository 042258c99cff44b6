"""A company words its mails itself, with fields from one list and no template engine."""

from itertools import product

import pytest

from feedback.mail.kinds import KINDS
from feedback.mail.pages.preview import _sample
from feedback.mail.render import usual_words
from feedback.models import MailKind, MailTemplate
from helpdesk.languages import LANGUAGES
from tests.conftest import sign_in

from .conftest import send

OWN = {"subject": "News for you from {company}", "body": "Hi!\n\n{answer}\n\n{back_link}"}


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


def keep(ada, kind="answer", language="en", **words):
    return ada.post(f"/t/acme/mail/words/{kind}/?language={language}", OWN | words)


def test_the_companys_words_are_sent(ada, in_acme, answered, mailboxes):
    assert keep(ada).status_code == 302
    send(answered())
    message = mailboxes.messages[0]
    assert message["Subject"] == "News for you from Acme"
    assert message.get_body(("plain",)).get_content().startswith("Hi!\n\nIt ships on Monday.")


def test_words_of_one_language_count_for_that_one(ada, in_acme, answered, mailboxes):
    keep(ada)
    send(answered(language="de"))
    assert mailboxes.messages[0]["Subject"] != "News for you from Acme"
    assert mailboxes.messages[0]["Content-Language"] == "de"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"body": "{answer} {password}"}, "{password} is not a field"),
        ({"body": "{answer} {visitor_name.__class__}"}, None),  # no field at all: plain text
        ({"body": "Nothing to say"}, "{answer} has to be in it"),
        ({"subject": "{answer}"}, "{answer} is not a field"),
        ({"subject": "{back_link}"}, "{back_link} is not a field"),
        ({"subject": ""}, "Enter a subject"),
        ({"subject": "x" * 151}, "at most 150"),
        ({"subject": "Visit www.evil.example"}, "cannot be a web address"),
        ({"body": "{answer}" + "x" * 4000}, "at most 4000"),
        ({"body": "{answer}\x00"}, "invisible control characters"),
    ],
)
def test_words_that_would_not_work_are_refused_with_the_reason(ada, in_acme, words, said):
    answer = keep(ada, **words)
    assert MailTemplate.objects.exists() == (said is None)
    if said:
        assert said in answer.content.decode()


def test_template_language_is_nothing_but_text(ada, in_acme, answered, mailboxes):
    body = "{{ settings.SECRET_KEY }} {% load x %} ${7*7} <b>{company}</b>\n{answer}"
    assert keep(ada, body=body).status_code == 302
    send(answered("{company} {{7*7}}"))
    text, html = (part.get_content() for part in mailboxes.messages[0].iter_parts())
    assert "{{ settings.SECRET_KEY }} {% load x %} ${7*7} <b>Acme</b>" in text
    assert "<b>Acme</b>" not in html and "&lt;b&gt;Acme&lt;/b&gt;" in html
    assert "{company} {{7*7}}" in text  # what somebody wrote is not looked into


def test_our_own_words_are_not_kept_as_theirs(ada, in_acme):
    usual = usual_words("survey", "en")
    keep(ada, "survey", subject=usual.subject, body=usual.body)
    assert not MailTemplate.objects.exists()


def test_back_to_our_words(ada, in_acme):
    keep(ada)
    ada.post("/t/acme/mail/words/answer/usual/?language=en")
    assert not MailTemplate.objects.exists()


def test_the_preview_may_do_nothing(ada):
    shown = ada.post("/t/acme/mail/words/answer/preview/", OWN | {"subject": "<script>x</script>"})
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy
    assert "<script" not in shown.content.decode() and "X-Frame-Options" not in shown
    assert "Thursday" in shown.content.decode()


def test_the_preview_says_what_is_wrong(ada):
    shown = ada.post("/t/acme/mail/words/answer/preview/", OWN | {"body": "{<i>} {oops} {answer}"})
    assert "{oops} is not a field" in shown.content.decode()


def test_a_test_mail_goes_to_whoever_asks_and_to_nobody_else(ada, mailboxes):
    ada.post("/t/acme/mail/words/survey/test/?language=de", {"to": "victim@other.example"})
    assert mailboxes.recipients == ["ada@acme.example"]
    assert mailboxes.messages[0]["Subject"]


def test_each_kind_looks_right_in_each_language(in_acme):
    for kind, (language, _name) in product(MailKind.values, LANGUAGES):
        words = usual_words(kind, language)
        written = _sample(in_acme.acme, kind, language, words)
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in written.html
        assert "{" not in written.text + written.subject
        assert f"{{{KINDS[MailKind(kind)].NEEDED}}}" in words.body


def test_only_who_may_change_settings_comes_in(client, cast):
    sign_in(client, cast.omar)
    for page in ("", "sender/", "outbox/", "words/answer/", "words/answer/preview/"):
        assert client.get(f"/t/acme/mail/{page}").status_code == 403
    assert client.post("/t/acme/mail/words/answer/test/").status_code == 403


def test_a_kind_that_does_not_exist_is_not_found(ada):
    for page in ("", "preview/"):
        assert ada.get(f"/t/acme/mail/words/bulk/{page}").status_code == 404
