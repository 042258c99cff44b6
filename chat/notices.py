"""How somebody wants to be called: sound, desktop, push, and when not at all.

Kept in `Membership.notices`; anything missing there is as in USUAL.
"""

import re
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from tenants.models import Membership
from tenants.zones import known_zones

from .frames import BadFrame, read_bool

USUAL: dict[str, Any] = {
    "sound": True,
    "desktop": False,
    "push": False,
    "muted": False,
    "quiet": None,  # {"from": "22:00", "to": "07:00", "zone": "Europe/Berlin"}
}
SWITCHES = [name for name, usual in USUAL.items() if isinstance(usual, bool)]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def notices_of(member: Membership) -> dict[str, Any]:
    return {name: member.notices.get(name, usual) for name, usual in USUAL.items()}


def read_notices(frame: dict[str, Any]) -> dict[str, Any]:
    """All of them, from a frame. Raises BadFrame."""
    switches = {name: read_bool(frame, name) for name in SWITCHES}
    return switches | {"quiet": _read_quiet(frame.get("quiet"))}


def _read_quiet(quiet: Any) -> dict[str, str] | None:
    if quiet is None:
        return None
    if not isinstance(quiet, dict):
        raise BadFrame("bad_frame", field="quiet")
    begins, ends, zone = (quiet.get(name) for name in ("from", "to", "zone"))
    clocks = all(isinstance(at, str) and CLOCK.fullmatch(at) for at in (begins, ends))
    if not clocks or begins == ends or not isinstance(zone, str) or zone not in known_zones():
        raise BadFrame("bad_frame", field="quiet")
    return {"from": begins, "to": ends, "zone": zone}


def may_call(member: Membership, now: datetime) -> bool:
    """Neither muted nor in their quiet hours."""
    wanted = notices_of(member)
    return not wanted["muted"] and not is_quiet(wanted["quiet"], now)


def is_quiet(quiet: dict[str, str] | None, now: datetime) -> bool:
    """Whether it is between the two times on the clock where they are; past midnight, too."""
    if quiet is None:
        return False
    local = now.astimezone(ZoneInfo(quiet["zone"])).time()
    begins, ends = time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"])
    if begins < ends:
        return begins <= local < ends
    return local >= begins or local < ends
