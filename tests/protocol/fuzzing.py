"""Says anything at all to a running server, and sees that it bears it.

A session is a list of messages on one line. After each, the line still answers or was closed with a
code of the page; nothing the server said is unknown to the page or `internal`; its log tells of no
fault; it lives; and people of another company, on the same process, chat on undisturbed.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from . import page
from .ends import End, OperatorEnd, VisitorEnd
from .grammar import Grammar, Message
from .judging import Wrong
from .line import Frame
from .marks import ANOTHERS, FILE, FOREIGN, MINE, OLD_ID, TOKEN, fill, new_id
from .stage import Stage

FAULT = re.compile(r"Traceback|a frame failed|\bERROR\b|\bCRITICAL\b|Unhandled|exception", re.I)
CALM_WITHIN_S = 5.0  # somebody else's message is acknowledged; generous, for a busy machine
FULL = {"visitor": 25, "operator": 120}  # frames after which a line is changed: its bucket


class ServerLog:
    """What a server writes from now on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.at = path.stat().st_size

    def faults(self) -> str:
        """What tells of a mistake of ours, with what follows; empty when there is nothing."""
        with self.path.open(errors="replace") as log:
            log.seek(self.at)
            text = log.read()
        found = FAULT.search(text)
        return text[max(0, found.start() - 300) :][:3000] if found else ""


class Bystanders:
    """A visitor and an operator of another company."""

    def __init__(self, stage: Stage) -> None:
        self.visitor = VisitorEnd(stage, "a bystander")
        self.operator = OperatorEnd(stage, "eve")
        self.number = 0
        self.said: list[str] = []

    async def begin(self) -> None:
        await self.visitor.connect()
        await self.operator.connect()
        await self._say(self.visitor, {})
        await self.operator.say({"type": "list", "view": "all"})
        await self.operator.until(lambda: self.operator.listed)
        self.number = self.operator.listed[0]["id"]
        await self.operator.look_at(self.number)

    async def chat(self) -> None:
        """Raises TimeoutError when it takes too long."""
        await self._say(self.operator, {"conversation": self.number})
        if self.visitor.said < FULL["visitor"]:
            await self._say(self.visitor, {})

    async def _say(self, end: End, to: Frame) -> None:
        self.said.append(new_id())
        lane = to.get("conversation", 0)
        await end.say({"type": "send", "id": self.said[-1], "body": "All well here."} | to)
        await end.until(lambda: end.answers[lane, self.said[-1]], CALM_WITHIN_S)

    async def see_only_their_own(self) -> None:
        head = len(self.said) + 2  # the acknowledgement, and that Eve has it
        entries = await self.operator.catch_up(self.number, head)
        ids = [
            entry["id"] for entry in entries if entry["author"]["kind"] in ("visitor", "operator")
        ]
        if [id for id in ids if id in self.said] != self.said or len(entries) != head:
            raise Wrong(f"another company's chat was disturbed: {entries}")


class Fuzz:
    """`stage` is where strangers are let loose, `elsewhere` the company of the bystanders."""

    def __init__(self, stage: Stage, elsewhere: Stage, log: Path) -> None:
        self.stage = stage
        self.log = ServerLog(log)
        self.bystanders = Bystanders(elsewhere)
        self.ends: dict[str, End] = {}
        self.marks: dict[str, Any] = {}
        self.said: Sequence[Message] = ()  # in the last session

    async def begin(self) -> None:
        """Somebody chats already, so that there is something to break."""
        await self.bystanders.begin()
        mine = await self._conversation(await self._anna())
        self.ends["another visitor"] = VisitorEnd(self.stage, "ben")
        anothers = await self._conversation(self.ends["another visitor"])
        self.marks = {MINE: mine, ANOTHERS: anothers, FOREIGN: self.bystanders.number}
        self.marks |= {TOKEN: self.ends["visitor"].token, OLD_ID: new_id(), FILE: "0" * 32}

    async def _anna(self) -> VisitorEnd:
        self.ends["visitor"] = VisitorEnd(self.stage, "anna")
        self.ends["operator"] = OperatorEnd(self.stage, "sam")
        await self.ends["operator"].connect()
        return self.ends["visitor"]

    async def _conversation(self, visitor: VisitorEnd) -> int:
        await visitor.connect()
        await visitor.say({"type": "send", "id": new_id(), "body": "Hello"})
        await visitor.until(lambda: visitor.views[0].last == 2)
        operator = self.ends["operator"]
        operator.listed = []
        await operator.say({"type": "list", "view": "all"})
        await operator.until(lambda: operator.listed)
        return max(item["id"] for item in operator.listed)

    async def end(self) -> None:
        await self.bystanders.see_only_their_own()
        for end in [*self.ends.values(), self.bystanders.visitor, self.bystanders.operator]:
            await end.cut()

    # --- a session ----------------------------------------------------------------------------

    async def try_seed(self, seed: int) -> Counter[str]:
        """One session; what it was answered with. Raises Wrong."""
        chance = Random(seed)
        who: page.Who = chance.choice(["visitor", "operator"])
        is_known, self.said = chance.random() < 0.85, Grammar(who, seed).session()
        try:
            return await self.session(who, is_known, self.said)
        except Wrong as wrong:
            raise Wrong(f"seed {seed}: {wrong} after {who} said {self.said!r:.4000}") from None

    async def session(
        self, who: page.Who, is_known: bool, messages: Sequence[Message]
    ) -> Counter[str]:
        """`is_known`: hello was said."""
        end = self.ends[who]
        if not is_known or not end.welcome or end.closed_with or end.said > FULL[who]:
            await end.cut()
            await (end.connect() if is_known else end.open())
        end.heard.clear()
        for message in messages:
            await end.say_raw(self._wire(message))
        await self._still_answers(end)
        self._judge_what_was_said(end)
        await self._others_are_well()
        return Counter(frame.get("code", frame["type"]) for frame in end.heard)

    def _wire(self, message: Message) -> str | bytes:
        return json.dumps(fill(message, self.marks)) if isinstance(message, dict) else message

    async def _still_answers(self, end: End) -> None:
        """The frames of a socket are handled in order, so all that came before was handled."""
        asked = new_id()
        await end.say({"type": "are you there", "id": asked})
        try:
            await end.until(lambda: end.closed_with is not None or self._answered(end, asked))
        except TimeoutError:
            raise Wrong(f"{end.name}'s line answers no more") from None
        if end.closed_with is not None and end.closed_with not in page.close_codes():
            raise Wrong(f"closed with {end.closed_with}, which the page does not know")

    def _answered(self, end: End, asked: str) -> bool:
        return any(id == asked for _, id in end.answers)

    def _judge_what_was_said(self, end: End) -> None:
        for frame in end.heard:
            if frame["type"] not in page.received():
                raise Wrong(f"the page does not know {frame['type']!r}")
            if frame["type"] == "error" and frame["code"] not in page.error_codes():
                raise Wrong(f"the page does not know the error {frame['code']!r}")
            if frame["type"] == "error" and frame["code"] in ("internal", "unavailable"):
                raise Wrong(f"a mistake of ours: {frame} {self.log.faults()}")
        if faults := self.log.faults():
            raise Wrong(f"the server's log: {faults}")

    async def _others_are_well(self) -> None:
        try:
            await self.bystanders.chat()
        except TimeoutError:
            raise Wrong("others had to wait") from None
