"""What operators ask and tell about checks (docs/protocol.md, "Checks")."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from django.utils import translation

from chat import frames
from chat.frames import MAX_BODY, BadFrame
from chat.origins import headers_of
from chat.sides.operator import read_conversation
from helpdesk.languages import wanted_by

from . import counting, dismissing
from .checking import check
from .company import Wanted, wanted_of
from .draft import Draft, Hit, Rule
from .facts import facts_of
from .pool import in_thread, warm_up
from .rules import BY_NAME, RULES
from .tongue import language_of

LONGEST_RULE = 40
MOST_WORDS = 60
HOW = ("fixed", "edited", "sent_anyway")

# The newest draft each side has asked about: an older one that still waits is not looked at.
_newest: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()


async def ask(side: Any, frame: dict[str, Any]) -> None:
    """In the background where that can be: a message that is sent meanwhile does not wait."""
    conversation_id = read_conversation(frame)
    number = frames.read_int(frame, "draft")
    text = read_draft(frame)
    told = {
        "closing": frame.get("closing") is True,
        "customer_typing": frame.get("typing") is True,
        "canned": bool(frames.read_text(frame, "canned", most=80)),
    }
    _newest[side] = number or 0
    work = partial(_check, side, conversation_id, number or 0, text, told)
    await side.line.later(side.answering(frame, work))


def read_draft(frame: dict[str, Any]) -> str:
    """As it is, because places in it are told. Raises BadFrame: bad_frame, too_long."""
    text = frame.get("text")
    if not isinstance(text, str):
        raise BadFrame("bad_frame", field="text")
    if len(text) > MAX_BODY:
        raise BadFrame("too_long", field="text")
    return text


async def _check(side: Any, chat: int, number: int, text: str, told: dict[str, Any]) -> None:
    def is_old() -> bool:
        return _newest.get(side, number) != number

    wanted, facts = await side.in_tenant(_known, side, chat)
    language = language_of(text, facts.customer_language)
    draft = Draft(text, language, replace(facts, **told), wanted.words)
    with translation.override(language_to_speak(side)):
        hits = await in_thread(_told, draft, wanted, is_old)
    if is_old():
        return
    side.line.reply(
        {
            "type": "checked",
            "conversation": chat,
            "draft": number,
            "language": language,
            "hits": hits,
        }
    )
    found = [(hit["rule"], _words(text, hit)) for hit in hits]
    counting.note_shown(side.tenant.pk, side.member.pk, chat, found)
    await _settle(side)


def _known(side: Any, chat: int) -> tuple[Wanted, Any]:
    return wanted_of(side.tenant), facts_of(side.member, chat)


def _told(draft: Draft, wanted: Wanted, is_old: Callable[[], bool]) -> list[dict[str, Any]]:
    """In the active language, places as browsers count. Where many wait, only the newest of each is
    looked at."""
    if is_old():
        return []
    rules = BY_NAME | {rule.name: rule for rule in wanted.words.house}
    units = units_before(draft.text)
    return [
        told(hit, rules[hit.rule], wanted.severities[hit.rule], units)
        for hit in check(draft, wanted.severities)
    ]


def told(hit: Hit, rule: Rule, severity: str, units: list[int]) -> dict[str, Any]:
    fix = None if hit.fix is None else {"text": hit.fix.text, "label": hit.fix.label}
    return {
        "rule": hit.rule,
        "title": str(rule.title),
        "why": hit.why or str(rule.why),
        "start": units[hit.start],
        "end": units[hit.end],
        "severity": severity,
        "fix": fix,
        "action": hit.action,
    }


def units_before(text: str) -> list[int]:
    """UTF-16 units before each code point, and before the end."""
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    return units


def _words(text: str, hit: dict[str, Any]) -> str:
    written = text.encode("utf-16-le", "surrogatepass")
    return written[2 * hit["start"] : 2 * hit["end"]].decode("utf-16-le", "replace")


def language_to_speak(side: Any) -> str:
    """The operator's: over a socket what their browser asked for, else what the request is in."""
    scope = getattr(side.line, "scope", None)
    if scope is None:
        return translation.get_language() or "en"
    return wanted_by(headers_of(scope).get("accept-language", ""))


async def dismiss(side: Any, frame: dict[str, Any]) -> None:
    read_conversation(frame)
    rule = read_rule(frame)
    words = frames.read_text(frame, "words", most=frames.MAX_BODY) or ""
    counting.note(side.tenant.pk, side.member.pk, rule, "dismissed")
    if dismissing.is_a_word(rule, words):
        await side.in_tenant(dismissing.remember, side.tenant, words)
    await _settle(side)


async def heed(side: Any, frame: dict[str, Any]) -> None:
    read_conversation(frame)
    rule, how = read_rule(frame), frame.get("how")
    if how not in HOW:
        raise BadFrame("bad_frame", field="how")
    counting.note(side.tenant.pk, side.member.pk, rule, how)
    await _settle(side)


async def _settle(side: Any) -> None:
    """Of a single request nothing is left that could write later."""
    if not side.line.is_live:
        await counting.write_now(side.tenant.pk)


def read_rule(frame: dict[str, Any]) -> str:
    """A name that there is, or that a house rule has or had. Raises BadFrame."""
    name = frames.read_text(frame, "rule", most=LONGEST_RULE, optional=False) or ""
    kind, _, number = name.partition("-")
    if name not in BY_NAME and not (kind == "house" and number.isascii() and number.isdecimal()):
        raise BadFrame("bad_frame", field="rule")
    return name


EXTENSIONS = {"check": ask, "check_dismiss": dismiss, "check_heed": heed}


def introduce(side: Any) -> dict[str, Any]:
    """In `welcome`; by then the threads begin to warm up."""
    warm_up()
    wanted = wanted_of(side.tenant)
    with translation.override(language_to_speak(side)):
        rules = {
            rule.name: {"title": str(rule.title), "severity": wanted.severities[rule.name]}
            for rule in (*RULES, *wanted.words.house)
        }
    return {"checks": {"rules": rules, "house": wanted.house}}
