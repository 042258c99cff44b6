"""A link in a mail is good for one thing, for one visitor, and for as long as it should be."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from feedback.links import (
    BadLink,
    Use,
    company_of,
    confirm_link,
    privacy_link,
    read_link,
    unsubscribe_link,
)


@pytest.fixture
def mia(in_acme):
    return in_acme.visitor


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def test_each_link_says_who_and_what_about(mia):
    links = [
        (Use.PRIVACY, privacy_link(mia), ""),
        (Use.UNSUBSCRIBE, unsubscribe_link(mia, "survey"), "survey"),
        (Use.CONFIRM, confirm_link(mia, 17, 4), "17.4"),
    ]
    for use, link, about in links:
        assert read_link(token_of(link), use) == (mia.pk, about)
        assert company_of(token_of(link), use) == mia.tenant_id
        assert mia.tenant.site_key in link


def test_a_link_for_one_use_opens_no_other(mia):
    token = token_of(unsubscribe_link(mia, "survey"))
    for use in (Use.PRIVACY, Use.CONFIRM):
        with pytest.raises(BadLink):
            read_link(token, use)


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "W10:1tXyZ:AAAA", "é" * 50, "." * 3000])
def test_what_we_did_not_sign_is_refused(mia, token):
    with pytest.raises(BadLink):
        read_link(token, Use.PRIVACY)


def test_another_shape_that_we_signed_is_refused(mia):
    for shape in (7, [], "no", {"a": 1}):
        with pytest.raises(BadLink):
            read_link(signing.dumps(shape, salt="feedback.links.privacy"), Use.PRIVACY)


@pytest.mark.parametrize(
    ("use", "days", "good"),
    [("privacy", 179, 1), ("privacy", 181, 0), ("confirm", 8, 0), ("unsubscribe", 4000, 1)],
)
def test_withdrawing_never_expires_and_the_rest_does(mia, monkeypatch, use, days, good):
    make = {"privacy": privacy_link, "unsubscribe": lambda v: unsubscribe_link(v, "survey")}
    link = make.get(use, lambda v: confirm_link(v, 1, 2))(mia)
    later = (timezone.now() + timedelta(days=days)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    if good:
        assert read_link(token_of(link), Use(use))[0] == mia.pk
    else:
        with pytest.raises(BadLink):
            read_link(token_of(link), Use(use))
