"""One end of a socket of docs/protocol.md: it keeps what it hears as a careful client does."""

import asyncio
from collections import defaultdict
from typing import Any

from chat.client import View

from .line import Frame, Line
from .stage import Stage

ONLY = 0  # a visitor's one conversation


class End(Line):
    """`answers`: what came for an id of a lane, in order; `heard`: all of it."""

    def __init__(self, stage: Stage, name: str) -> None:
        super().__init__(stage.origin, name)
        self.views: dict[int, View] = {}
        self.epoch: str | None = None
        self.welcome: Frame = {}
        self.answers: defaultdict[tuple[int, str], list[Frame]] = defaultdict(list)
        self.heard: list[Frame] = []
        self.listed: list[Frame] = []  # the last page of a list

    async def connect(self, **fields: Any) -> Frame:
        """Says hello, with `fields` for what a careful client would say; the welcome."""
        await self.open()
        await self.say(self.hello() | fields)
        await self.until(lambda: self.welcome)
        return self.welcome

    async def open(self) -> None:
        self.welcome = {}
        self.answers.clear()
        self.heard.clear()
        await super().open()

    def hello(self) -> Frame:
        return {"type": "hello", "v": 1, "epoch": self.epoch}

    def take(self, frame: Frame) -> None:
        self.heard.append(frame)
        match frame["type"]:
            case "welcome":
                self.welcomed(frame)
                self.welcome, self.epoch = frame, frame["epoch"]
            case "ack" | "error" if "id" in frame:
                self.answers[frame.get("conversation", ONLY), frame["id"]].append(frame)
            case "entries":
                self._apply(frame.get("conversation", ONLY), frame)
            case "conversation":
                self.told(frame["conversation"])
            case "conversations":
                self.listed = frame["items"]
            case "beat":
                self._later({"type": "beat", "n": frame["n"]})

    def welcomed(self, frame: Frame) -> None: ...

    def told(self, conversation: Frame) -> None: ...

    def _apply(self, lane: int, frame: Frame) -> None:
        view = self.views.get(lane)
        if view is None:
            return
        added, has_gap = view.apply(frame)
        if has_gap:
            self._later({"type": "sync", "after": view.last} | self.naming(lane))
        elif added and view.entries[0] is added[0] and view.first > 1:
            self._later({"type": "history", "before": view.first} | self.naming(lane))

    def _later(self, frame: Frame) -> None:
        asyncio.get_running_loop().create_task(self.say(frame))

    def naming(self, lane: int) -> Frame:
        return {}

    async def catch_up(self, lane: int, head: int) -> list[Frame]:
        """Everything up to `head`, asked for; what it shows then."""
        view = self.views[lane]
        await self.say({"type": "sync", "after": view.last} | self.naming(lane))
        await self.until(lambda: view.last >= head and view.first <= 1)
        return view.entries


class VisitorEnd(End):
    def __init__(self, stage: Stage, name: str, token: str | None = None) -> None:
        super().__init__(stage, name)
        self.path, self.headers = f"/ws/widget/{stage.site_key}/", {}
        self.token = token
        self.views[ONLY] = View()

    def hello(self) -> Frame:
        fields = {"token": self.token, "after": self.views[ONLY].after}
        return super().hello() | {key: value for key, value in fields.items() if value is not None}

    def welcomed(self, frame: Frame) -> None:
        self.token = frame.get("token", self.token)
        if frame["resume"] == "fresh":
            self.views[ONLY].forget(expects_page=frame["conversation"] is not None)

    def told(self, conversation: Frame) -> None:
        if conversation.get("fresh"):
            self.views[ONLY].forget(expects_page=False)


class OperatorEnd(End):
    """`name` is who it is; opens every conversation it looks at again by itself."""

    def __init__(self, stage: Stage, name: str) -> None:
        super().__init__(stage, name)
        self.path = f"/ws/t/{stage.slug}/"
        self.headers = {"Cookie": stage.cookies[name]}
        self.member = stage.members[name]

    def hello(self) -> Frame:
        wanted = [self._wanted(number) for number in self.views]
        return super().hello() | {"open": wanted}

    def _wanted(self, number: int) -> Frame:
        after = self.views[number].after
        return {"conversation": number} | ({} if after is None else {"after": after})

    def welcomed(self, frame: Frame) -> None:
        if self.epoch not in (None, frame["epoch"]):
            for view in self.views.values():
                view.forget(expects_page=True)

    def naming(self, lane: int) -> Frame:
        return {"conversation": lane}

    async def look_at(self, number: int) -> None:
        self.views.setdefault(number, View())
        await self.say({"type": "open"} | self._wanted(number))
