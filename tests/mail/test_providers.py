"""A provider's API instead of SMTP: a yes is a yes, a no a no, and silence is neither."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from anymail.backends.base import BasePayload
from anymail.backends.test import TestPayload as AnyPayload
from django.core import mail as outbox

from feedback.models import Suppression
from tests.server import free_port

from .conftest import EMAIL, send


class Provider(BaseHTTPRequestHandler):
    """Postmark, as far as we need it. `answers`: (status, body), or "hang up"."""

    answers: list = []
    asked: list = []

    def do_POST(self):
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        answer = self.answers.pop(0) if self.answers else (200, TAKEN)
        if answer == "hang up":
            self.connection.close()
            return
        body = json.dumps(answer[1]).encode()
        self.send_response(answer[0])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


TAKEN = {"To": EMAIL, "MessageID": "0a1b-2c", "ErrorCode": 0, "Message": "OK"}


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def provider(address, settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "x", "POSTMARK_API_URL": address}
    Provider.asked, Provider.answers = [], []
    return Provider


def test_it_gets_the_mail_with_its_headers_and_whose_it_is(answered, provider):
    mail = send(answered())
    assert (mail.state, mail.provider_id) == ("sent", "0a1b-2c")
    [asked] = provider.asked
    headers = {header["Name"]: header["Value"] for header in asked["Headers"]}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"].startswith("<mail.")
    assert asked["Metadata"] == {"tenant": str(mail.tenant_id), "mail": str(mail.pk)}
    assert asked["To"] == EMAIL and "Acme" in asked["From"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((500, {}), "unknown"),
        ((200, "no JSON we know"), "unknown"),
        ("hang up", "unknown"),
        ((503, {}), "queued"),
        ((429, {}), "queued"),
        ((401, {"ErrorCode": 10, "Message": "no such token"}), "queued"),
        ((413, {}), "failed"),
    ],
)
def test_what_its_answer_means(answered, provider, answer, state):
    provider.answers = [answer]
    mail = send(answered())
    assert mail.state == state
    assert send(mail).state == state and len(provider.asked) == 1
    assert EMAIL not in mail.problem and not Suppression.objects.exists()


def test_a_recipient_it_refuses_is_stopped(answered, provider):
    told = f"Found inactive addresses: {EMAIL}. Inactive recipients are those that bounced."
    provider.answers = [(422, {"ErrorCode": 406, "Message": told})]
    assert send(answered()).state == "failed"
    assert Suppression.objects.get().why == "bounced"


def test_a_provider_that_cannot_be_reached_has_nothing(answered, provider, settings):
    settings.ANYMAIL = settings.ANYMAIL | {"POSTMARK_API_URL": f"http://127.0.0.1:{free_port()}/"}
    assert send(answered()).state == "queued"


def test_where_there_is_no_metadata_a_tag_says_whose_it_is(answered, settings, monkeypatch):
    """Some providers know tags alone; a mail is not given up for that."""
    settings.EMAIL_BACKEND, settings.ANYMAIL = "anymail.backends.test.EmailBackend", {}
    monkeypatch.setattr(AnyPayload, "set_metadata", BasePayload.set_metadata)
    mail = send(answered())
    assert mail.state == "sent"
    [message] = outbox.outbox
    assert message.anymail_test_params["tags"] == [f"mail-{mail.tenant_id}-{mail.pk}"]
