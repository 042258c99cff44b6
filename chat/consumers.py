"""The two sockets: the widget's and the console's."""

import contextlib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.db import Error

from tenants.middleware import find_membership

from . import origins, units
from .limits import new_visitor_wait
from .presence import come_online, leave_soon
from .runtime import VitalSigns, runtime
from .sides.operator import OperatorSide
from .sides.visitor import VisitorSide
from .sockets import NOT_SIGNED_IN, TOO_SLOW, UNKNOWN, SideSocket

NONE_YET = (None, 0)  # a conversation and its head


class VisitorSocket(SideSocket):
    side: VisitorSide

    async def is_allowed_origin(self) -> bool:
        headers = origins.headers_of(self.scope)
        key = self.scope["url_route"]["kwargs"]["key"]
        self.tenant = await runtime().arrivals.companies.ask(key)
        listed = self.tenant.allowed_origins if self.tenant else ()
        return origins.is_allowed(headers.get("origin"), headers.get("host"), listed)

    async def admit(self) -> int | None:
        if self.tenant is None:
            return UNKNOWN
        address = (self.scope.get("client") or [""])[0]
        self.side = VisitorSide(
            self.tenant, self, may_make_visitor=lambda: new_visitor_wait(address)
        )
        return None

    def deliver(self, text: str) -> None:
        self.side.overhear(text)
        super().deliver(text)

    def visitors(self) -> Iterable[int]:
        return [self.side.visitor.pk] if self.side.visitor else []

    def conversations(self) -> Iterable[int]:
        return []  # its visitor's, whichever that is now

    def heads_frame(self, signs: VitalSigns) -> dict[str, Any]:
        number, head = next((signs.current.get(pk, NONE_YET) for pk in self.visitors()), NONE_YET)
        if not self.side.is_now_in(number):
            self.end(TOO_SLOW)  # another tab began a new one, and the push was lost: read it anew
        return {"head": head}


class OperatorSocket(SideSocket):
    side: OperatorSide

    async def is_allowed_origin(self) -> bool:
        headers = origins.headers_of(self.scope)
        return origins.is_own(headers.get("origin"), headers.get("host"))

    async def admit(self) -> int | None:
        user, session = self.scope.get("user"), self.scope.get("session")
        if user is None or not user.is_authenticated:
            return NOT_SIGNED_IN
        slug = self.scope["url_route"]["kwargs"]["slug"]
        member = await units.unscoped(find_membership, session, user, slug)
        if member is None or not member.may("chat"):
            return UNKNOWN
        self.member_id = member.pk
        self.session_key = session.session_key
        self.session_hash = session.get(HASH_SESSION_KEY, "")
        self.side = OperatorSide(member.tenant, member, self)
        await units.in_tenant(member.tenant_id, come_online, member=member)
        return None

    def admitted(self) -> None:
        super().admitted()
        runtime().operators.add(self)

    async def disconnect(self, code: int) -> None:
        was_admitted = self in runtime().operators
        runtime().operators.discard(self)
        await super().disconnect(code)
        if was_admitted and not any(o.member_id == self.member_id for o in runtime().operators):
            with contextlib.suppress(Error):  # out of reach: `online_until` runs out by itself
                await units.in_tenant(self.tenant_id, leave_soon, member=self.side.member)

    def visitors(self) -> Iterable[int]:
        return []

    def conversations(self) -> Iterable[int]:
        return self.side.opened

    def heads_frame(self, signs: VitalSigns) -> dict[str, Any]:
        opened = {str(pk): signs.heads[pk] for pk in self.side.opened if pk in signs.heads}
        return {"heads": opened, "inbox": signs.inbox}
