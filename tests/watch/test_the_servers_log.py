"""What a running web process logs: requests and sockets, and none of what is said on them."""

import json
import uuid
from typing import Any

import httpx

from helpdesk.services.web import Web
from tests.wire import greeted_operator, greeted_visitor


def lines_of(server: Any, logger: str) -> list[dict[str, Any]]:
    text = server.log.read_text(errors="replace").splitlines()
    found = [json.loads(line) for line in text if line.startswith("{")]
    return [line for line in found if line["logger"] == logger]


async def test_each_request_has_an_id_that_is_answered_and_logged(server):
    async with httpx.AsyncClient(base_url=server.origin) as client:
        named = await client.get("/healthz", headers={"X-Request-ID": "of-the-proxy-1"})
        others = [
            await client.get("/healthz", headers={"X-Request-ID": bad}) for bad in ("", "a b")
        ]
    ids = [answer.headers["X-Request-ID"] for answer in (named, *others)]
    assert ids[0] == "of-the-proxy-1"
    assert len(set(ids)) == 3 and all(len(new) == 32 for new in ids[1:])
    logged = {line["request_id"]: line for line in lines_of(server, "helpdesk.request")}
    line = logged["of-the-proxy-1"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "healthz", 200)


async def test_a_socket_is_logged_with_its_company(server, committed_cast):
    async with greeted_visitor(server, committed_cast):
        opened = lines_of(server, "helpdesk.socket")[-1]
    assert (opened["message"], opened["side"]) == ("opened", "visitor")
    assert opened["tenant_id"] == committed_cast.acme.pk


def test_the_server_keeps_no_list_of_addresses_of_its_own():
    assert Web().parser.get_default("verbosity") == 0


async def test_a_whole_chat_leaves_none_of_its_words_in_the_servers_log(server, committed_cast):
    said = [f"kazoo-{uuid.uuid4()}" for _ in range(4)]
    async with (
        greeted_visitor(server, committed_cast) as visitor,
        greeted_operator(server, committed_cast.omar) as omar,
    ):
        await visitor.say(type="typing", text=said[0])
        await visitor.post(said[1])
        await omar.say(type="list", view="all")
        number = (await omar.hear("conversation"))["conversation"]["id"]
        await omar.say(type="note", id=str(uuid.uuid4()), conversation=number, body=said[2])
        await omar.say(type="send", id=str(uuid.uuid4()), conversation=number, body=said[3])
        await omar.say(type=f"{said[0]}")
    text = server.log.read_text(errors="replace")
    assert [words for words in said if words in text] == []
