"""Opening the inbox asks the database the same few questions, however many chats there are."""

import psycopg
import pytest

from bench.console import Console
from bench.counting import counted
from bench.inbox import DOCS, STEPS
from bench.inbox_data import COMMON, RARE, fill
from chat import runtime

FEW, MANY = 50, 2_000
MOST_QUERIES = 12


@pytest.fixture
async def nothing_else(monkeypatch):
    """Beats and watches of this process ask questions of their own, at their own times."""
    for name in ("BEAT_EVERY", "WATCH_EVERY", "CLOCK_EVERY"):
        monkeypatch.setattr(runtime, name, 3600.0)
    yield
    await runtime.runtime().close()


@pytest.fixture
def consoles(committed_cast, owner_url):
    """Of a company with few chats, and of one with many."""
    cast = committed_cast
    fill([cast.omar, cast.ada], FEW)
    with psycopg.connect(owner_url) as owner:  # else many are filled in by a plan for none
        owner.execute("ANALYZE chat_conversation, chat_entry")
    fill([cast.eve], MANY)
    return [Console("acme", cast.omar.cookie), Console("globex", cast.eve.cookie)]


async def opened(console):
    await console.fetch_page()
    await console.connect()
    return await console.list()


async def queries(work, *args, **more):
    with counted() as statements:
        result = await work(*args, **more)
    return result, [" ".join(statement.split())[:120] for statement in statements]


async def test_it_opens_with_few_questions(nothing_else, consoles):
    """The page, signing in on the socket, who works here, counts, canned replies, the list."""
    asked = []
    for console in consoles:
        await opened(console)  # whoever comes online is told to everybody, once
        await console.close()
        shown, statements = await queries(opened, console)
        assert len(shown["items"]) > 20
        assert len(statements) <= MOST_QUERIES, statements
        asked.append(len(statements))
        await console.close()
    assert asked[0] == asked[1]


FRAMES = [
    ("desk", {"type": "desk"}),
    ("conversations", {"type": "list", "view": "mine"}),
    ("conversations", {"type": "list", "view": "waiting"}),
    ("conversations", {"type": "list", "view": "closed"}),
    ("found", {"type": "search", "words": RARE}),
    ("found", {"type": "search", "words": COMMON}),
    ("found", {"type": "search", "filters": {"status": "closed"}}),
]


async def test_nor_does_anything_in_it_ask_more_of_a_large_company(nothing_else, consoles):
    asked = []
    for console in consoles:
        await console.connect()
        for answer, frame in (FRAMES[-1], FRAMES[0]):  # that somebody is at work is written down
            await console.ask(answer, **frame)
        told = [await queries(console.ask, answer, **frame) for answer, frame in FRAMES]
        asked.append([len(statements) for _, statements in told])
        await console.close()
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 8


async def test_a_page_further_is_no_dearer_than_the_first(nothing_else, consoles):
    _, large = consoles
    await large.connect()
    first, statements = await queries(large.list)
    second, more = await queries(large.list, cursor=first["next"])
    assert not {row["id"] for row in first["items"]} & {row["id"] for row in second["items"]}
    assert len(more) <= len(statements) + 1
    await large.close()


def test_the_page_has_the_table_and_the_command():
    text = DOCS.read_text()
    assert "make bench-inbox" in text
    assert all(f"| {words} |" in text for words in STEPS.values())
