"""How a survey comes and goes over the wire."""

import asyncio
import uuid

from django.db import connections

from chat import actions
from feedback.models import Answer, Ask, Rating
from feedback.surveys import versions
from feedback.surveys.versions import Draft
from helpdesk.tenancy import tenant_scope
from tests.door import HELLO, Door
from tests.surveys.conftest import Chat
from tests.wire import greeted_operator, greeted_visitor, visitor_line


def in_acme(cast, work, *args):
    def unit():
        try:
            with tenant_scope(cast.acme):
                return work(*args)
        finally:
            connections.close_all()

    return asyncio.to_thread(unit)


def begun(cast):
    return in_acme(cast, lambda: Chat(cast, uuid.uuid4, visitor=cast.visitor))


def said(kind, survey, **fields):
    return {"type": kind, "id": str(uuid.uuid4()), "survey": survey["id"]} | fields


async def closed_over_the_wire(line, operator, chat):
    await operator.say(type="close", id=str(uuid.uuid4()), conversation=chat.pk)
    return (await line.hear("survey"))["survey"]


async def test_closing_asks_and_a_tap_is_stored_and_acknowledged(committed_cast, server):
    cast = committed_cast
    chat = await begun(cast)
    async with (
        greeted_visitor(server, cast) as line,
        greeted_operator(server, cast.omar) as operator,
        greeted_operator(server, cast.sam) as sam,
    ):
        survey = await closed_over_the_wire(line, operator, chat)
        assert (survey["scale"], survey["score"]) == ("faces", None)
        assert survey["words"]["title"] == "How was this chat?"
        assert survey["questions"][0]["words"] == "How helpful was Omar?"
        tap = said("rate", survey, score=2)
        await line.say(**tap)
        assert (await line.hear("survey"))["survey"]["score"] == 2
        ack = await line.hear("ack")
        assert (ack["id"], ack["seq"]) == (tap["id"], 0)
        alert = await sam.hear("alert")
        assert (alert["step"], alert["conversation"]) == ("low_rating", None)
        effort = survey["questions"][2]["id"]
        await line.say(**said("answer", survey, question=effort, number=6))
        while (told := (await line.hear("survey"))["survey"])["questions"][2]["answer"] != 6:
            pass
        assert told["score"] == 2
    stored = await in_acme(cast, lambda: list(Answer.objects.values_list("number", flat=True)))
    assert stored == [6]


async def test_another_window_and_a_reload_show_the_same(committed_cast, server):
    cast = committed_cast
    chat = await begun(cast)
    ask = await in_acme(cast, chat.closes)
    async with (
        greeted_visitor(server, cast) as line,
        visitor_line(server, cast.acme.site_key) as other,
    ):
        welcome = await other.hello(token=cast.token)
        assert welcome["survey"]["id"] == ask.pk
        await line.say(**said("rate", welcome["survey"], score=5))
        assert (await other.hear("survey"))["survey"]["score"] == 5
        await line.post("One more thing")
        assert (await other.hear("survey"))["survey"] is None


async def test_it_is_asked_in_the_visitors_language(committed_cast, server):
    cast = committed_cast
    own = Draft("text", "other", {"en": "Anything else?", "de": "Noch etwas?"})
    await in_acme(cast, lambda: versions.change(versions.newest(cast.acme), questions=[own]))
    chat = await begun(cast)
    await in_acme(cast, chat.closes)
    for language, words in [("de", "Noch etwas?"), ("fr", "Anything else?")]:
        async with visitor_line(server, cast.acme.site_key) as line:
            survey = (await line.hello(token=cast.token, language=language))["survey"]
            assert survey["questions"][0]["words"] == words


async def test_what_is_wrong_is_refused(committed_cast, server):
    cast = committed_cast
    chat = await begun(cast)
    ask = await in_acme(cast, chat.closes)
    survey = {"id": ask.pk}
    wrong = [
        (said("rate", survey), ("bad_frame", "score")),
        (said("rate", survey, score="5"), ("bad_frame", "score")),
        (said("rate", survey, score=True), ("bad_frame", "score")),
        (said("rate", survey, score=6), ("bad_frame", "score")),
        (said("rate", survey, score=5, open="yes"), ("bad_frame", "open")),
        (said("rate", survey, score=5, contact=1), ("bad_frame", "contact")),
        (said("rate", {"id": ask.pk + 1000}, score=5), ("not_found", None)),
        (said("rate", {"id": "5"}, score=5), ("bad_frame", "survey")),
        (said("rate", survey, score=5) | {"id": "x"}, ("bad_frame", "id")),
        (said("answer", survey, question=1, number=3), ("not_now", None)),
        (said("answer", survey, question=0), ("bad_frame", "question")),
        (said("answer", survey, question=1, text=[]), ("bad_frame", "text")),
        (said("answer", survey, question=1, text="\u202e"), ("bad_text", None)),
        (said("answer", survey, question=1, text="x" * 2001), ("too_long", "text")),
        (said("skip_survey", {"id": 2**53 + 1}), ("bad_frame", "survey")),
    ]
    async with greeted_visitor(server, cast) as line:
        for frame, error in wrong:
            await line.say(**frame)
            assert await line.error() == error, frame
    assert await in_acme(cast, Rating.objects.count) == 0


async def test_strangers_and_who_said_no_hello_rate_nothing(committed_cast, server):
    cast = committed_cast
    chat = await begun(cast)
    ask = await in_acme(cast, chat.closes)
    tap = said("rate", {"id": ask.pk}, score=1)
    async with visitor_line(server, cast.acme.site_key) as line:
        await line.say(**tap)
        assert await line.error() == ("hello_first", None)
        await line.hello()
        await line.say(**tap)
        assert await line.error() == ("not_found", None)
    async with visitor_line(server, cast.globex.site_key) as line:
        await line.hello(token=cast.strangers_token)
        await line.say(**tap)
        assert await line.error() == ("not_found", None)
    assert await in_acme(cast, Rating.objects.count) == 0


async def test_the_same_over_http(committed_cast, server):
    cast = committed_cast
    chat = await begun(cast)
    await in_acme(cast, chat.closes)
    url = f"{server.origin}/widget/{cast.acme.site_key}/frames/"
    door = Door(url, {"Authorization": f"Bearer {cast.token}"})
    [welcome, *_] = await asyncio.to_thread(door.say, HELLO)
    survey = welcome["survey"]
    shown = {"type": "survey_shown", "survey": survey["id"]}
    tap = said("rate", survey, score=4)
    answers = await asyncio.to_thread(door.say, shown, tap, said("skip_survey", survey))
    assert [frame["type"] for frame in answers] == ["survey", "ack", "survey", "ack"]
    ask = await in_acme(cast, Ask.objects.get)
    assert ask.shown_at is not None and ask.skipped_at is None  # rated already


async def test_an_operator_has_no_such_frames(committed_cast, server):
    async with greeted_operator(server, committed_cast.omar) as line:
        await line.say(type="rate", id=str(uuid.uuid4()), survey=1, score=5)
        assert await line.error() == ("unknown_type", None)


async def test_reopening_by_an_operator_ends_it(committed_cast, server):
    cast = committed_cast
    chat = await begun(cast)
    await in_acme(cast, chat.closes)
    async with greeted_visitor(server, cast) as line:
        await in_acme(
            cast,
            lambda: actions.reopen(
                member=cast.omar, conversation_id=chat.pk, client_id=uuid.uuid4()
            ),
        )
        assert (await line.hear("survey"))["survey"] is None
