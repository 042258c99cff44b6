"""Mail is from the company; from its own address once who reads that address said yes."""

import re

import pytest
from django.core import mail as django_mail
from django.test import override_settings

from feedback.models import MailSender
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

from .conftest import send

OWN = {"name": "Acme Help", "address": "help@acme.example", "reply_to": ""}


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


@pytest.fixture
def choose(ada):
    return lambda **fields: ada.post("/t/acme/mail/sender/", OWN | fields, follow=True)


def link():
    [sent] = django_mail.outbox[-1:]
    assert sent.to == ["help@acme.example"] and "help@" not in sent.body
    return re.search(r"https?://[^/]+(/t/acme/mail/sender/confirm/\S+)", sent.body)[1]


def headers(answered, mailboxes):
    send(answered())
    return mailboxes.messages[-1]


def test_without_a_choice_it_has_the_companys_name_and_our_address(answered, mailboxes):
    assert headers(answered, mailboxes)["From"] == "Acme <helpdesk@localhost>"
    assert mailboxes.envelopes[0].mail_from == "helpdesk@localhost"


def test_an_own_address_counts_once_it_is_confirmed(choose, ada, in_acme, answered, mailboxes):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        choose()
    address = link()
    assert headers(answered, mailboxes)["From"] == "Acme Help <helpdesk@localhost>"
    ada.get(address)  # a scanner that follows links
    with tenant_scope(in_acme.acme):
        assert MailSender.objects.get().confirmed_at is None
    ada.post(address)
    message = headers(lambda: answered(key="b"), mailboxes)
    assert message["From"] == "Acme Help <help@acme.example>"
    assert mailboxes.envelopes[-1].mail_from == "helpdesk@localhost"  # bounces come to us


def test_another_address_has_to_be_confirmed_anew(choose, ada, in_acme):
    choose()
    old = link()
    ada.post(old)
    choose(address="sales@acme.example")
    ada.post(old)
    assert MailSender.objects.get().confirmed_at is None


def test_a_colleague_of_another_company_confirms_nothing(choose, client, in_acme):
    choose()
    address = link()
    sign_in(client, in_acme.eve)
    assert client.post(address).status_code == 404
    assert client.post(address.replace("/acme/", "/globex/")).status_code == 302
    assert MailSender.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": "nobody"}, "Enter an e-mail address"),
        ({"address": "a@b.example\r\nBcc: c@d.example"}, "Enter an e-mail address"),
        ({"address": "x" * 250 + "@acme.example"}, "at most 254"),
        ({"address": "acme@gmail.com"}, "throws away mail"),
        ({"reply_to": "not an address"}, "Enter an e-mail address"),
        ({"name": "Visit https://evil.example"}, "cannot be a web address"),
    ],
)
def test_what_cannot_be_a_sender_is_refused(choose, in_acme, fields, said):
    assert said in choose(**fields).content.decode()
    assert not MailSender.objects.exists()


def test_answers_go_where_the_company_wants_them(choose, in_acme, answered, mailboxes):
    choose(address="", name="", reply_to="sales@acme.example")
    assert headers(answered, mailboxes)["Reply-To"] == "sales@acme.example"
    assert not django_mail.outbox


def test_a_name_full_of_tricks_is_still_one_name(in_acme, answered, mailboxes):
    MailSender.objects.create(
        tenant=in_acme.acme, name='Acme" <evil@x.example>,\r\nBcc: y@x.example'
    )
    message = headers(answered, mailboxes)
    assert mailboxes.recipients == ["mia@customer.example"] and message["Bcc"] is None
    [sender] = message["From"].addresses
    assert sender.addr_spec == "helpdesk@localhost"
