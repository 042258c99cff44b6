"""The operator's page, /t/<slug>/inbox/: who gets it, and what it brings along."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chat.console_wording import console_words
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

MODULES = Path(__file__).resolve().parents[2] / "chat" / "static" / "chat" / "console"
INBOX = "/t/acme/inbox/"


def data(response: Any, block: str) -> Any:
    """What json_script put into the page under that id."""
    found = re.search(rf'<script id="{block}"[^>]*>(.*?)</script>', response.content.decode(), re.S)
    return json.loads(found[1])


@pytest.fixture
def omar(client, cast):
    return sign_in(client, cast.omar)


def test_a_member_gets_the_page(omar, cast):
    config = data(omar.get(INBOX), "config")
    assert config["slug"] == "acme"
    assert config["me"] == {
        "member": cast.omar.pk,
        "name": "Omar",
        "photo": None,
        "oversees": False,
    }
    assert (config["socket"], config["frames"]) == ("/ws/t/acme/", "/t/acme/frames/")
    assert config["start"] is None


def test_the_conversation_in_the_address_is_opened(omar):
    assert data(omar.get(f"{INBOX}12/"), "config")["start"] == 12


def test_the_page_reads_no_conversation(omar, cast, django_assert_max_num_queries):
    omar.get(INBOX)
    with django_assert_max_num_queries(12):
        omar.get(INBOX)


def test_nobody_else_learns_that_it_is_there(client, cast):
    unknown = sign_in(client, cast.eve).get("/t/nobody/inbox/")
    foreign = client.get(INBOX)
    assert (unknown.status_code, foreign.status_code) == (404, 404)
    assert unknown.content == foreign.content


def test_a_stranger_is_sent_to_sign_in_and_back(client, cast):
    response = client.get(f"{INBOX}12/", headers={"Accept": "text/html"})
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={INBOX}12/"


def test_an_ended_membership_ends_it(omar, cast):
    with tenant_scope(cast.acme):
        cast.omar.ended_at = cast.omar.created_at
        cast.omar.save()
    assert omar.get(INBOX).status_code == 404


def test_it_can_only_be_read(omar):
    assert omar.post(INBOX).status_code == 405


def test_it_is_never_kept_by_a_cache(omar):
    assert "no-store" in omar.get(INBOX)["Cache-Control"]


def test_only_pages_that_open_are_offered(client, cast):
    def labels(member):
        links = data(sign_in(client, member).get(INBOX), "config")["links"]
        assert all(client.get(page["url"]).status_code == 200 for page in links["pages"])
        return [page["label"] for page in links["pages"]]

    mine = ["Promises", "Canned", "Articles", "Ratings", "Reviews", "Coaching", "Practice"]
    assert labels(cast.omar) == mine
    assert labels(cast.ada) == [*mine, "People", "Settings", "Install"]


def test_scripts_carry_the_nonce_or_come_from_here(omar):
    response = omar.get(INBOX)
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])[1]
    for tag in re.findall(r"<script[^>]*>", response.content.decode()):
        is_data = 'type="application/json"' in tag
        assert is_data or f'nonce="{nonce}"' in tag or 'src="/static/' in tag, tag
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", response.content.decode())


def test_a_hostile_name_stays_a_name(client, cast):
    payload = '</script><img src=x onerror="alert(1)">'
    cast.acme.name = payload
    cast.acme.save()
    with tenant_scope(cast.acme):
        cast.omar.display_name = payload
        cast.omar.save()
    response = sign_in(client, cast.omar).get(INBOX)
    assert payload not in response.content.decode()
    assert data(response, "config")["me"]["name"] == payload


# --- Words --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def modules() -> str:
    return "\n".join(path.read_text() for path in sorted(MODULES.glob("*.js")))


def known_words() -> set[str]:
    return {key.split(":")[0] for key in console_words()}


def test_every_word_the_modules_say_is_there(modules):
    said = set(re.findall(r'\bsay(?:Count)?\(\s*"(\w+)"', modules))
    assert len(said) > 50
    assert said - known_words() == set()


def test_no_word_is_there_for_nothing(modules):
    put_together = tuple(re.findall(r"`(\w+_)\$\{", modules))
    spare = {word for word in known_words() if not word.startswith(put_together)}
    assert {word for word in spare if f'"{word}"' not in modules} == set()


def test_every_plural_has_its_forms():
    forms = {key.split(":")[0] for key in console_words() if ":" in key}
    assert all({f"{key}:one", f"{key}:other"} <= console_words().keys() for key in forms)


def test_every_refusal_of_a_move_has_its_words():
    codes = {"already_taken", "not_open", "not_yours", "already_closed", "not_found", "forbidden"}
    assert {f"refused_{code}" for code in codes} <= console_words().keys()
