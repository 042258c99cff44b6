"""What one process keeps for all its sockets: the writer, the heartbeat and the watch over
sessions. Nothing here that another process could not rebuild."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from contextvars import Context
from typing import Any, NamedTuple, Protocol

from django.contrib.sessions.models import Session
from django.db import Error
from django.utils import timezone

from tenants.models import Membership, Tenant, User
from tenants.signin.sessions import still_used

from . import fanout, units
from .arrivals import Arrivals
from .presence import stay_online
from .reading import current_logs, heads
from .shutters import Shutters
from .tally import inbox_digest
from .writer import Writer

logger = logging.getLogger(__name__)

BEAT_EVERY = 20.0
WATCH_EVERY = 2.0
CLOCK_EVERY = 1.0


class VitalSigns(NamedTuple):
    """What a heartbeat is made of: heads of logs, so that a lost last entry is missed.

    heads: {conversation: head for operators}. current: {visitor: (their conversation, its head for
    them)}. inbox: see `chat.tally.inbox_digest`."""

    heads: dict[int, int] = {}
    current: dict[int, tuple[int | None, int]] = {}
    inbox: str = ""


class LiveSocket(Protocol):
    tenant_id: int

    def conversations(self) -> Iterable[int]: ...

    def visitors(self) -> Iterable[int]: ...

    def beat(self, signs: VitalSigns) -> None: ...

    def end(self, code: int) -> None: ...

    async def go_elsewhere(self) -> None: ...


class LiveOperator(LiveSocket, Protocol):
    member_id: int
    session_key: str
    session_hash: str


class Runtime:
    def __init__(self) -> None:
        self.writer = Writer()
        self.shutters = Shutters()
        self.arrivals = Arrivals()
        self.sockets: set[LiveSocket] = set()
        self.operators: set[LiveOperator] = set()
        self._tasks = [
            asyncio.create_task(_for_ever(BEAT_EVERY, self.beat)),
            asyncio.create_task(_for_ever(WATCH_EVERY, self.watch)),
            asyncio.create_task(_for_ever(CLOCK_EVERY, self.shutters.follow_the_clock)),
        ]

    # --- the heartbeat carries the head of the log, because a lost last entry leaves no gap ---

    async def beat(self) -> None:
        by_tenant: dict[int, list[LiveSocket]] = defaultdict(list)
        for socket in self.sockets:
            by_tenant[socket.tenant_id].append(socket)
        for tenant_id, sockets in by_tenant.items():
            wanted = {pk for socket in sockets for pk in socket.conversations()}
            visitors = {pk for socket in sockets for pk in socket.visitors()}
            here = {o.member_id for o in self.operators if o.tenant_id == tenant_id}
            signs = await units.in_tenant(tenant_id, _vital_signs, wanted, visitors, here)
            for socket in sockets:
                socket.beat(signs)
        fanout.local().echo()
        await self.shutters.look(by_tenant)
        if keys := {operator.session_key for operator in self.operators}:
            await units.unscoped(still_used, keys)

    # --- a company, session or membership that ended closes its sockets -----------------------

    async def watch(self) -> None:
        await self._watch_companies(list(self.sockets))
        await self._watch_people(list(self.operators))

    async def _watch_companies(self, sockets: list[LiveSocket]) -> None:
        if not sockets:
            return
        active = await units.unscoped(_active_tenants, {socket.tenant_id for socket in sockets})
        for socket in sockets:
            if socket.tenant_id not in active:
                socket.end(4403 if socket in self.operators else 4404)

    async def _watch_people(self, operators: list[LiveOperator]) -> None:
        if not operators:
            return
        keys = {operator.session_key for operator in operators}
        valid = await units.unscoped(_valid_sessions, keys)
        by_tenant: dict[int, list[LiveOperator]] = defaultdict(list)
        for operator in operators:
            if valid.get(operator.session_key) != operator.session_hash:
                operator.end(4401)
            else:
                by_tenant[operator.tenant_id].append(operator)
        for tenant_id, members in by_tenant.items():
            active = await units.in_tenant(tenant_id, _active_members)
            for operator in members:
                if operator.member_id not in active:
                    operator.end(4403)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.writer.close()


async def _for_ever(pause_s: float, work: Any) -> None:
    while True:
        await asyncio.sleep(pause_s)
        try:
            await work()
        except Error as error:
            logger.warning("database out of reach: %s", type(error).__name__)
        except Exception:  # whatever it was, the next one may work
            logger.exception("%s failed", work.__name__)


def _vital_signs(
    conversation_ids: set[int], visitor_ids: set[int], member_ids: set[int]
) -> VitalSigns:
    if member_ids:
        stay_online(member_ids)
    inbox = inbox_digest() if member_ids else ""
    return VitalSigns(heads(conversation_ids), current_logs(visitor_ids), inbox)


def _valid_sessions(keys: set[str]) -> dict[str, str]:
    """{session key: the hash its person's password gives now}, for sessions that are alive."""
    live = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    person_of = {s.session_key: s.get_decoded().get("_auth_user_id") for s in live}
    people = User.objects.filter(pk__in=filter(None, person_of.values()), is_active=True)
    hashes = {str(person.pk): person.get_session_auth_hash() for person in people}
    return {key: hashes[pk] for key, pk in person_of.items() if pk in hashes}


def _active_members() -> set[int]:
    return set(Membership.objects.active().values_list("pk", flat=True))


def _active_tenants(tenant_ids: set[int]) -> set[int]:
    rows = Tenant.objects.filter(pk__in=tenant_ids, is_active=True)
    rows = rows.exclude(sandbox_of__is_active=False)
    return set(rows.values_list("pk", flat=True))


_here: tuple[asyncio.AbstractEventLoop, Runtime] | None = None


def running() -> Runtime | None:
    """What there is, if anything was begun; to be looked at from its own event loop."""
    return _here[1] if _here else None


def runtime() -> Runtime:
    """The running event loop's; made on first use."""
    global _here
    loop = asyncio.get_running_loop()
    if _here is None or _here[0] is not loop:
        _here = (loop, Context().run(Runtime))  # it outlives whoever asked for it first
    return _here[1]
