"""Addresses inside the own network, at every door that takes one. How the one way out behaves
(rebinding, redirects, slow and endless answers) is in
tests/helpdesk/test_server_side_request_forgery.py."""

import re

import pytest

from chat import push
from chat.actions import Refused
from chat.bot.forms import ServiceForm
from chat.frames import BadFrame
from chat.notify.forms import ChannelForm
from chat.webhooks import changing
from chat.webhooks.forms import EndpointForm
from chat.webhooks.models import Endpoint
from helpdesk import outgoing
from tenants.signin import oidc
from tenants.signin.domains import read_domain
from tenants.signin.forms import ProviderForm
from tests.server import ROOT

from .payloads import ADDRESSES_INSIDE

FORMS = {
    "webhook": (EndpointForm, "url", {}),
    "notification": (ChannelForm, "url", {}),
    "answer service": (ServiceForm, "service_url", {}),
    "sign-in provider": (ProviderForm, "issuer", {"has_secret": True}),
}


@pytest.fixture(autouse=True)
def no_exceptions_and_no_way_out(settings, monkeypatch):
    def dial(*address, **_):
        raise AssertionError(f"dialled {address}")

    settings.OUTGOING_EXCEPTIONS = []
    monkeypatch.setattr(outgoing.socket, "create_connection", dial)


@pytest.mark.parametrize("door", FORMS)
def test_no_form_takes_an_address_inside(in_acme, door):
    form, field, more = FORMS[door]
    taken = [url for url in ADDRESSES_INSIDE if field not in form({field: url}, **more).errors]
    # Django gives a URL that lacks a scheme one, so that what is left is asked as a name.
    assert taken == []
    assert field not in form({field: "https://answers.example/x"}, **more).errors


@pytest.mark.parametrize("url", ADDRESSES_INSIDE)
def test_nor_any_other_door(url):
    with pytest.raises(Refused, match="bad_url"):
        changing.point_to(Endpoint(), url)  # the API's
    with pytest.raises(BadFrame):
        push.read_subscription({"endpoint": url, "keys": {"p256dh": "x", "auth": "x"}})
    with pytest.raises(oidc.NotBelieved):
        oidc._refuse_inside(url)  # what a provider's own document names
    with pytest.raises(outgoing.Forbidden):
        outgoing.ask(url, b"", {}, total_s=1, most=10)  # whatever was stored before
    with pytest.raises(outgoing.Forbidden):
        outgoing.get(url, {}, total_s=1, most=10)


@pytest.mark.parametrize(
    "domain", ["127.0.0.1", "localhost", "[::1]", "a/b.example", "x.local:80", "metadata", "a b.c"]
)
def test_a_domain_to_prove_is_a_public_name(domain):
    with pytest.raises(Exception, match="domain"):
        read_domain(domain)


# Modules that open lines to where the installation says, never to where a company says.
OWN_LINES = {
    "helpdesk/outgoing.py": "the one way out",
    "helpdesk/doctor/webs.py": "looks at this very copy",
    "helpdesk/doctor/hands.py": "the same",
    "helpdesk/doctor/times.py": "the same",
    "helpdesk/services/readiness.py": "the same",
    "chat/management/commands/replay.py": "a load test of this very copy",
    "feedback/mail/ways/provider.py": "names the errors of the mail service's own library",
    "tenants/signin/dns.py": "the resolver of this machine",
}
OPENS_LINES = re.compile(
    r"^\s*(?:import|from) (?:http\.client|urllib\.request|httpx|requests|aiohttp|urllib3)\b"
    r"|create_connection\(|urlopen\(",
    re.M,
)


def test_nothing_else_opens_a_line():
    sources = [
        path
        for app in ("tenants", "chat", "feedback", "helpdesk")
        for path in (ROOT / app).rglob("*.py")
    ]
    found = {
        str(path.relative_to(ROOT)) for path in sources if OPENS_LINES.search(path.read_text())
    }
    assert {name for name in found if not name.startswith("helpdesk/services/")} <= OWN_LINES.keys()
    assert "helpdesk/outgoing.py" in found
