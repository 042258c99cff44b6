"""One step on real sockets: everything is sent without waiting, then what the server stored and
answered is judged."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .ends import ONLY, End, OperatorEnd, VisitorEnd
from .judging import Conversation, Wrong, shown
from .line import Frame
from .model import Act
from .stage import Stage, Stored, newest, stored_since

VISITORS = {"anna": ("anna", "anna's other tab"), "ben": ("ben",)}  # and their tabs
OPERATORS = ("omar", "sam")
WHOSE = {tab: visitor for visitor, tabs in VISITORS.items() for tab in tabs}
ENDS = [*WHOSE, *OPERATORS]
ROOM = 25  # frames; a visitor's bucket holds 40


@dataclass(frozen=True)
class Sent:
    """By which end, what, into whose conversation; `lane`: its number, as that end says it."""

    end: End
    act: Act
    whose: str
    lane: int

    @property
    def answers(self) -> list[Frame]:
        return self.end.answers[self.lane, self.act.id]

    @property
    def frame(self) -> Frame:
        frame: Frame = {"type": self.act.verb, "id": self.act.id}
        if self.act.verb in ("send", "note"):
            frame["body"] = f"{self.act.verb} by {self.end.name}"
        return frame | self.end.naming(self.lane)


class Play:
    """The people, their lines, and what their conversations may be like by now."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.database = stage.connect()
        self.since = newest(self.database)
        self.chats = {name: Conversation() for name in VISITORS}
        self.ends: dict[str, Any] = {}

    async def begin(self) -> None:
        for tabs in VISITORS.values():
            token = None
            for name in tabs:
                self.ends[name] = VisitorEnd(self.stage, name, token)
                await self.ends[name].connect()
                token = self.ends[name].token
        for name in OPERATORS:
            self.ends[name] = OperatorEnd(self.stage, name)
            await self.ends[name].connect()

    async def end(self) -> None:
        for end in self.ends.values():
            await end.cut()
        self.database.close()

    def sent(self, deed: tuple[str, str, str], id: str = "") -> Sent:
        """Visitors write into their own conversation, and to begin with that is all there is."""
        who, verb, whose = deed
        if who in WHOSE:
            whose, verb = WHOSE[who], "send"
        if who in OPERATORS and self.chats[whose].number is None:
            who, verb = VISITORS[whose][0], "send"
        end = self.ends[who]
        is_operator = isinstance(end, OperatorEnd)
        act = Act(id or str(uuid.uuid4()), verb, end.member if is_operator else None)
        return Sent(end, act, whose, (self.chats[whose].number or ONLY) if is_operator else ONLY)

    # --- a step -------------------------------------------------------------------------------

    async def play(self, sent: Sequence[Sent]) -> None:
        first = await self._say(sent)
        await self._judge(sent)
        self._check_orders(first)

    async def break_lines(self, sent: Sequence[Sent]) -> None:
        """Nobody hears an answer; they come back and send it again, as an outbox does."""
        first = await self._say(sent)
        for end in {item.end.name: item.end for item in sent}.values():
            await end.cut()
            await end.connect()
        await self.play(sent)
        self._check_orders(first, unheard=True)

    async def _say(self, sent: Sequence[Sent]) -> list[Sent]:
        """Those among them that were never sent before."""
        await self._make_room([item.end for item in sent])
        first = [item for item in sent if item.act.id not in self.chats[item.whose].acts]
        for whose, chat in self.chats.items():
            chat.begin(item.act for item in sent if item.whose == whose)
        for item in sent:
            item.answers.clear()
        for item in sent:
            await item.end.say(item.frame)
        return first

    async def _judge(self, sent: Sequence[Sent]) -> None:
        for item in sent:
            wanted = sum(other.answers is item.answers for other in sent)
            await item.end.until(lambda item=item, wanted=wanted: len(item.answers) >= wanted)
        await self._follow()
        for item in dict.fromkeys(sent):
            for answer in item.answers:
                chat = self.chats[item.whose]
                if answer["type"] == "ack":
                    chat.check_ack(item.act, answer["seq"])
                else:
                    chat.check_refusal(item.act, answer["code"])

    async def _follow(self) -> None:
        for stored in self.stored():
            self.chat_of(stored).follow(stored)
        for chat in self.chats.values():
            for name in OPERATORS:
                if chat.number is not None and chat.number not in self.ends[name].views:
                    await self.ends[name].look_at(chat.number)

    def stored(self) -> list[Stored]:
        return stored_since(self.database, self.since)

    def chat_of(self, stored: Stored) -> Conversation:
        first = stored.rows[0].line.id
        for chat in self.chats.values():
            if chat.number == stored.number or (chat.number is None and first in chat.acts):
                return chat
        raise Wrong(f"nobody began conversation {stored.number} with {first}")

    def _check_orders(self, first: Sequence[Sent], *, unheard: bool = False) -> None:
        lines = {(item.end.name, item.whose) for item in first}
        for name, whose in lines:
            acts = [item.act for item in first if (item.end.name, item.whose) == (name, whose)]
            self.chats[whose].check_order(list(dict.fromkeys(acts)), unheard=unheard)

    async def _make_room(self, ends: Sequence[End]) -> None:
        """A new line where the old one's bucket may run dry: how that is answered has a test of its
        own, and here every frame is to be looked at."""
        for end in {end.name: end for end in ends}.values():
            if end.said > ROOM and isinstance(end, VisitorEnd):
                await end.cut()
                await end.connect()

    # --- what is seen -------------------------------------------------------------------------

    async def come_back(self, end: End, after: int | None, epoch: str | None) -> None:
        """With a place in the log that may or may not fit."""
        await end.cut()
        for view in end.views.values():
            keep_up_to(view, after)
        if isinstance(end, VisitorEnd):
            welcome = await end.connect(epoch=epoch, after=after)
            head = (welcome["conversation"] or {"head": 0})["head"]
            fits = after is not None and after <= head and epoch in (None, welcome["epoch"])
            if welcome["resume"] != ("after" if fits else "fresh"):
                raise Wrong(f"{end.name} came back with {after} and {epoch}: {welcome['resume']}")
        else:
            await end.connect(epoch=epoch)
        await self.read(end)

    async def read(self, end: End) -> None:
        """What this end shows, once it asked for what it has missed, is the log."""
        await self._make_room([end])
        is_visitor = isinstance(end, VisitorEnd)
        for stored in self.stored():
            chat = self.chat_of(stored)
            if is_visitor and chat is not self.chats[WHOSE[end.name]]:
                continue
            lane = ONLY if is_visitor else stored.number
            expected = chat.expected_view(stored, is_visitor=is_visitor)
            entries = await end.catch_up(lane, len(expected))
            if shown(entries) != expected or end.views[lane].doubled:
                raise Wrong(f"{end.name} sees {shown(entries)} instead of {expected}")

    async def all_see_the_same(self) -> None:
        """By what they were told and asked; and again from the beginning, one of each side."""
        for end in self.ends.values():
            await self.read(end)
        for name in (ENDS[0], OPERATORS[0]):
            await self.come_back(self.ends[name], None, None)


def keep_up_to(view: Any, after: int | None) -> None:
    """Forget what comes later; all of it where there is no place to go on from."""
    kept = [entry for entry in view.entries if after is not None and entry["seq"] <= after]
    view.forget(expects_page=after is None)
    view.entries.extend(kept)
    view.shown_at.update((entry["id"], 0.0) for entry in kept)
