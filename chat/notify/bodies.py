"""What leaves: the JSON team chats understand, or the one of docs/webhooks.md."""

import json
from typing import Any

from django.utils.translation import gettext as _

from chat.webhooks import outbox
from chat.webhooks.models import Endpoint


def body_for(endpoint: Endpoint, told: outbox.Told) -> str:
    """`told.payload`: {"text"} and, where there are, "link" and "details". Call with the language
    of the reader active."""
    if endpoint.kind == Endpoint.Kind.SLACK:
        return json.dumps({"text": slack_text(**told.payload)}, ensure_ascii=False)
    return outbox.written(endpoint.tenant, told)


def slack_text(text: str, link: str = "", details: str = "", **_more: Any) -> str:
    """As https://api.slack.com/messaging/webhooks has it: nothing a customer wrote becomes a link,
    a format or a call to everybody."""
    lines = [escaped(text)]
    if details:
        lines += [f"> {line}" for line in escaped(details).splitlines()]
    if link:
        lines.append(f"<{link}|{escaped(_('Open the chat'))}>")
    return "\n".join(lines)


def escaped(text: str) -> str:
    """An @ or a format is broken by a character nobody sees."""
    for sign, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, safe)
    for sign in "@*_~`[":
        text = text.replace(sign, sign + "\u200b")
    return text
