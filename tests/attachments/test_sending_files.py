"""Files go out with a message, once, and only by whoever brought them."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from chat.actions import Refused
from chat.enclosed import Enclosed
from chat.models import Attachment, Conversation, Entry
from chat.posts import Post
from chat.writer import write
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in
from tests.wire import greeted_operator, greeted_visitor

from .conftest import PDF, Door, picture


def data_of(cast, body):
    with tenant_scope(cast.acme):
        return Entry.objects.get(body=body).data


def test_the_log_says_what_came(widget, chat, committed_cast):
    told = [widget.keep(picture(), "a.png"), widget.keep(PDF, "b.pdf")]
    chat.asks("Look:", *(file["token"] for file in told))
    files = data_of(committed_cast, "Look:")["attachments"]
    assert [(f["name"], f["type"], f["width"]) for f in files] == [
        ("a.png", "image/png", 60),
        ("b.pdf", "application/pdf", None),
    ]
    assert [f["token"] for f in files] == [f["token"] for f in told]
    assert not any("url" in file for file in files)


def test_the_first_message_may_be_a_picture_alone(widget, committed_cast, new_id):
    token = widget.keep(picture(), "broken.png")["token"]
    post = Post(
        committed_cast.acme.pk,
        None,
        new_id(),
        "",
        committed_cast.visitor,
        Enclosed(files=(token,)),
    )
    (stored,) = write([post])
    assert stored.is_new
    with tenant_scope(committed_cast.acme):
        conversation = Conversation.objects.get()
        assert conversation.preview == "📎 broken.png"
        assert conversation.visitor_messages == 1
        assert Attachment.objects.get().conversation_id == conversation.pk


def test_a_file_is_sent_once(widget, chat):
    token = widget.keep(picture())["token"]
    chat.asks("One", token)
    with pytest.raises(Refused, match="file_gone"):
        chat.asks("Two", token)


def test_a_retry_is_not_refused(widget, chat, new_id):
    token, same = widget.keep(picture())["token"], new_id()
    first, second = (chat.asks("Look", token, client_id=same) for _ in range(2))
    assert (first.seq, first.is_new, second.is_new) == (second.seq, True, False)


@pytest.mark.parametrize("stranger", ["colleague", "visitor", "nobody"])
def test_only_their_own(stranger, widget, console, chat, committed_cast):
    if stranger == "colleague":
        tess = Door(sign_in(Client(), committed_cast.tess), "/t/acme/files/")
        token = tess.keep(picture())["token"]
    else:
        token = widget.keep(picture())["token"] if stranger == "visitor" else "0" * 32
    with pytest.raises(Refused, match="file_gone"):
        chat.answers("Here", token)
    with tenant_scope(committed_cast.acme):
        assert not Entry.objects.filter(body="Here").exists()


def test_what_is_refused_for_another_reason_leaves_the_file_unsent(chat, committed_cast):
    tess = Door(sign_in(Client(), committed_cast.tess), "/t/acme/files/")
    token = tess.keep(picture())["token"]
    with pytest.raises(Refused, match="not_yours"):
        chat.answers("Here", token, member=committed_cast.tess)
    assert tess.drop(token).status_code == 204


@pytest.mark.parametrize(
    ("state", "code"), [("scanning", "file_waiting"), ("refused", "file_gone")]
)
def test_what_was_not_found_clean_is_not_sent(widget, chat, committed_cast, state, code):
    token = widget.keep(picture())["token"]
    with tenant_scope(committed_cast.acme):
        Attachment.objects.update(state=state)
    with pytest.raises(Refused, match=code):
        chat.asks("Look", token)


def test_a_picture_does_not_lose_its_place_among_the_words(widget, chat, committed_cast, new_id):
    """A message with a file takes the other way through the writer; the sender's next ones wait."""
    token = widget.keep(picture())["token"]
    bodies = ["one", "two", "with a file", "three", "four"]
    posts = [
        Post(
            committed_cast.acme.pk,
            chat.number,
            new_id(),
            body,
            committed_cast.visitor,
            Enclosed(files=(token,) if "file" in body else ()),
        )
        for body in bodies
    ]
    assert all(outcome.is_new for outcome in write(posts))
    with tenant_scope(committed_cast.acme):
        rows = Entry.objects.filter(body__in=bodies).order_by("seq")
        assert list(rows.values_list("body", flat=True)) == bodies


# --- on the wire --------------------------------------------------------------------------------


async def test_both_ends_are_told_with_addresses_of_their_own(
    server, widget, chat, committed_cast, new_id
):
    token = (await sync_to_async(widget.keep)(picture(), "a.png"))["token"]
    async with (
        greeted_visitor(server, committed_cast) as visitor,
        greeted_operator(
            server, committed_cast.omar, open=[{"conversation": chat.number, "after": 4}]
        ) as omar,
    ):
        await visitor.say(type="send", id=str(new_id()), body="", attachments=[token])
        heard = {}
        for name, line in [("visitor", visitor), ("omar", omar)]:
            while name not in heard:
                for entry in (await line.hear("entries"))["entries"]:
                    for file in entry["data"].get("attachments", []):
                        heard[name] = file
        assert heard["visitor"]["url"].partition("?")[0] == heard["omar"]["url"]
        assert "sign=" in heard["visitor"]["url"]
        assert {"name", "type", "size", "width", "height", "url"} < set(heard["omar"])


BAD = [
    "0" * 32,
    ["0" * 31],
    ["0" * 32, "0" * 32],
    [f"{n:032x}" for n in range(6)],
    [None],
    {"a": 1},
    ["../../etc/passwd"],
]


@pytest.mark.parametrize("tokens", BAD)
async def test_a_malformed_list_is_refused(server, committed_cast, new_id, tokens):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say(type="send", id=str(new_id()), body="x", attachments=tokens)
        assert await line.error() == ("bad_frame", "attachments")


async def test_nothing_at_all_is_still_empty(server, committed_cast, new_id):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say(type="send", id=str(new_id()), body=" ", attachments=[])
        assert (await line.error())[0] == "empty"
        await line.say(type="send", id=str(new_id()), body="", attachments=["0" * 32])
        assert (await line.error())[0] == "file_gone"
