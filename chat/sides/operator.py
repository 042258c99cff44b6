from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from chat import actions, enclosed, fanout, frames
from chat.actions import Refused
from chat.canned_fields import replies_for
from chat.events import (
    Push,
    conversation_group,
    inbox_group,
    member_group,
    visitor_group,
)
from chat.frames import BadFrame
from chat.listing import conversation_list
from chat.models import Conversation
from chat.notices import notices_of
from chat.posts import Post
from chat.reading import entries_before, head, summary, with_seen
from chat.tally import counts_and_digest, counts_and_epoch
from chat.team import everybody, shown_to_colleagues
from tenants.audit import Actor, acting
from tenants.audit.acting import SESSION
from tenants.models import Membership, Tenant

from .abilities.articles import ArticlesAbility
from .abilities.calling import CallingAbility
from .abilities.desk import DeskAbility
from .abilities.oversight import OversightAbility
from .abilities.presence import PresenceAbility
from .abilities.search import SearchAbility
from .abilities.transfer import TransferAbility
from .abilities.triage import TriageAbility
from .base import Line, Side
from .order import Lane

VIEWS = ("waiting", "mine", "snoozed", "all", "closed")
MOST_OPEN = 50


class OperatorSide(
    PresenceAbility,
    ArticlesAbility,
    CallingAbility,
    TransferAbility,
    OversightAbility,
    TriageAbility,
    DeskAbility,
    SearchAbility,
    Side,
):
    reader = "operator"
    rate, burst = 50, 200
    extensions: ClassVar[dict[str, Any]] = {}
    introductions: ClassVar[list[Any]] = []
    frame_types = {
        "hello": "hello",
        "list": "list",
        "open": "open",
        "leave": "leave",
        "send": "send",
        "take": "take",
        "release": "release",
        "close": "close",
        "reopen": "reopen",
        "sync": "sync",
        "history": "history",
        "read": "read",
        "typing": "typing",
        **ArticlesAbility.frame_types,
        **PresenceAbility.frame_types,
        **CallingAbility.frame_types,
        **TransferAbility.frame_types,
        **OversightAbility.frame_types,
        **TriageAbility.frame_types,
        **DeskAbility.frame_types,
        **SearchAbility.frame_types,
    }

    def __init__(self, tenant: Tenant, member: Membership, line: Line) -> None:
        super().__init__(tenant, line)
        self.member = member
        self.opened: dict[int, int] = {}  # conversation -> its visitor
        self.unseen: set[int] = set()
        self.is_greeted = not line.is_live  # the session cookie says who it is

    async def in_tenant(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the trail tells of is theirs; of an HTTP door the middleware has said so."""
        if not self.line.is_live:
            return await super().in_tenant(work, *args, **kwargs)
        with acting(Actor(SESSION, self.member.display_name, self.member.pk)):
            return await super().in_tenant(work, *args, **kwargs)

    # --- hello, and what is open --------------------------------------------------------------

    async def hello(self, frame: dict[str, Any]) -> None:
        if frame.get("v") != 1 or type(frame["v"]) is not int:
            raise BadFrame("unsupported_version")
        known_epoch = frames.read_text(frame, "epoch", most=64)
        wanted = read_opens(frame)
        for opened in frame.get("open", []):
            self.watch(opened)
        self.line.hold()
        try:
            await self.line.join(inbox_group(self.tenant.pk))
            await self.line.join(member_group(self.tenant.pk, self.member.pk))
            welcome = await self.in_tenant(self._welcome)
            self.is_greeted = True
            self.line.reply(welcome)
        finally:
            self.line.let_go()
        same_epoch = known_epoch in (None, welcome["epoch"])
        for conversation_id, after in wanted:
            asked = {"type": "open", "conversation": conversation_id}
            opening = partial(self._open, asked, conversation_id, after if same_epoch else None)
            await self.answering(asked, opening)

    def _welcome(self) -> dict[str, Any]:
        people = everybody()
        counts, epoch = counts_and_epoch(self.member)
        return {
            "type": "welcome",
            "v": 1,
            "epoch": epoch,
            "limits": self.limits,
            "me": self._me(people),
            "people": [shown_to_colleagues(person) for person in people],
            "company": {"name": self.tenant.name, "slug": self.tenant.slug},
            "counts": counts,
            "canned": replies_for(self.member),
            **self.introduced(),
        }

    def _me(self, people: list[Membership]) -> dict[str, Any]:
        mine = next(person for person in people if person.pk == self.member.pk)
        return shown_to_colleagues(mine) | {"notices": notices_of(mine)}

    async def open(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        self.watch(frame)
        await self._open(frame, conversation_id, frames.read_int(frame, "after", optional=True))

    async def _open(self, frame: dict[str, Any], conversation_id: int, after: int | None) -> None:
        if conversation_id not in self.opened and len(self.opened) >= MOST_OPEN:
            raise Refused("slow_down")
        shown = await self.in_tenant(self._summary, conversation_id)
        self.line.hold()
        try:
            await self.line.join(conversation_group(self.tenant.pk, conversation_id))
            self.opened[conversation_id] = shown["visitor"]["id"]
            shown = await self.in_tenant(self._summary, conversation_id)
        except BaseException:
            self.line.let_go()
            raise
        self.line.reply({"type": "conversation", "conversation": shown})
        start = after if after is not None and after <= shown["head"] else None
        await self.line.later(
            self.answering(frame, partial(self._tell_log, conversation_id, start))
        )

    def _summary(self, conversation_id: int) -> dict[str, Any]:
        try:
            return with_seen([summary(conversation_id)], self.member)[0]
        except Conversation.DoesNotExist:
            raise Refused("not_found") from None

    async def _tell_log(self, conversation_id: int, start: int | None) -> None:
        try:
            if start is None:
                page = await self.in_tenant(entries_before, conversation_id, None, "operator")
                await self.line.room()
                self.send_page(conversation_id, page)
            else:
                await self.catch_up(conversation_id, start)
        finally:
            self.line.let_go()

    async def leave(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        self.unseen.discard(conversation_id)
        if conversation_id in self.opened:
            del self.opened[conversation_id]
            self.line.leave(conversation_group(self.tenant.pk, conversation_id))

    # --- reading ------------------------------------------------------------------------------

    async def list(self, frame: dict[str, Any]) -> None:
        view = frame.get("view")
        if not isinstance(view, str) or view not in VIEWS:
            raise BadFrame("bad_frame", field="view")
        cursor = frames.read_text(frame, "cursor", most=80)
        self.line.reply(await self.in_tenant(self._list, view, cursor))

    def _list(self, view: str, cursor: str | None) -> dict[str, Any]:
        # Before the page: what changes in between is listed again.
        counts, digest = counts_and_digest(self.member)
        try:
            items, following = conversation_list(self.member, view, cursor)
        except ValueError:
            raise BadFrame("bad_frame", field="cursor") from None
        return {
            "type": "conversations",
            "view": view,
            "items": items,
            "next": following,
            "counts": counts,
            "inbox": digest,
        }

    async def sync(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        after = frames.read_int(frame, "after")
        await self.in_tenant(self._head, conversation_id)
        await self.line.later(self.answering(frame, partial(self.catch_up, conversation_id, after)))

    async def history(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        before = frames.read_int(frame, "before", least=1)
        await self.in_tenant(self._head, conversation_id)
        page = await self.in_tenant(entries_before, conversation_id, before, "operator")
        self.send_page(conversation_id, page, earlier=True)

    def _head(self, conversation_id: int) -> int:
        try:
            return head(conversation_id, "operator")
        except Conversation.DoesNotExist:
            raise Refused("not_found") from None

    async def read(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        seq = frames.read_int(frame, "seq", least=1)
        if conversation_id in self.unseen:
            return
        await self.in_tenant(
            actions.mark_read_by_operator,
            member=self.member,
            conversation_id=conversation_id,
            seq=seq,
        )

    async def typing(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        is_on = frames.read_bool(frame, "on")
        if conversation_id in self.unseen:
            return
        visitor_id = self.opened.get(conversation_id)
        if visitor_id is None:
            shown = await self.in_tenant(self._summary, conversation_id)
            visitor_id = shown["visitor"]["id"]
        author = {"kind": "operator", "name": self.member.display_name}
        told = {"type": "typing", "on": is_on, "author": author}
        to_colleagues = told | {
            "conversation": conversation_id,
            "author": author | {"member": self.member.pk},
        }
        fanout.send(
            [
                Push(visitor_group(self.tenant.pk, visitor_id), told),
                Push(conversation_group(self.tenant.pk, conversation_id), to_colleagues),
            ]
        )

    # --- writing ------------------------------------------------------------------------------

    async def send(self, frame: dict[str, Any]) -> None:
        conversation_id = read_conversation(frame)
        more = enclosed.of_operator(frame)
        client_id, body = frames.read_uuid(frame), frames.read_body(frame, more.files)
        await self.require_personal(frame, body)
        await self.post(
            frame, Post(self.tenant.pk, conversation_id, client_id, body, self.member, more)
        )

    async def take(self, frame: dict[str, Any]) -> None:
        await self._act(frame, actions.take)

    async def release(self, frame: dict[str, Any]) -> None:
        await self._act(frame, actions.release)

    async def close(self, frame: dict[str, Any]) -> None:
        await self._act(frame, actions.close)

    async def reopen(self, frame: dict[str, Any]) -> None:
        await self._act(frame, actions.reopen)

    async def _act(self, frame: dict[str, Any], action: Callable[..., Any], **fields: Any) -> None:
        conversation_id, client_id = read_conversation(frame), frames.read_uuid(frame)
        work = partial(
            self.in_tenant,
            action,
            member=self.member,
            conversation_id=conversation_id,
            client_id=client_id,
            **fields,
        )
        appended = await self.order.in_turn(conversation_id, client_id, work)
        self.order.stored(conversation_id, client_id)
        self.acknowledge(appended)

    def lane(self, frame: dict[str, Any]) -> Lane:
        number = frame.get("conversation")
        return number if type(number) is int else None


def read_conversation(frame: dict[str, Any]) -> int:
    value = frames.read_int(frame, "conversation", least=1)
    assert value is not None
    return value


def read_opens(frame: dict[str, Any]) -> list[tuple[int, int | None]]:
    wanted = frame.get("open", [])
    if not isinstance(wanted, list) or len(wanted) > MOST_OPEN:
        raise BadFrame("bad_frame", field="open")
    if not all(isinstance(item, dict) for item in wanted):
        raise BadFrame("bad_frame", field="open")
    return [
        (read_conversation(item), frames.read_int(item, "after", optional=True)) for item in wanted
    ]
