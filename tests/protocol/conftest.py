from typing import Any

import pytest

from .stage import Stage


@pytest.fixture
def stage(server: Any, committed_cast: Any, owner_url: str) -> Stage:
    members = {name: getattr(committed_cast, name) for name in ("omar", "sam", "tess")}
    return Stage(
        origin=server.origin,
        tenant_id=committed_cast.acme.pk,
        slug=committed_cast.acme.slug,
        site_key=committed_cast.acme.site_key,
        cookies={name: member.cookie for name, member in members.items()},
        members={name: member.pk for name, member in members.items()},
        dsn=owner_url,
    )
