"""What is counted of one finished chat. No database, no clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from feedback.scoring.chat import Chat
from feedback.scoring.facts import Facts, Promised, Said
from feedback.scoring.points import FIRST_ANSWER_S, LONGEST_GAP_S

SATISFIED_FROM = 4
PAGE_DEPTH = 2
OPERATOR = "operator"
NUMBER = re.compile(r"\d{2,}|[0-9a-f]{16,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """Of the log: `kind` and `author` as chat.models has them; `member`: whom it was given to."""

    seq: int
    kind: str
    author: str
    at: datetime
    member: int | None = None
    is_masked: bool = False  # the words of a closed company


@dataclass(frozen=True, slots=True)
class Finished:
    """A chat that is over, as far as it is counted. `scores`: of the ratings that were asked for,
    None where nobody answered; `reviews`: (points of 100, passed)."""

    began_at: datetime
    department: int | None = None
    member: int | None = None
    page_url: str = ""
    language: str = ""
    lines: Sequence[Line] = ()
    by_bot: bool = False
    is_upset: bool = False
    scores: Sequence[int | None] = ()
    promises: Sequence[Promised] = field(default_factory=list)
    reviews: Sequence[tuple[int, bool]] = ()


def facts_of(chat: Finished) -> dict[str, Any]:
    """The columns of its ReportChat, but for day and hour."""
    return {
        "began_at": chat.began_at,
        "department": chat.department,
        "member": chat.member,
        "page": page_of(chat.page_url),
        "language": chat.language.split("-")[0].lower()[:12],
        "felt": 1,
        "upset": int(chat.is_upset),
        **_times(chat),
        **later_facts_of(chat),
    }


def later_facts_of(chat: Finished) -> dict[str, int]:
    """What comes from others than the log, and often long after it."""
    rated = [score for score in chat.scores if score is not None]
    in_time = [each for each in chat.promises if each.kept_at and each.kept_at <= each.due_at]
    kept = [each for each in chat.promises if each.kept_at]
    return {
        "asked": len(chat.scores),
        "rated": len(rated),
        "satisfied": sum(score >= SATISFIED_FROM for score in rated),
        "promised": len(chat.promises),
        "kept": len(in_time),
        "late": len(kept) - len(in_time),
        "dropped": sum(each.was_dropped for each in chat.promises),
        "reviewed": len(chat.reviews),
        "review_points": sum(points for points, _ in chat.reviews),
        "passed": sum(passed for _, passed in chat.reviews),
    }


def _times(chat: Finished) -> dict[str, Any]:
    said = [Said(one.seq, one.at, one.author, "") for one in chat.lines if one.kind == "message"]
    talk = Chat(said, Facts(looked_at=chat.began_at, promises=chat.promises))
    is_outside = any(one.is_masked for one in chat.lines)
    waits = list(talk.waits())
    gaps = [wait.seconds for wait in waits[1:] if not talk.has_open_promise(wait.since)]
    answer_s = waits[0].seconds if waits and not is_outside else None
    by_bot = chat.by_bot and not talk.operators
    return {
        "outside": int(is_outside),
        "wait_s": None if is_outside else _wait_s(chat),
        "answer_s": answer_s,
        "handling_s": _handling_s(chat.lines),
        "answered": int(answer_s is not None),
        "in_target": int(answer_s is not None and answer_s <= FIRST_ANSWER_S),
        "by_bot": int(by_bot),
        "abandoned": int(not (is_outside or by_bot or talk.operators)),
        "gaps": len(gaps),
        "long_gaps": sum(seconds > LONGEST_GAP_S for seconds in gaps),
    }


def _wait_s(chat: Finished) -> int | None:
    """From its first word until somebody first had it."""
    given = (one.at for one in chat.lines if one.kind == "assigned" and one.member is not None)
    first = next(given, None)
    return None if first is None else max(0, int((first - chat.began_at).total_seconds()))


def _handling_s(lines: Sequence[Line]) -> int | None:
    """While somebody had it: from being given to them, or their word, until it was closed or put
    back; all such times together."""
    total, since = None, None
    for one in lines:
        is_held = one.kind == "message" and one.author == OPERATOR
        is_held |= one.kind == "assigned" and one.member is not None
        if since is None and is_held:
            since = one.at
        elif since is not None and one.kind in ("closed", "assigned") and not is_held:
            total = (total or 0.0) + (one.at - since).total_seconds()
            since = None
    return None if total is None else int(total)


def page_of(url: str) -> str:
    """Where on the site: "/shop/shoes" of "https://acme.example/shop/shoes/4711?x=1". Numbers read
    "…", so that the pages of many orders are one."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    if not url:
        return ""
    parts = [part for part in path.split("/") if part][:PAGE_DEPTH]
    return ("/" + "/".join(NUMBER.sub("…", part)[:50] for part in parts))[:120]
