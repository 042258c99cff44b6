"""An operator: the company's list, and up to fifty conversations open at once."""

from typing import Any

from .client import Client, Frame
from .pace import Pace
from .summaries import Summaries
from .view import View

MOST_OPEN = 50


class OperatorClient(Client):
    """Signed in by `cookie`, a Cookie header. Keeps the list of conversations that are not closed
    in `summaries`, and a view of each conversation that was opened."""

    def __init__(self, url: str, slug: str, cookie: str, *, pace: Pace | None = None) -> None:
        super().__init__(url, f"/ws/t/{slug}/", headers={"Cookie": cookie}, pace=pace)
        self.summaries = Summaries()
        self.opened: set[int] = set()
        self.me: dict[str, Any] = {}
        self._greeted_with: set[int] = set()
        self._unanswered: set[int] = set()  # opened, and no word of it yet

    # --- out ----------------------------------------------------------------------------------

    def hello(self) -> Frame:
        wanted = [self._wanted(number) for number in sorted(self.opened)]
        self._greeted_with = set(self.opened)
        self._unanswered = set(self.opened)
        return {"type": "hello", "v": 1, "epoch": self.epoch, "open": wanted}

    def _wanted(self, number: int) -> Frame:
        after = self.views[number].after
        return {"conversation": number} | ({} if after is None else {"after": after})

    def naming(self, lane: int) -> Frame:
        return {"conversation": lane}

    def open(self, number: int) -> View:
        """Raises ValueError when fifty are open."""
        if number not in self.opened and len(self.opened) >= MOST_OPEN:
            raise ValueError("fifty conversations are open")
        self.opened.add(number)
        self._unanswered.add(number)
        view = self.views.setdefault(number, View())
        if self.is_online:
            self.transmit({"type": "open"} | self._wanted(number))
        return view

    def leave(self, number: int) -> None:
        """Its view stays as it is."""
        self.opened.discard(number)
        self._unanswered.discard(number)
        self.transmit({"type": "leave", "conversation": number})

    def list(self) -> None:
        """Take the list anew."""
        self.summaries.begin()
        self.transmit({"type": "list", "view": "all"})

    def send(self, number: int, body: str) -> str:
        return self._act("send", number, body=body)

    def note(self, number: int, body: str) -> str:
        return self._act("note", number, body=body)

    def take(self, number: int) -> str:
        return self._act("take", number)

    def release(self, number: int) -> str:
        return self._act("release", number)

    def close(self, number: int) -> str:
        return self._act("close", number)

    def reopen(self, number: int) -> str:
        return self._act("reopen", number)

    def _act(self, kind: str, number: int, **fields: str) -> str:
        return self.post(number, {"type": kind, "conversation": number} | fields)

    def read(self, number: int) -> None:
        self.transmit({"type": "read", "seq": self.views[number].last} | self.naming(number))

    def typing(self, number: int, on: bool) -> None:
        self.transmit({"type": "typing", "on": on} | self.naming(number))

    # --- in -----------------------------------------------------------------------------------

    def on_welcome(self, frame: Frame) -> None:
        if self.epoch not in (None, frame["epoch"]):
            for view in self.views.values():
                view.forget(expects_page=True)
        self.me = frame["me"]
        super().on_welcome(frame)
        for number in self.opened - self._greeted_with:  # opened while we waited for the welcome
            self.transmit({"type": "open"} | self._wanted(number))
        self.list()

    def on_conversation(self, frame: Frame) -> None:
        self.summaries.push(frame["conversation"])
        if "seen" in frame["conversation"]:
            self._unanswered.discard(frame["conversation"]["id"])

    def on_conversations(self, frame: Frame) -> None:
        following = self.summaries.take_page(frame)
        if following is not None:
            self.transmit({"type": "list", "view": "all", "cursor": following})

    def on_read(self, frame: Frame) -> None:
        self.summaries.read(frame)

    def on_seen(self, frame: Frame) -> None:
        self.summaries.seen(frame)

    def on_beat(self, frame: Frame) -> None:
        self.transmit({"type": "beat", "n": frame["n"]})
        for number, head in frame["heads"].items():
            self.heard_head(int(number), head)
        if frame["inbox"] != self.summaries.inbox:
            self.list()

    def ask_again(self) -> None:
        super().ask_again()
        if self.is_online:
            for number in self._unanswered:
                self.transmit({"type": "open"} | self._wanted(number))
            self.list()
