"""A visitor: one conversation, known by a token."""

from typing import Any

from .client import Client, Frame
from .pace import Pace
from .view import View

ONLY = 0  # the lane of the one conversation


class VisitorClient(Client):
    """`state` is the `conversation` object of docs/protocol.md, None before the first message."""

    def __init__(
        self,
        url: str,
        site_key: str,
        *,
        token: str | None = None,
        page: dict[str, str] | None = None,
        locale: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        super().__init__(url, f"/ws/widget/{site_key}/", pace=pace)
        self.token = token
        self.page = page
        self.locale = locale
        self.views[ONLY] = View()
        self.company: dict[str, Any] = {}
        self.state: dict[str, Any] | None = None

    @property
    def view(self) -> View:
        return self.views[ONLY]

    # --- out ----------------------------------------------------------------------------------

    def hello(self) -> Frame:
        optional = {
            "token": self.token,
            "after": self.view.after,
            "page": self.page,
            "locale": self.locale,
        }
        said = {name: value for name, value in optional.items() if value is not None}
        return {"type": "hello", "v": 1, "epoch": self.epoch} | said

    def send(self, body: str, id: str | None = None) -> str:
        return self.post(ONLY, {"type": "send", "body": body} | ({"id": id} if id else {}))

    def read(self) -> None:
        """Everything that is here was shown to a person."""
        self.transmit({"type": "read", "seq": self.view.last})

    def typing(self, on: bool) -> None:
        self.transmit({"type": "typing", "on": on})

    # --- in -----------------------------------------------------------------------------------

    def on_welcome(self, frame: Frame) -> None:
        self.token = frame.get("token", self.token)
        self.company, self.state = frame["company"], frame["conversation"]
        if frame["resume"] == "fresh":
            self.view.forget(expects_page=self.state is not None)
        super().on_welcome(frame)

    def on_conversation(self, frame: Frame) -> None:
        state = frame["conversation"]
        if state.pop("fresh", False):
            self.view.forget(expects_page=False)
        elif self.state:  # pushes may overtake one another
            if state["head"] < self.state["head"]:
                return
            told, held = state["read"], self.state["read"]
            state["read"] = {by: max(seq, held[by]) for by, seq in told.items()}
        self.state = state

    def on_read(self, frame: Frame) -> None:
        if self.state:
            read = self.state["read"]
            read[frame["by"]] = max(read[frame["by"]], frame["seq"])

    def on_beat(self, frame: Frame) -> None:
        self.transmit({"type": "beat", "n": frame["n"]})
        self.heard_head(ONLY, frame["head"])

    def on_error(self, frame: Frame) -> None:
        if frame["code"] == "bad_token" and not self.is_online:
            self.token = None
            self.view.forget(expects_page=False)
            self.transmit(self.hello())
        super().on_error(frame)
