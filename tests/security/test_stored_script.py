"""A payload in every field, looked for in every page, mail, export and report."""

import pytest

from chat import actions
from chat.models import Conversation, Visitor
from feedback import links
from feedback.models import MailKind
from helpdesk.tenancy import tenant_scope
from tests.isolation.addresses import COMPANY, routes
from tests.isolation.asking import Asker
from tests.isolation.conftest import samples  # noqa: F401  a fixture
from tests.isolation.test_public_addresses import ARGUMENT

from .forms import forms_of
from .payloads import MARK, POLYGLOT, RENDERED, SCRIPTS, what_would_run
from .poison import poison
from .tables import is_table

# Fields without which this file would prove little.
AT_LEAST = {
    "tenants.Tenant.name",
    "tenants.Membership.display_name",
    "chat.Visitor.name",
    "chat.Visitor.page_title",
    "chat.Entry.body",
    "chat.Attachment.name",
    "chat.CannedReply.body",
    "chat.Article.body",
    "chat.Tag.name",
    "feedback.FollowUp.what",
    "feedback.Praise.text",
    "feedback.Question.words",
    "feedback.Review.comment",
}


def company_addresses(samples):  # noqa: F811
    """Of every page of Acme; of mails, each kind."""
    for route in routes():
        kinds = MailKind.values if "%(kind)s" in route else [samples["kind"]]
        names = set(ARGUMENT.findall(route))
        if route.startswith(COMPANY) and names <= samples.keys():  # the walk there sees to samples
            yield from ("/" + route % (samples | {"kind": kind}) for kind in kinds)


def public_addresses(cast):
    """What customers are shown."""
    with tenant_scope(cast.acme):
        chat = Conversation.objects.get()
        visitor = Visitor.objects.select_related("tenant").get(pk=chat.visitor_id)
        copy, privacy = links.transcript_link(visitor, chat.pk), links.privacy_link(visitor)
    private = privacy.partition("8000")[2]
    return [
        f"/widget/{cast.acme.site_key}/",
        copy.partition("8000")[2],
        private,
        f"{private}my-data.html",
    ]


def assert_harmless(answer):
    assert answer.status_code < 500, answer.url_asked
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert what_would_run(answer.told) == [], answer.url_asked
        assert RENDERED not in answer.told, answer.url_asked


def fill_in_every_form(ada, addresses):
    """How many were taken, and how many there were."""
    sent = []
    for address in addresses:
        for form in forms_of(address, ada.get(address).told):
            answer = ada.request("POST", form.action, headers={}, data=form.data)
            assert_harmless(answer)
            sent.append(answer.status_code)
    return sent


@pytest.fixture
def poisoned(samples, cast, new_id):  # noqa: F811
    with tenant_scope(cast.acme):
        actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body=POLYGLOT)
        Visitor.objects.filter(pk=cast.visitor.pk).update(
            attributes={"a plan of theirs": "a plan that is long"}, name="somebody"
        )
    return samples


def test_what_is_typed_into_forms_and_kept_anywhere_is_text_everywhere(poisoned, cast):
    ada = Asker(cast.ada)
    addresses = list(company_addresses(poisoned))
    sent = fill_in_every_form(ada, addresses)
    assert sent.count(302) > 12 and len(sent) > 40
    assert poison(cast.acme) >= AT_LEAST
    seen = 0
    for address in addresses:
        answer = ada.get(address)
        assert_harmless(answer)
        seen += MARK in answer.told
        if answer.headers.get("Content-Type", "").startswith("text/csv"):
            assert is_table(address), address
    assert seen > 80
    for address in public_addresses(cast):
        answer = Asker().get(address)
        assert (answer.status_code, MARK in answer.told) == (200, True), address
        assert_harmless(answer)


@pytest.mark.parametrize(
    "page",
    [
        "<p><x9>",
        "<p title='' x9=1>",
        "<a href=' javascript:x9()'>",
        "<script type=application/json>{}</script><x9>",
        "<p onclick=f()>",
    ],
)
def test_the_search_finds_what_runs(page):
    assert what_would_run(page)


def test_the_search_passes_over_what_is_escaped():
    from django.utils.html import escape, json_script

    for script in SCRIPTS:
        assert what_would_run(f"<p title='{escape(script)}'>{escape(script)}</p>") == []
        assert what_would_run(str(json_script({"said": script}, "data"))) == []
