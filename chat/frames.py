"""Reading what comes in: one frame, its fields, and the text of a message.

Everything that is wrong raises `BadFrame` with a code of docs/protocol.md, and says nothing of what
was in it.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID

MAX_FRAME = 65_536
MAX_BODY = 8_000
MAX_SEQ = 2**53  # what a browser can count to

UUID_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKEN_FORM = re.compile(r"[0-9a-f]{32}")
# C0 and C1 controls but tab and new line; embeddings and overrides; unpaired surrogates.
REFUSED_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")

MESSAGES = {
    "bad_json": "A frame is one JSON object.",
    "unknown_type": "There is no frame of this type here.",
    "bad_frame": "A field is missing or malformed.",
    "hello_first": "Say hello first.",
    "bad_token": "This token is not known.",
    "unsupported_version": "This server speaks version 1.",
    "empty": "There is nothing to read in this message.",
    "too_long": "A message has at most 8,000 characters.",
    "bad_text": "The text has characters that are not allowed.",
    "not_found": "There is no such conversation.",
    "no_conversation": "There is no conversation yet.",
    "already_taken": "Somebody has this conversation already.",
    "practice_first": "Scenarios have to be passed before real chats.",
    "not_yours": "A colleague has this conversation.",
    "not_offered": "This conversation is not offered to you any more.",
    "not_open": "The conversation is not in a state for that.",
    "already_closed": "The conversation is closed already.",
    "transfer_pending": "Somebody has been asked already.",
    "customer_waits": "The customer waits for an answer. Write one first.",
    "other_visitor": "These are chats of two different visitors.",
    "too_many": "There are as many as there may be.",
    "unpersonalised": "Something in this canned reply has not been filled in yet.",
    "blocked": "You cannot write here for now.",
    "forbidden": "Your role may not do that.",
    "id_reused": "This id names something else already.",
    "slow_down": "Too many at once. Wait a moment.",
    "proof_needed": "Many write here just now. Do this sum, then send it again.",
    "unavailable": "Nothing was stored. Send it again.",
    "internal": "Something went wrong on our side. Send it again.",
    "too_large": "The request is too large.",
    "forbidden_origin": "This address may not do that.",
    "file_gone": "A file of this message is not there any more. Add it again.",
    "file_waiting": "A file of this message is still being checked. Send it in a moment.",
    "not_now": "There is nothing to answer like that now.",
    "bad_identity": "This identity is not taken; `field` says what of it is wrong.",
    "identity_required": "This company takes only an identity that its server has signed.",
    "other_person": "This browser belongs to somebody else. Reset it first.",
}
RETRY = frozenset({"slow_down", "proof_needed", "unavailable", "internal"})


class BadFrame(Exception):
    def __init__(self, code: str, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def error_frame(code: str, *, id: str | None = None, **details: Any) -> dict[str, Any]:
    """An `error` frame; details with the value None are left out."""
    frame = {"type": "error", "code": code, "message": MESSAGES[code], "retry": code in RETRY}
    return frame | {k: v for k, v in {"id": id, **details}.items() if v is not None}


def parse(text: str) -> dict[str, Any]:
    """One frame. Raises BadFrame("bad_json")."""
    try:
        frame = _decode(text)
    except (ValueError, RecursionError):
        raise BadFrame("bad_json") from None
    if not isinstance(frame, dict):
        raise BadFrame("bad_json")
    return frame


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode


def sender_id(frame: dict[str, Any]) -> str | None:
    """The frame's `id` as far as it can be told back in an error."""
    value = frame.get("id")
    return value if isinstance(value, str) and UUID_FORM.fullmatch(value) else None


def read_uuid(frame: dict[str, Any], name: str = "id") -> UUID:
    value = frame.get(name)
    if not isinstance(value, str) or not UUID_FORM.fullmatch(value):
        raise BadFrame("bad_frame", field=name)
    return UUID(value)


def read_int(
    frame: dict[str, Any], name: str, *, least: int = 0, optional: bool = False
) -> int | None:
    value = frame.get(name)
    if value is None and optional:
        return None
    if type(value) is not int or not least <= value <= MAX_SEQ:
        raise BadFrame("bad_frame", field=name)
    return value


def read_bool(frame: dict[str, Any], name: str) -> bool:
    value = frame.get(name)
    if type(value) is not bool:
        raise BadFrame("bad_frame", field=name)
    return value


def read_text(frame: dict[str, Any], name: str, *, most: int, optional: bool = True) -> str | None:
    """A short field such as a title: controls are cut out, longer than `most` is refused."""
    value = frame.get(name)
    if value is None and optional:
        return None
    if not isinstance(value, str) or len(value) > most:
        raise BadFrame("bad_frame", field=name)
    return REFUSED_TEXT.sub("", value)


def read_tokens(frame: dict[str, Any], name: str, *, most: int) -> tuple[str, ...]:
    """A list of different tokens of 128 bits; absent is an empty one."""
    value = frame.get(name, [])
    if not isinstance(value, list) or len(value) > most:
        raise BadFrame("bad_frame", field=name)
    if not all(isinstance(token, str) and TOKEN_FORM.fullmatch(token) for token in value):
        raise BadFrame("bad_frame", field=name)
    if len(set(value)) < len(value):
        raise BadFrame("bad_frame", field=name)
    return tuple(value)


def read_words(frame: dict[str, Any], name: str, *, most: int) -> str:
    """A text of one or more lines that somebody has to have written."""
    value = frame.get(name)
    if not isinstance(value, str):
        raise BadFrame("bad_frame", field=name)
    try:
        text = clean_body(value)
    except BadFrame as error:
        raise BadFrame(error.code, field=name) from None
    if len(text) > most:
        raise BadFrame("too_long", field=name)
    return text


def read_body(frame: dict[str, Any], instead: Sequence[Any] = ()) -> str:
    """`instead`: what a message may consist of without any words."""
    value = frame.get("body")
    if not isinstance(value, str):
        raise BadFrame("bad_frame", field="body")
    return clean_body(value, may_be_empty=bool(instead))


def clean_body(text: str, *, may_be_empty: bool = False) -> str:
    """What is stored. Raises BadFrame: empty (unless that is all right), too_long, bad_text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MAX_BODY:
        raise BadFrame("too_long")
    if REFUSED_TEXT.search(text):
        raise BadFrame("bad_text")
    if not any(is_visible(character) for character in text):
        if may_be_empty:
            return ""
        raise BadFrame("empty")
    return text


def is_visible(character: str) -> bool:
    """Neither white space nor a mark that shows nothing by itself (zero width, fillers)."""
    if character in "\u115f\u1160\u2800\u3164\uffa0":
        return False
    return unicodedata.category(character) not in ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me")
