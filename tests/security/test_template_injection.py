"""Template languages, and Python's own ways to fill in text, in everything a company may word."""

import re

import pytest

from chat import phrases
from chat.canned_fields import FIELD, is_unpersonalised
from feedback.mail.pieces import fill_line
from tenants.models import Tenant
from tests.server import ROOT

from .payloads import RENDERED, TEMPLATES

REACHING_IN = [
    "{company.__class__}",
    "{company.__init__.__globals__}",
    "{0}",
    "{company!r:>999}",
    "%(company)s %s %n",
    "$company ${company}",
]
EVERYTHING = [*TEMPLATES, *REACHING_IN]


@pytest.mark.parametrize("text", EVERYTHING)
def test_what_is_no_field_of_the_list_stays_as_it_was_written(text):
    filled = fill_line(text, {"company": "Acme"})
    assert filled == text.replace("{company}", "Acme")
    assert RENDERED not in filled


def test_words_of_a_company_reach_its_customers_as_they_are(in_acme):
    tenant = Tenant.objects.get(pk=in_acme.acme.pk)
    names = phrases.PHRASES.keys() - {"acknowledgement"}  # which has a field of its own
    for text in EVERYTHING:
        tenant.words = {name: {"en": text} for name in names}
        assert {phrases.phrase(name, tenant, "en") for name in names} == {text}


def test_a_value_is_never_read_as_a_field():
    assert fill_line("{company}", {"company": "{operator_name}", "operator_name": "Omar"}) in (
        "{operator_name}",
    )


@pytest.mark.parametrize("text", ["{visitor_name}", "Hello {operator_name}!"])
def test_a_field_that_was_left_open_is_not_sent(text):
    assert FIELD.search(text)
    assert is_unpersonalised(text, from_canned=True)


def test_no_template_is_made_of_what_somebody_wrote():
    """Django's engine is given files alone."""
    sources = [path for app in ("tenants", "chat", "feedback", "helpdesk")
               for path in (ROOT / app).rglob("*.py")]  # fmt: skip
    made = re.compile(r"\bengine\w*\.from_string\(|\bTemplate\(|(?<![\w.])(?:eval|exec)\(")
    assert [str(path) for path in sources if made.search(path.read_text())] == []
    assert made.search("engines['django'].from_string(x)".replace("['django']", ""))
