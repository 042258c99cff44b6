"""Every frame of the protocol as every role, as an outsider and as a visitor, over sockets. That a
session that ends closes its sockets is in tests/chat/test_sessions_end.py."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from chat import actions
from chat.models import Conversation, Entry
from chat.sides.operator import OperatorSide
from chat.sides.visitor import VisitorSide
from helpdesk.tenancy import tenant_scope
from tests.wire import greeted_operator, greeted_visitor, operator_line

SECRET = "The parcel holds a golden kazoo"
OPERATORS = {**OperatorSide.frame_types, **OperatorSide.extensions}.keys() - {"hello"}
VISITORS = {**VisitorSide.frame_types, **VisitorSide.extensions}.keys() - {"hello"}

# What each frame is about. A new one has to be put here on purpose.
OF_A_CHAT = set(
    "accept articles block check close context decline department draft history look merge "
    "mood_card note offer_permission open permission priority promise promises release reopen send "
    "snooze sync tag take take_over transfer transfer_accept transfer_cancel transfer_decline "
    "unblock untag wake warn whisper drop_promise keep_promise pass_promise".split()
)
TELLS_NOTHING = {"check_dismiss", "check_heed", "leave", "mentions_seen", "read", "typing"}
ONES_OWN = set(
    "active article desk drop_view list notices pause practice presence save_view search subscribe "
    "test_push unsubscribe".split()
)
FOR_SUPERVISORS = {"open", "take_over", "unblock", "whisper", "save_view", "block"}
OF_WHOEVER_ANSWERS = {"release", "snooze", "offer_permission"}

SOON = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%dT%H:%M:%S.000Z}"
FIELDS = {
    "body": "x", "after": 0, "before": 9, "seq": 1, "on": True, "view": "all", "why": "x",
    "until": SOON, "member": None, "to": {"supervisor": True}, "summary": "x", "tag": "x",
    "priority": "low", "department": None, "with": 1, "for": "forever", "reason": "x",
    "words": "kazoo", "article": 1, "unseen": True, "presence": "online", "what": "x",
    "due_at": SOON, "follow_up": 1, "answer": str(uuid.uuid4()), "draft": 1,
    "text": "kazoo", "closing": False, "canned": None, "rule": "greeting", "how": "fixed",
    "name": "x", "shared": True, "filters": {}, "purposes": ["follow_up"], "url": "https://x",
}  # fmt: skip


@pytest.fixture
def chat(committed_cast, new_id):
    """The number of a conversation of Acme that Sam, the supervisor, answers."""
    with tenant_scope(committed_cast.acme):
        said = actions.post_visitor_message(
            visitor=committed_cast.visitor, client_id=new_id(), body=SECRET
        )
        number = said.entry.conversation_id
        actions.take(conversation_id=number, member=committed_cast.sam, client_id=new_id())
    return number


@pytest.fixture
def untouched(committed_cast, chat):
    """Whatever the test did, Acme's log is as it was."""

    def log():
        with tenant_scope(committed_cast.acme):
            chats = Conversation.objects.values_list("status", "operator", "last_seq", "priority")
            return list(chats), Entry.objects.count()

    before = log()
    yield
    assert log() == before


async def said_to(line, kinds, **fields):
    """What each frame is refused with, by its type (None: it is not); and all that was heard."""
    asked = {str(uuid.uuid4()): kind for kind in sorted(kinds)}
    for number, kind in asked.items():
        await line.say(**FIELDS | fields | {"type": kind, "id": number})
    last = str(uuid.uuid4())
    await line.say(type="sync", conversation=2**53 - 1, after=0, id=last)
    heard, codes = [], dict.fromkeys(kinds)
    while not heard or heard[-1].get("id") != last:
        heard += await line.heard_until("error")
        codes |= {asked[each]: heard[-1]["code"] for each in asked if each == heard[-1].get("id")}
    return codes, str([frame for frame in heard if frame["type"] != "found"])


def test_every_frame_is_looked_at_here():
    assert OPERATORS == OF_A_CHAT | TELLS_NOTHING | ONES_OWN


async def test_a_chat_next_door_does_not_exist(server, committed_cast, chat, untouched):
    async with greeted_operator(server, committed_cast.eve) as line:
        codes, heard = await said_to(line, OF_A_CHAT - {"send"}, conversation=chat)
        assert codes == dict.fromkeys(OF_A_CHAT - {"send"}, "not_found")
        await line.say(type="send", conversation=chat, id=str(uuid.uuid4()), body="x")
        assert (await line.hear("error"))["code"] == "not_found"
        _, quiet = await said_to(line, TELLS_NOTHING | ONES_OWN, conversation=chat)
        assert "golden" not in heard + quiet


@pytest.mark.parametrize("role", ["omar", "tess"])
async def test_what_takes_a_supervisor_is_refused_to_others(
    server, committed_cast, chat, untouched, role
):
    async with greeted_operator(server, getattr(committed_cast, role)) as line:
        codes, _ = await said_to(line, FOR_SUPERVISORS - {"save_view"}, conversation=chat)
        assert codes == dict.fromkeys(FOR_SUPERVISORS - {"save_view"}, "forbidden")
        codes, _ = await said_to(line, OF_WHOEVER_ANSWERS, conversation=chat)
        assert codes == dict.fromkeys(OF_WHOEVER_ANSWERS, "not_yours")


@pytest.mark.parametrize("role", ["ada", "sam"])
async def test_and_to_no_supervisor(server, committed_cast, chat, role):
    async with greeted_operator(server, getattr(committed_cast, role)) as line:
        codes, _ = await said_to(line, FOR_SUPERVISORS, conversation=chat)
        assert "forbidden" not in codes.values()


async def test_a_visitor_speaks_no_operators_frame(server, committed_cast, chat, untouched):
    kinds = sorted(OPERATORS - VISITORS)
    for some in (kinds[::2], kinds[1::2]):  # a visitor's socket takes 40 at once
        async with greeted_visitor(server, committed_cast) as line:
            for kind in some:
                await line.say(**FIELDS | {"type": kind, "conversation": chat})
                assert (await line.hear("error"))["code"] == "unknown_type", kind


async def test_an_operator_speaks_no_visitors_frame(server, committed_cast, chat, untouched):
    async with greeted_operator(server, committed_cast.omar) as line:
        kinds = VISITORS - OPERATORS
        codes, _ = await said_to(line, kinds, conversation=chat)
        assert codes == dict.fromkeys(kinds, "unknown_type")


async def test_nothing_comes_before_hello(server, committed_cast, chat, untouched):
    async with operator_line(server, "acme", committed_cast.sam.cookie) as line:
        for kind in sorted(OPERATORS):
            await line.say(**FIELDS | {"type": kind, "conversation": chat})
            assert (await line.next())["code"] == "hello_first", kind
