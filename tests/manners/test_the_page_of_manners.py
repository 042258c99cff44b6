"""What a company chooses, and what the widget is told of it."""

import json

import pytest
from django.test import Client

from chat.emoji import emoji_groups
from tenants.models import Tenant
from tests.conftest import sign_in

PAGE = "/t/acme/manners/"


@pytest.fixture
def ada(cast):
    return sign_in(Client(), cast.ada)


def told(cast, **headers):
    return Client().get(f"/widget/{cast.acme.site_key}/words/", headers=headers)


def test_everything_is_on_until_somebody_says_otherwise(cast):
    on = {"capitals": True, "details": True, "explain": True, "thanks": True}
    assert told(cast).json()["manners"] == on


def test_a_company_can_switch_hints_off(ada, cast):
    ada.post(PAGE, {"courtesy": "Be nice.", "thanks": "on"})
    tenant = Tenant.objects.get(pk=cast.acme.pk)
    assert tenant.courtesy == "Be nice."
    off = {"capitals": False, "details": False, "explain": False, "thanks": True}
    assert told(cast).json()["manners"] == off
    html = ada.get(PAGE).content.decode()
    assert html.count("checked") == 1


def test_only_those_who_may_change_settings_do(cast):
    for member in (cast.sam, cast.omar, cast.tess):
        assert sign_in(Client(), member).post(PAGE, {}).status_code == 403
    assert Tenant.objects.get(pk=cast.acme.pk).manners == {}


@pytest.mark.parametrize("courtesy", ["x" * 301, "a\u202eb"])
def test_a_bad_notice_is_told_at_the_form(ada, cast, courtesy):
    assert ada.post(PAGE, {"courtesy": courtesy}).status_code == 200
    assert Tenant.objects.get(pk=cast.acme.pk).courtesy == cast.acme.courtesy


def test_the_notice_is_only_text(ada, cast):
    ada.post(PAGE, {"courtesy": "<script>alert(1)</script>"})
    assert "<script>alert" not in ada.get(PAGE).content.decode()
    assert "<script>alert" not in Client().get(f"/widget/{cast.acme.site_key}/").content.decode()


def test_words_are_only_for_sites_we_know(cast):
    assert Client().get(f"/widget/{'0' * 32}/words/").status_code == 404
    Tenant.objects.filter(pk=cast.acme.pk).update(is_active=False)
    assert told(cast).status_code == 404


def test_words_come_without_a_cookie_and_in_the_language_asked_for(cast):
    answer = told(cast)
    assert not answer.cookies
    assert answer.json()["words"]["hintCapitals"] == "No need to shout, we are listening."


def test_emoji_are_few_named_and_different():
    groups = emoji_groups()
    emoji = [pair for group in groups for pair in group["emoji"]]
    assert len(emoji) <= 120
    assert len({character for character, _ in emoji}) == len(emoji)
    assert len({name for _, name in emoji}) == len(emoji)
    assert all(name and character for character, name in emoji)
    assert json.dumps(groups)


def test_our_notice_is_shown_in_the_companys_language_and_kept_as_ours(ada, cast):
    Tenant.objects.filter(pk=cast.acme.pk).update(language="de")
    shown = ada.get(PAGE).context["form"]["courtesy"].value()
    assert shown != cast.acme.courtesy
    ada.post(PAGE, {"courtesy": shown})
    assert Tenant.objects.get(pk=cast.acme.pk).courtesy == cast.acme.courtesy
