import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db import InterfaceError, OperationalError

from chat import frames, units
from chat.actions import Refused
from chat.attachments.types import MOST_BYTES
from chat.enclosed import MOST_FILES
from chat.frames import BadFrame, error_frame
from chat.log import Appended
from chat.posts import Post
from chat.reading import PAGE, LogPage, entries_after
from chat.render import Side as Reader
from chat.render import instant
from chat.runtime import runtime
from tenants.models import Tenant

from .order import Lane, Order, comes_again

logger = logging.getLogger(__name__)

SOON = {"type": "soon"}
MOST_PAGES = 5  # answered to one frame where nothing can be pushed later


class Line(Protocol):
    """Where answers go. `is_live`: pushes can follow."""

    is_live: bool

    def is_gone(self) -> bool:
        """Nobody waits for an answer any more."""

    def reply(self, frame: dict[str, Any]) -> None: ...

    async def join(self, group: str) -> None: ...

    def leave(self, group: str) -> None: ...

    def hold(self) -> None:
        """Keep pushes back until `let_go`, while the log is being read."""

    def let_go(self) -> None: ...

    async def room(self) -> None:
        """Waits while the other end is far behind in reading."""

    def later(self, work: Awaitable[None]) -> Awaitable[None]:
        """Live: goes on in the background, so that frames are read meanwhile. Else: now."""


class Side:
    reader: ClassVar[Reader]
    frame_types: ClassVar[dict[str, str]]  # type -> method
    extensions: ClassVar[dict[str, Callable[[Any, dict[str, Any]], Awaitable[None]]]] = {}
    """What other apps answer: type -> `async def answer(side, frame)`; they add to it on start."""
    introductions: ClassVar[list[Callable[[Any], dict[str, Any]]]] = []
    """What other apps put into `welcome`: each is called inside the company's scope."""
    rate: ClassVar[float]
    burst: ClassVar[int]

    def __init__(self, tenant: Tenant, line: Line) -> None:
        self.tenant = tenant
        self.line = line
        self.is_greeted = False
        self.order = Order()

    @property
    def limits(self) -> dict[str, float]:
        return {
            "body": frames.MAX_BODY,
            "frame": frames.MAX_FRAME,
            "rate": self.rate,
            "burst": self.burst,
            "page": PAGE,
            "attachments": MOST_FILES,
            "file": MOST_BYTES,
        }

    async def handle(self, frame: dict[str, Any]) -> None:
        """Reads one frame and answers it. Never raises for what the other end did."""
        await self.answering(frame, partial(self._dispatch, frame.get("type"), frame))

    async def _dispatch(self, kind: Any, frame: dict[str, Any]) -> None:
        name = kind if isinstance(kind, str) else ""
        if name not in self.frame_types and name not in self.extensions:
            raise BadFrame("unknown_type")
        if not self.is_greeted and name != "hello":
            raise BadFrame("hello_first")
        if name in self.extensions:
            await self.extensions[name](self, frame)
        else:
            await getattr(self, self.frame_types[name])(frame)

    def introduced(self) -> dict[str, Any]:
        return {key: value for tell in self.introductions for key, value in tell(self).items()}

    async def answering(self, frame: dict[str, Any], work: Callable[[], Awaitable[None]]) -> None:
        """Does the work and turns what goes wrong into an error frame for `frame`."""
        try:
            await work()
        except Exception as error:
            self.refuse(error, frame)

    def refuse(self, error: BaseException, frame: dict[str, Any]) -> None:
        about = {"id": frames.sender_id(frame), "conversation": self.lane(frame)}
        if about["id"]:
            self._note_refusal(frame, again=comes_again(error))
        if isinstance(error, BadFrame | Refused):
            about |= getattr(error, "details", {})
            self.line.reply(error_frame(error.code, field=error.field, **about))
        elif isinstance(error, OperationalError | InterfaceError):
            self.line.reply(error_frame("unavailable", **about))
        else:
            whose = {"conversation_id": about["conversation"], "fault": error}
            logger.error("a frame failed: %s", type(error).__name__, extra=whose)
            self.line.reply(error_frame("internal", **about))

    async def in_tenant(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await units.in_tenant(self.tenant.pk, work, *args, **kwargs)

    # --- Sending: handed to the writer; acknowledged when it says that it is committed --------

    async def post(self, frame: dict[str, Any], post: Post) -> None:
        lane = self.lane(frame)
        self.order.require_turn(lane, post.client_id)
        future = runtime().writer.submit(post)
        self.order.sent(lane, post.client_id, future)
        if self.line.is_live:
            future.add_done_callback(partial(self._posted, frame))
        else:
            await asyncio.wait([future])
            self._posted(frame, future)

    def _posted(self, frame: dict[str, Any], future: "asyncio.Future[Appended]") -> None:
        if future.cancelled():
            return
        if error := future.exception():
            self.refuse(error, frame)
        else:
            self.order.stored(self.lane(frame), future.result().entry.client_id)
            self.acknowledge(future.result())

    def acknowledge(self, appended: Appended) -> None:
        seq = appended.public_seq if self.reader == "visitor" else appended.seq
        ack = {
            "type": "ack",
            "id": str(appended.entry.client_id),
            "seq": seq,
            "at": instant(appended.at),
        }
        self.line.reply(ack | self.naming(appended.entry.conversation_id))

    def lane(self, frame: dict[str, Any]) -> Lane:
        """What keeps its order in itself: a conversation."""
        return None

    def turned_away(self, frame: dict[str, Any]) -> None:
        """A frame that was not even read: too many came."""
        if frames.sender_id(frame):
            self._note_refusal(frame, again=True)

    def _note_refusal(self, frame: dict[str, Any], *, again: bool) -> None:
        self.order.refused(self.lane(frame), UUID(frame["id"]), again=again)

    # --- Reading the log ----------------------------------------------------------------------

    def naming(self, conversation_id: int) -> dict[str, int]:
        """The conversation's number, for those who have several."""
        return {"conversation": conversation_id} if self.reader == "operator" else {}

    def send_page(self, conversation_id: int, page: LogPage, *, earlier: bool = False) -> None:
        frame = {
            "type": "entries",
            "entries": page.entries,
            "head": page.head,
            "more": page.more,
            "earlier": earlier,
        }
        self.line.reply(frame | self.naming(conversation_id))

    async def catch_up(self, conversation_id: int, after: int) -> None:
        """Pages of everything after `after`, until there is nothing more."""
        pages = 0
        while True:
            page = await self.in_tenant(entries_after, conversation_id, after, self.reader)
            await self.line.room()
            self.send_page(conversation_id, page)
            pages += 1
            if not page.more or (not self.line.is_live and pages == MOST_PAGES):
                return
            after = page.entries[-1]["seq"]
