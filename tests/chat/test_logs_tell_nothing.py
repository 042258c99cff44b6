"""Nothing that reveals a message is written into a log."""

import json
import logging
import uuid

from chat.sides.base import Side
from tests.wire import greeted_visitor

ID = "0190aa6e-5c3b-7a2e-9d41-0123456789ab"


async def test_nothing_of_a_message_is_in_the_servers_log(server, committed_cast):
    secret = f"kazoo-{uuid.uuid4()}"
    async with greeted_visitor(server, committed_cast) as line:
        await line.post(secret)
        for broken in (f'{{"body": "{secret}"', f'{{"type": "{secret}"}}', f"{secret}\u202e"):
            await line.say_raw(broken)
            await line.hear("error")
        await line.say(type="send", id=ID, body=f"{secret}\u202e")
        assert (await line.hear("error"))["code"] == "bad_text"
    assert secret not in server.log.read_text(errors="replace")


class Answers:
    def __init__(self):
        self.frames = []

    def reply(self, frame):
        self.frames.append(json.loads(json.dumps(frame)))


async def test_a_mistake_of_ours_is_logged_without_the_text_it_quotes(caplog):
    class Mistaken(Side):
        frame_types = {"send": "send"}

        async def send(self, frame):
            raise RuntimeError(f"cannot store {frame['body']}")

    line = Answers()
    side = Mistaken(None, line)
    side.is_greeted = True
    with caplog.at_level(logging.DEBUG):
        await side.handle({"type": "send", "id": ID, "body": "golden kazoo"})
    assert [(f["code"], f["id"], f["retry"]) for f in line.frames] == [("internal", ID, True)]
    assert "RuntimeError" in caplog.text
    assert "kazoo" not in caplog.text
