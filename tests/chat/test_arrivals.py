"""What is told to everybody alike is read once for many who ask, and never before they asked."""

import asyncio

from chat.arrivals import Together


class Book:
    """What is written in it changes; reading takes until the page is turned."""

    def __init__(self):
        self.text, self.readings = "first", 0
        self.turned = asyncio.Event()

    async def read(self, key):
        self.readings += 1
        found = f"{key}: {self.text}"
        await self.turned.wait()
        return found


async def asking(together, *keys):
    tasks = [asyncio.ensure_future(together.ask(key)) for key in keys]
    await asyncio.sleep(0)  # they have asked
    await asyncio.sleep(0)  # and a reading has begun, where none was under way
    return tasks


async def test_who_asks_at_the_same_time_is_told_by_one_reading():
    book = Book()
    tasks = await asking(Together(book.read), *"aaab")
    book.turned.set()
    assert await asyncio.gather(*tasks) == ["a: first"] * 3 + ["b: first"]
    assert book.readings == 2


async def test_who_asks_during_a_reading_is_told_what_was_written_after_it_began():
    book = Book()
    together = Together(book.read)
    early = await asking(together, "a")
    book.text = "second"
    late = await asking(together, "a", "a")
    book.turned.set()
    assert await asyncio.gather(*early, *late) == ["a: first", "a: second", "a: second"]
    assert book.readings == 2


async def test_whoever_goes_away_takes_nothing_from_the_others():
    book = Book()
    gone, stays = await asking(Together(book.read), "a", "a")
    gone.cancel()
    book.turned.set()
    assert await stays == "a: first"


async def test_what_goes_wrong_is_told_to_all_who_asked_and_the_next_one_tries_anew():
    answers = [OSError("away"), "back"]

    async def read(key):
        await asyncio.sleep(0)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    together = Together(read)
    failed = await asyncio.gather(together.ask("a"), together.ask("a"), return_exceptions=True)
    assert [str(error) for error in failed] == ["away", "away"]
    assert await together.ask("a") == "back"
