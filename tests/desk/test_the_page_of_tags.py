"""The page of tags: what they are called, which become one, which go."""

from typing import Any

import pytest
from django.test import Client

from chat.actions import tags
from chat.models import ConversationTag, SavedView, Tag
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

PAGE = "/t/acme/tags/"


@pytest.fixture
def sam(cast: Any) -> Client:
    return sign_in(Client(), cast.sam)


@pytest.fixture
def tagged(in_acme: Any, somebody_asks: Any, does: Any) -> dict[str, Tag]:
    """Two chats: one has "parcel" and "parcels", the other "parcels"."""
    one, other = somebody_asks(), somebody_asks()
    for chat, name in [(one, "parcel"), (one, "parcels"), (other, "parcels")]:
        does(tags.add_tag, in_acme.omar, chat, name=name)
    SavedView.objects.create(tenant=in_acme.acme, name="Mail", filters={"tag": "parcels"})
    return {tag.name: tag for tag in Tag.objects.all()}


def counted(cast: Any) -> dict[str, int]:
    with tenant_scope(cast.acme):
        names = ConversationTag.objects.values_list("tag__name", flat=True)
        return {tag.name: list(names).count(tag.name) for tag in Tag.objects.all()}


def test_it_counts_the_chats_of_each(sam: Client, tagged: dict) -> None:
    listed = sam.get(PAGE).context["tags"]
    assert [(tag.name, chats) for tag, chats in listed] == [("parcel", 1), ("parcels", 2)]


def test_another_name_for_every_chat_and_saved_view(sam: Client, cast: Any, tagged: dict) -> None:
    sam.post(f"{PAGE}{tagged['parcels'].pk}/", {"name": " Post "})
    assert counted(cast) == {"parcel": 1, "post": 2}
    with tenant_scope(cast.acme):
        assert SavedView.objects.get().filters == {"tag": "post"}


def test_two_of_one_name_become_one(sam: Client, cast: Any, tagged: dict) -> None:
    sam.post(f"{PAGE}{tagged['parcels'].pk}/", {"name": "parcel"})
    assert counted(cast) == {"parcel": 2}


def test_the_same_name_again_changes_nothing(sam: Client, cast: Any, tagged: dict) -> None:
    sam.post(f"{PAGE}{tagged['parcel'].pk}/", {"name": "Parcel"})
    assert counted(cast) == {"parcel": 1, "parcels": 2}


@pytest.mark.parametrize("name", ["", ".", "x" * 41, "a\u202eb"])
def test_what_is_no_tag_is_refused_at_the_field(
    sam: Client, cast: Any, tagged: dict, name: str
) -> None:
    page = sam.post(f"{PAGE}{tagged['parcel'].pk}/", {"name": name})
    assert "name" in page.context["form"].errors
    assert "parcel" in counted(cast)


def test_one_goes_after_asking(sam: Client, cast: Any, tagged: dict) -> None:
    path = f"{PAGE}{tagged['parcels'].pk}/delete/"
    assert "2 chats" in sam.get(path).content.decode()
    sam.post(path)
    assert counted(cast) == {"parcel": 1}


def test_operators_use_tags_and_do_not_keep_them(cast: Any, tagged: dict) -> None:
    omar = sign_in(Client(), cast.omar)
    assert omar.get(PAGE).status_code == 403
    assert omar.post(f"{PAGE}{tagged['parcel'].pk}/delete/").status_code == 403


def test_the_pages_of_the_desk_lead_to_each_other(sam: Client, cast: Any) -> None:
    for path in ("/t/acme/canned/", PAGE, "/t/acme/blocked/"):
        page = sam.get(path).content.decode()
        assert f'href="{path}" aria-current="page"' in page
        assert page.count('aria-current="page"') == 2, "in the header and in the tabs"
    assert PAGE not in sign_in(Client(), cast.omar).get("/t/acme/canned/").content.decode()
