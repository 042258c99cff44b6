"""The two sockets: the widget's and the console's."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY

from tenants.middleware import find_membership
from tenants.models import Tenant

from . import origins, units
from .limits import new_visitor_wait
from .runtime import mark_online, runtime
from .sides.operator import OperatorSide
from .sides.visitor import VisitorSide
from .sockets import NOT_SIGNED_IN, UNKNOWN, SideSocket


class VisitorSocket(SideSocket):
    side: VisitorSide

    async def is_allowed_origin(self) -> bool:
        headers = origins.headers_of(self.scope)
        key = self.scope["url_route"]["kwargs"]["key"]
        self.tenant = await units.unscoped(find_site, key)
        origin = headers.get("origin")
        if origins.is_own(origin, headers.get("host")):
            return True
        return self.tenant is not None and origins.is_listed(origin, self.tenant.allowed_origins)

    async def admit(self) -> int | None:
        if self.tenant is None:
            return UNKNOWN
        address = (self.scope.get("client") or [""])[0]
        self.side = VisitorSide(
            self.tenant, self, may_make_visitor=lambda: new_visitor_wait(address)
        )
        return None

    def conversations(self) -> Iterable[int]:
        return filter(None, [self.side.conversation_id])

    def heads_frame(self, heads: dict[int, tuple[int, int]], inbox: str) -> dict[str, Any]:
        _, head = heads.get(self.side.conversation_id or 0, (0, 0))
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
        member = await units.unscoped(find_membership, user, slug)
        if member is None or not member.may("chat"):
            return UNKNOWN
        self.member_id = member.pk
        self.session_key = session.session_key
        self.session_hash = session.get(HASH_SESSION_KEY, "")
        self.side = OperatorSide(member.tenant, member, self)
        runtime().operators.add(self)
        await units.in_tenant(member.tenant_id, mark_online, [member.pk])
        return None

    async def disconnect(self, code: int) -> None:
        runtime().operators.discard(self)
        await super().disconnect(code)

    def conversations(self) -> Iterable[int]:
        return self.side.opened

    def heads_frame(self, heads: dict[int, tuple[int, int]], inbox: str) -> dict[str, Any]:
        opened = {str(pk): heads[pk][0] for pk in self.side.opened if pk in heads}
        return {"heads": opened, "inbox": inbox}


def find_site(key: str) -> Tenant | None:
    return Tenant.objects.filter(site_key=key, is_active=True).first()
