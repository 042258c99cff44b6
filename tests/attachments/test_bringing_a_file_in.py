"""The two doors for files: what is told, what is kept, and who is turned away."""

from urllib.parse import quote

import pytest
from django.test import Client

from chat.actions import Refused, blocking
from chat.attachments import doors, storing
from chat.attachments.types import MOST_BYTES
from chat.limits import uploads_wait
from chat.models import Attachment, Visitor
from chat.phrases import PHRASES
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

from .conftest import PDF, WORDS, Door, picture
from .test_pictures import png_of
from .test_what_a_file_is import SCRIPTS


def kept(tenant):
    with tenant_scope(tenant):
        return list(Attachment.objects.order_by("pk"))


@pytest.fixture(params=["widget", "console"])
def door(request):
    return request.getfixturevalue(request.param)


def test_a_picture_is_taken_and_described(door, committed_cast, folder):
    told = door.keep(picture(), quote("Größe 下.png"))
    (file,) = kept(committed_cast.acme)
    assert told["name"] == "Größe 下.png"
    assert (told["type"], told["width"], told["height"]) == ("image/png", 60, 40)
    assert (told["state"], told["token"]) == ("ready", file.token)
    assert len(file.token) == 32
    lying = folder / str(committed_cast.acme.pk) / file.token
    assert lying.stat().st_size == told["size"] == file.size
    assert (lying.stat().st_mode & 0o777, lying.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("content", "name", "type", "clean"),
    [
        (PDF, "a.pdf", "application/pdf", "a.pdf"),
        (WORDS, "a.txt", "text/plain", "a.txt"),
        (picture("JPEG"), "a.exe", "image/jpeg", "a exe.jpg"),
    ],
)
def test_what_else_may_come_in(door, content, name, type, clean):
    told = door.keep(content, name)
    assert (told["type"], told["name"]) == (type, clean)


def test_what_the_browser_says_it_is_does_not_count(widget):
    answer = widget.client.post(
        widget.path,
        data=SCRIPTS[0],
        content_type="image/png",
        headers={**widget.headers, "X-File-Name": "a.png"},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "has_code")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "empty"),
        (SCRIPTS[0], 415, "has_code"),
        (b"MZ\x90\x00", 415, "bad_type"),
        (bytes(MOST_BYTES + 1), 413, "too_large"),
        (png_of(9000, 9000), 422, "too_many_pixels"),
        (picture()[:50], 422, "damaged"),
    ],
)
def test_what_is_not_taken_is_told_kindly(door, committed_cast, content, status, code):
    answer = door.bring(content)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert len(error["message"].split()) > 5
    assert answer["Cache-Control"] == "no-store"
    assert not kept(committed_cast.acme)


def test_a_form_is_not_a_file(widget):
    answer = widget.client.post(widget.path, data={"file": "x"}, headers=widget.headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "bad_type")


@pytest.mark.parametrize("token", ["", "0" * 32, "x", "ü" * 32])
def test_without_a_visitors_token_nothing_comes_in(committed_cast, token):
    path = f"/widget/{committed_cast.acme.site_key}/files/"
    door = Door(Client(), path, Authorization=f"Bearer {quote(token)}")
    assert door.bring(picture()).status_code == 401
    assert not kept(committed_cast.acme)


def test_the_token_of_another_companys_visitor_is_none(committed_cast):
    path = f"/widget/{committed_cast.acme.site_key}/files/"
    door = Door(Client(), path, Authorization=f"Bearer {committed_cast.strangers_token}")
    assert door.bring(picture()).status_code == 401


def test_a_page_that_may_not_carry_the_widget_may_not_bring_files(widget):
    assert widget.bring(picture(), Origin="https://evil.example").status_code == 403


def test_a_blocked_visitor_is_told_why_and_brings_nothing(widget, chat, committed_cast, new_id):
    cast = committed_cast
    facts = {"period": "day", "reason": "Insults"}
    with tenant_scope(cast.acme):
        blocking.block(member=cast.omar, conversation_id=chat.number, client_id=new_id(), **facts)
    answer = widget.bring(picture())
    assert answer.status_code == 403
    assert answer.json()["error"] == {"code": "blocked", "message": PHRASES["blocked"]}
    assert kept(cast.acme) == []
    with tenant_scope(cast.acme):
        blocking.lift_all(cast.visitor.pk)
    assert widget.bring(picture()).status_code == 201


def test_a_file_that_came_before_the_block_stays_where_it_is(widget, chat, committed_cast, new_id):
    token = widget.keep(picture())["token"]
    with tenant_scope(committed_cast.acme):
        blocking.block(
            member=committed_cast.omar,
            conversation_id=chat.number,
            client_id=new_id(),
            period="hour",
            reason="Insults",
        )
    with pytest.raises(Refused, match="blocked"):
        chat.asks("Look", token)
    (file,) = kept(committed_cast.acme)
    assert file.conversation_id is None


def test_a_company_that_is_not_there(widget):
    widget.path = f"/widget/{'0' * 32}/files/"
    assert widget.bring(picture()).status_code == 404


def test_outsiders_and_forged_requests_do_not_reach_the_console(committed_cast):
    eve = Door(sign_in(Client(), committed_cast.eve), "/t/acme/files/")
    assert eve.bring(picture()).status_code == 404
    forged = Door(sign_in(Client(enforce_csrf_checks=True), committed_cast.omar), "/t/acme/files/")
    assert forged.bring(picture()).status_code == 403
    assert not kept(committed_cast.acme)


# --- what was brought and not sent --------------------------------------------------------------


def test_it_can_be_looked_at_and_taken_back(door, committed_cast, folder):
    token = door.keep(picture())["token"]
    assert door.look(token).json()["file"]["state"] == "ready"
    assert door.drop(token).status_code == 204
    assert (door.look(token).status_code, door.drop(token).status_code) == (404, 404)
    assert not kept(committed_cast.acme)
    assert not list(folder.glob("*/*"))


def test_nobody_else_can_look_at_it_or_take_it_back(widget, console, committed_cast):
    of_visitor, of_omar = widget.keep(picture())["token"], console.keep(picture())["token"]
    tess = Door(sign_in(Client(), committed_cast.tess), "/t/acme/files/")
    for door, token in [(console, of_visitor), (tess, of_omar), (widget, of_omar)]:
        assert door.look(token).status_code == door.drop(token).status_code == 404
    assert len(kept(committed_cast.acme)) == 2


def test_what_was_never_sent_goes_away_after_a_day(widget, committed_cast, folder):
    old = widget.keep(picture())["token"]
    with tenant_scope(committed_cast.acme):
        long_ago = storing.timezone.now() - storing.UNSENT_FOR * 2
        Attachment.objects.update(created_at=long_ago)
    new = widget.keep(picture())["token"]
    assert [file.token for file in kept(committed_cast.acme)] == [new]
    assert {path.name for path in folder.glob("*/*")} == {new} != {old}


def test_nobody_piles_up_files(widget, monkeypatch):
    monkeypatch.setattr(storing, "MOST_UNSENT", 2)
    assert [widget.bring(picture()).status_code for _ in range(3)] == [201, 201, 429]


def test_so_many_in_an_hour_and_no_more(widget, monkeypatch):
    monkeypatch.setattr(doors, "uploads_wait", lambda *_: 60.0)
    answer = widget.bring(picture())
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "slow_down")
    owner = "visitor of a test"
    assert [uploads_wait(owner) > 0 for _ in range(61)] == [False] * 60 + [True]


def test_the_file_goes_when_its_visitor_is_erased(widget, committed_cast, folder):
    widget.keep(picture())
    assert list(folder.glob("*/*"))
    with tenant_scope(committed_cast.acme):
        Visitor.objects.get(pk=committed_cast.visitor.pk).delete()
    assert not list(folder.glob("*/*"))
