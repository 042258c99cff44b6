"""One end of a socket of docs/protocol.md: it says what it is told to, well or badly, and keeps
what it hears as a careful client does."""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from chat.client import View

from .stage import Stage

Frame = dict[str, Any]
ONLY = 0  # a visitor's one conversation
WITHIN_S = 20.0
LARGEST = 16 * 1024 * 1024


class End:
    """`answers`: what came for an id of a lane, in order; `heard`: all of it."""

    path: str
    headers: dict[str, str]

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage, self.name = stage, name
        self.views: dict[int, View] = {}
        self.epoch: str | None = None
        self.welcome: Frame = {}
        self.answers: defaultdict[tuple[int, str], list[Frame]] = defaultdict(list)
        self.heard: list[Frame] = []
        self.listed: list[Frame] = []  # the last page of a list
        self.closed_with: int | None = None
        self.said = 0  # frames on this line
        self._socket: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    # --- the line -----------------------------------------------------------------------------

    async def connect(self, **fields: Any) -> Frame:
        """Says hello, with `fields` for what a careful client would say; the welcome."""
        await self.open()
        await self.say(self.hello() | fields)
        await self.until(lambda: self.welcome)
        return self.welcome

    async def open(self) -> None:
        """Connected, and nothing said yet."""
        self.welcome, self.closed_with, self.said = {}, None, 0
        self.answers.clear()
        self.heard.clear()
        self._socket = await connect(
            self.stage.origin.replace("http", "ws", 1) + self.path,
            origin=self.stage.origin,
            additional_headers=self.headers,
            compression=None,
            max_size=LARGEST,
            ping_interval=None,
            close_timeout=1,
        )
        self._hearing = asyncio.create_task(self._hear(self._socket))

    async def _hear(self, socket: ClientConnection) -> None:
        try:
            while True:
                self.take(json.loads(await socket.recv()))
                self._tell()
        except ConnectionClosed as closed:
            self.closed_with = closed.rcvd.code if closed.rcvd else 1006
            self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def say(self, frame: Frame) -> None:
        await self.say_raw(json.dumps(frame))

    async def say_raw(self, text: str | bytes) -> None:
        assert self._socket is not None
        self.said += 1
        with contextlib.suppress(ConnectionClosed):
            await self._socket.send(text)

    async def until(self, condition: Callable[[], Any], within: float = WITHIN_S) -> None:
        """Raises TimeoutError, and AssertionError when the server hung up."""
        async with asyncio.timeout(within):
            while not condition():
                assert self.closed_with is None, f"{self.name} was closed: {self.closed_with}"
                await self._news.wait()

    async def cut(self) -> None:
        """As a network that is gone does it."""
        if self._socket is not None:
            self._socket.transport.abort()
        if self._hearing is not None:
            await self._hearing

    # --- what it hears ------------------------------------------------------------------------

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
