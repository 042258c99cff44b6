"""What a visitor's and an operator's client have in common: outbox, views, beats."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Self

from .line import UNSUPPORTED, Address, Line
from .outbox import Outbox
from .pace import Pace
from .view import Entry, View

Frame = dict[str, Any]


class Refused(ConnectionError):
    """The close code or HTTP status that said not to come back."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with {code}")
        self.code = code


class Client:
    """`async with client:` keeps it connected. `views` holds what it shows, by conversation.

    `transmit` and `receive` are every frame's way out and in; tests override them to lose, double
    and delay.
    """

    def __init__(
        self, url: str, path: str, *, headers: Mapping[str, str] | None = None, pace: Pace | None
    ) -> None:
        self.pace = pace or Pace()
        self.line = Line(Address(url, path, headers or {}), self.pace, self._opened, self._received)
        self.outbox = Outbox(self.pace)
        self.views: dict[int, View] = {}
        self.epoch: str | None = None
        self.limits: dict[str, float] = {}
        self.welcomes = 0  # how often it connected
        self.errors: list[Frame] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._news = asyncio.Event()
        self._to_send = asyncio.Event()
        self._awaited: dict[str, asyncio.Future[Entry]] = {}

    # --- life ---------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.create_task(self.line.run()), asyncio.create_task(self._post())]
        for task in self._tasks:
            task.add_done_callback(lambda _: self._tell())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks)

    @property
    def is_online(self) -> bool:
        return self.line.is_greeted

    async def until(self, condition: Callable[[], Any], timeout: float = 30.0) -> None:
        """Waits for something that a frame brings about.

        Raises TimeoutError, or Refused when the server has said not to come back."""
        async with asyncio.timeout(timeout):
            while not condition():
                self._raise_why_it_ended()
                await self._news.wait()

    def _raise_why_it_ended(self) -> None:
        for task in self._tasks:
            if task.done():
                task.result()
        if self.line.refused is not None:
            raise Refused(self.line.refused)

    async def shown(self, id: str) -> Entry:
        """Waits until the entry of this id is in a view."""
        for view in self.views.values():
            if id in view.shown_at:
                return next(entry for entry in view.entries if entry["id"] == id)
        future = self._awaited.setdefault(id, asyncio.get_running_loop().create_future())
        return await asyncio.shield(future)

    # --- out ----------------------------------------------------------------------------------

    def hello(self) -> Frame:
        raise NotImplementedError

    def transmit(self, frame: Frame) -> None:
        self.line.send(frame)

    def post(self, lane: int, frame: Frame) -> str:
        """Into the outbox; the frame's id. It is sent until the server has answered."""
        frame.setdefault("id", str(uuid.uuid4()))
        self.outbox.add(lane, frame)
        self._to_send.set()
        return frame["id"]

    async def _post(self) -> None:
        while True:
            if self.is_online:
                for frame in self.outbox.take_due():
                    self.transmit(frame)
            due = self.outbox.next_due() if self.is_online else None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if due is None else due - time.monotonic()):
                    await self._to_send.wait()
            self._to_send.clear()

    def sync(self, lane: int, view: View) -> None:
        """Ask for what is missing, unless that was asked a moment ago."""
        after, at = view.asked
        if after == view.last and time.monotonic() - at < self.pace.sync_again:
            return
        view.asked = (view.last, time.monotonic())
        self.transmit({"type": "sync", "after": view.last} | self.naming(lane))

    def naming(self, lane: int) -> Frame:
        """The conversation's number, where there are several."""
        return {}

    # --- in -----------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.transmit(self.hello())

    def _received(self, frame: Frame) -> None:
        self.receive(frame)
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def receive(self, frame: Frame) -> None:
        handle = getattr(self, f"on_{frame['type']}", None)
        if handle is not None:
            handle(frame)

    def on_welcome(self, frame: Frame) -> None:
        self.epoch, self.limits = frame["epoch"], frame["limits"]
        self.line.is_greeted = True
        self.welcomes += 1
        self.outbox.line_is_new()
        self._to_send.set()

    def on_ack(self, frame: Frame) -> None:
        self.outbox.confirm(frame["id"], frame["seq"])
        self._to_send.set()

    def on_entries(self, frame: Frame) -> None:
        lane = frame.get("conversation", 0)
        view = self.views.get(lane)
        if view is None:
            return
        added, has_gap = view.apply(frame)
        for entry in added:
            self.on_entry(lane, entry)
        if has_gap:
            self.sync(lane, view)
        elif added and view.entries[0] is added[0] and view.first > 1:
            self.transmit({"type": "history", "before": view.first} | self.naming(lane))

    def on_entry(self, lane: int, entry: Entry) -> None:
        """A new line of the log, shown."""
        self.outbox.confirm(entry["id"], entry["seq"])
        self._to_send.set()
        if (future := self._awaited.pop(entry["id"], None)) and not future.done():
            future.set_result(entry)

    def on_error(self, frame: Frame) -> None:
        self.errors.append(frame)
        if frame["code"] == "unsupported_version":
            self.line.refuse(UNSUPPORTED)
        if "id" in frame:
            self.outbox.refuse(frame)
            self._to_send.set()
        elif frame["retry"]:
            pause = frame.get("retry_after", self.pace.backoff(0))
            asyncio.get_running_loop().call_later(pause, self.ask_again)

    def ask_again(self) -> None:
        """A question of ours was refused for the moment; we are not told which."""
        if not self.is_online:
            self.line.cut()  # it was the hello
            return
        for lane, view in self.views.items():
            if view.is_behind:
                view.asked = (-1, 0.0)
                self.sync(lane, view)

    def heard_head(self, lane: int, head: int) -> None:
        """A beat names the head of a log: a lost last entry leaves no gap."""
        view = self.views.get(lane)
        if view is not None and not view.expects_page:
            view.head = max(view.head, head)
            if view.is_behind:
                self.sync(lane, view)
