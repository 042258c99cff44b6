from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from chat import actions, enclosed, fanout, frames
from chat.actions import Refused
from chat.actions.signals import SIGNALS, give_signal
from chat.arrivals import read_told
from chat.blocks import slow_until
from chat.events import Push, conversation_group, visitor_group, visitors_group
from chat.frames import BadFrame
from chat.guard.admitting import admit_message, admit_visitor, take_proof
from chat.models import Visitor
from chat.reading import LogPage, entries_before, summary, visitor_epoch
from chat.render import state_for_visitor
from chat.runtime import runtime
from chat.writer import Post
from helpdesk.languages import spoken
from tenants.models import Tenant

from .abilities.masked import MaskedAbility
from .abilities.visiting import VisitingAbility, read_zone
from .base import SOON, Line, Side


class VisitorSide(MaskedAbility, VisitingAbility, Side):
    reader = "visitor"
    rate, burst = 10, 40
    extensions: ClassVar[dict[str, Any]] = {}
    introductions: ClassVar[list[Any]] = []
    frame_types = {
        "hello": "hello",
        "send": "send",
        "signal": "signal",
        "sync": "sync",
        "history": "history",
        "read": "read",
        "typing": "typing",
        "proof": "prove",
        **MaskedAbility.frame_types,
        **VisitingAbility.frame_types,
    }

    def __init__(self, tenant: Tenant, line: Line, *, may_make_visitor: Any) -> None:
        """`may_make_visitor() -> float`: 0.0, or the seconds to wait before a new one."""
        super().__init__(tenant, line)
        self.may_make_visitor = may_make_visitor
        self.visitor: Visitor | None = None
        self.conversation_id: int | None = None

    async def recognise(self, token: str) -> None:
        """Raises BadFrame("bad_token")."""
        found, self.slowed_until = await self.in_tenant(_recognise, token)
        self._be(found)
        self.is_greeted = True

    def _be(self, found: Visitor | None) -> None:
        if found is None:
            raise BadFrame("bad_token")
        self.visitor, self.conversation_id = found, found.current_id

    # --- hello --------------------------------------------------------------------------------

    async def hello(self, frame: dict[str, Any]) -> None:
        if frame.get("v") != 1 or type(frame["v"]) is not int:
            raise BadFrame("unsupported_version")
        after = frames.read_int(frame, "after", optional=True)
        known_epoch = frames.read_text(frame, "epoch", most=64)
        about = {"page": read_page(frame), "zone": read_zone(frame), **read_languages(frame)}
        async with self._in_turn():
            if not self.line.is_gone():
                await self._come_in(frame, about, after, known_epoch)

    def _in_turn(self) -> AbstractAsyncContextManager[Any]:
        if not self.line.is_live:
            return nullcontext()
        door = runtime().arrivals.door
        if door.locked():
            self.line.reply(SOON)
        return door

    async def _come_in(
        self, frame: dict[str, Any], about: dict[str, Any], after: int | None, known_epoch: str
    ) -> None:
        token = await self._visitor_for(frame, about)
        assert self.visitor is not None
        self.line.hold()
        try:
            await self.line.join(visitor_group(self.tenant.pk, self.visitor.pk))
            await self.line.join(visitors_group(self.tenant.pk))
            alike = await self._told_to_everybody()
            welcome, start = await self.in_tenant(self._welcome, alike, after, known_epoch)
        except BaseException:
            self.line.let_go()
            raise
        self.is_greeted = True
        self.line.reply(welcome | ({"token": token} if token else {}))
        if self.conversation_id is not None and start == welcome["conversation"]["head"]:
            self.send_page(self.conversation_id, LogPage([], start, False))
            self.line.let_go()
        else:
            await self.line.later(self.answering(frame, partial(self._tell_log, start)))

    async def _visitor_for(self, frame: dict[str, Any], about: dict[str, Any]) -> str | None:
        """Finds the visitor, or makes one and returns the new token."""
        given = frame.get("token")
        if self.visitor is None and given is not None:
            if not isinstance(given, str):
                raise BadFrame("bad_frame", field="token")
            found, changed = await self.in_tenant(_come_back, given, about)
            self._be(found)
            self.tell_step(changed)
            return None
        if self.visitor is not None:
            await self.note_arrival(about)
            return None
        await admit_visitor(self.tenant.pk, frame.get("proof"))
        if self.may_make_visitor() > 0:
            raise Refused("slow_down")
        self.visitor, token = await self.in_tenant(actions.new_visitor, tenant=self.tenant, **about)
        return token

    async def _told_to_everybody(self) -> dict[str, Any]:
        if self.line.is_live:
            return await runtime().arrivals.told.ask(self.tenant.pk)
        return await read_told(self.tenant.pk)

    def _welcome(
        self, alike: dict[str, Any], after: int | None, known_epoch: str | None
    ) -> tuple[dict[str, Any], int | None]:
        """The frame, and where to read the log from (None: the newest page)."""
        assert self.visitor is not None
        self.visitor = Visitor.objects.get(pk=self.visitor.pk)  # another tab may have gone on
        self.visitor.tenant = self.tenant
        self.conversation_id = self.visitor.current_id
        self.shows_typing = alike["shows_typing"]
        now = visitor_epoch(self.visitor.pk, alike["epoch"])
        state, last = None, 0
        if self.conversation_id is not None:
            state = state_for_visitor(summary(self.conversation_id))
            last = state["head"]
        fits = after is not None and known_epoch in (None, now) and after <= last
        welcome = {
            "type": "welcome",
            "v": 1,
            **alike,
            "epoch": now,
            "limits": self.limits,
            "conversation": state,
            "resume": "after" if fits else "fresh",
            **self.on_arrival(state),
            **self.introduced(),
        }
        return welcome, after if fits else None

    async def _tell_log(self, start: int | None) -> None:
        try:
            if self.conversation_id is None:
                return
            if start is None:
                page = await self.in_tenant(entries_before, self.conversation_id, None, "visitor")
                await self.line.room()
                self.send_page(self.conversation_id, page)
            else:
                await self.catch_up(self.conversation_id, start)
        finally:
            self.line.let_go()

    # --- the rest -----------------------------------------------------------------------------

    async def send(self, frame: dict[str, Any]) -> None:
        assert self.visitor is not None
        more = enclosed.of_visitor(frame)
        client_id, body = frames.read_uuid(frame), frames.read_body(frame, more.files)
        self.require_pace()
        await admit_message(self.tenant.pk, self.visitor.pk)
        await self.post(
            frame, Post(self.tenant.pk, self.conversation_id, client_id, body, self.visitor, more)
        )

    async def prove(self, frame: dict[str, Any]) -> None:
        """A sum done, see chat.guard."""
        assert self.visitor is not None
        await take_proof(self.tenant.pk, self.visitor.pk, frame.get("proof"))

    async def signal(self, frame: dict[str, Any]) -> None:
        client_id, seq = frames.read_uuid(frame), frames.read_int(frame, "seq", least=1)
        signal = frame.get("signal")
        if signal not in SIGNALS:
            raise BadFrame("bad_frame", field="signal")
        give = partial(
            self.in_tenant,
            give_signal,
            visitor=self.visitor,
            client_id=client_id,
            signal=signal,
            seq=seq,
        )
        appended = await self.order.in_turn(self.lane(frame), client_id, give)
        self.order.stored(self.lane(frame), client_id)
        self.acknowledge(appended)

    def acknowledge(self, appended: Any) -> None:
        self.conversation_id = appended.entry.conversation_id
        super().acknowledge(appended)

    async def sync(self, frame: dict[str, Any]) -> None:
        after = frames.read_int(frame, "after")
        if await self._current() is None:
            self.send_page(0, LogPage([], 0, False))
            return
        await self.line.later(
            self.answering(frame, partial(self.catch_up, self.conversation_id, after))
        )

    async def history(self, frame: dict[str, Any]) -> None:
        before = frames.read_int(frame, "before", least=1)
        conversation_id = await self._required()
        page = await self.in_tenant(entries_before, conversation_id, before, "visitor")
        self.send_page(conversation_id, page, earlier=True)

    async def read(self, frame: dict[str, Any]) -> None:
        seq = frames.read_int(frame, "seq", least=1)
        await self._required()
        await self.in_tenant(actions.mark_read_by_visitor, visitor=self.visitor, seq=seq)

    async def typing(self, frame: dict[str, Any]) -> None:
        is_on = frames.read_bool(frame, "on")
        conversation_id = self.conversation_id or await self._required()
        assert self.visitor is not None
        author = {"kind": "visitor", "name": self.visitor.name, "member": None}
        told = {"type": "typing", "on": is_on, "author": author, "conversation": conversation_id}
        told |= await self.preview(frame)
        fanout.send([Push(conversation_group(self.tenant.pk, conversation_id), told)])

    def is_now_in(self, conversation_id: int | None) -> bool:
        """False when what was told here so far is of an earlier conversation."""
        known = self.conversation_id
        if conversation_id is None or (known is not None and conversation_id <= known):
            return True
        self.conversation_id = conversation_id
        return known is None

    async def _required(self) -> int:
        conversation_id = await self._current()
        if conversation_id is None:
            raise Refused("no_conversation")
        return conversation_id

    async def _current(self) -> int | None:
        """Another tab may have started the conversation, or a new one."""
        assert self.visitor is not None
        current = await self.in_tenant(_current_conversation, self.visitor.pk)
        self.conversation_id = self.visitor.current_id = current
        return current


# By what else a browser may be known than the token its visitor began with: each finds the visitor
# by the hash of a token. Other apps add to it on start.
other_keys: list[Callable[[str], Visitor | None]] = []


def find_visitor(token: str) -> Visitor | None:
    if len(token) != 32 or not token.isascii():
        return None
    hashed = Visitor.hash(token)
    found = Visitor.objects.filter(token_hash=hashed).first()
    return found or next(filter(None, (find(hashed) for find in other_keys)), None)


def _recognise(token: str) -> tuple[Visitor | None, datetime | None]:
    """And until when they may only write slowly, which a live line learns with its welcome."""
    found = find_visitor(token)
    return found, slow_until(found.pk) if found else None


def _come_back(token: str, about: dict[str, Any]) -> tuple[Visitor | None, bool]:
    """And whether they are on another page than before."""
    found = find_visitor(token)
    return found, found is not None and actions.note_page(visitor=found, is_fresh=True, **about)


def _current_conversation(visitor_id: int) -> int | None:
    return Visitor.objects.values_list("current", flat=True).get(pk=visitor_id)


def read_languages(frame: dict[str, Any]) -> dict[str, str]:
    """`language` is one of ours, or ""."""
    locale = frames.read_text(frame, "locale", most=35) or ""
    chosen = frames.read_text(frame, "language", most=12) or ""
    return {"locale": locale, "language": spoken(chosen) or ""}


def read_page(frame: dict[str, Any]) -> dict[str, Any] | None:
    page = frame.get("page")
    if page is None:
        return None
    if not isinstance(page, dict):
        raise BadFrame("bad_frame", field="page")
    url = frames.read_text(page, "url", most=2000, optional=False)
    if not url or not url.startswith(("https://", "http://")):
        raise BadFrame("bad_frame", field="page")
    return {"url": url, "title": frames.read_text(page, "title", most=200) or ""}
