"""A worker that dies when it is told to: `python -m tests.mail.sender`.

Reads lines of JSON, {"tenant", "mails", "die": step or null, "copies": how many at once}; each is a
process of its own, forked from this one, that sends these mails as a worker does and is killed as
by `kill -9` when it reaches the step. Answers each line with the processes' exit statuses.
"""

import gc
import json
import os
import signal
import smtplib
import sys
from collections.abc import Callable
from typing import Any

STEPS = (
    "before_claim",
    "after_claim",
    "before_data",
    "within_data",
    "after_data",
    "before_commit",
)


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(step: str) -> None:
    """Put the end where the work comes past."""
    from feedback.mail import claims, sending

    if step == "before_claim":
        claims.claim = die
    elif step == "after_claim":
        sending.compose = die
    elif step == "before_data":
        claims.still_wanted = die
    elif step == "within_data":
        smtplib.SMTP.send = _send_half(smtplib.SMTP.send)
    elif step == "after_data":
        smtplib.SMTP.send = _send_and_die(smtplib.SMTP.send)
    elif step == "before_commit":
        claims.note_sent = die


def _send_half(send: Callable[..., None]) -> Callable[..., None]:
    def sending(self: Any, content: Any) -> None:
        if _is_mail(content):
            send(self, content[: len(content) // 2])
            die()
        send(self, content)

    return sending


def _send_and_die(send: Callable[..., None]) -> Callable[..., None]:
    def sending(self: Any, content: Any) -> None:
        send(self, content)
        if _is_mail(content):
            die()

    return sending


def _is_mail(content: Any) -> bool:
    return isinstance(content, bytes) and content.endswith(b"\r\n.\r\n")


def start(order: dict[str, Any]) -> int:
    """The id of a process that does it, which does not come back here."""
    from feedback.mail.sending import send

    if child := os.fork():
        return child
    if order["die"]:
        arm(order["die"])
    try:
        for mail in order["mails"]:
            send(order["tenant"], mail)
    except BaseException as error:
        print(type(error).__name__, error, file=sys.stderr)
        os._exit(1)
    os._exit(0)


def warm_up() -> None:
    """Once, for all that are forked: templates, catalogues, keys, and what Django works out when it
    first asks for a mail. The connection is not theirs."""
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.db import connection

    from feedback import addresses
    from feedback.mail import claims
    from feedback.mail.render import Footer, usual_words, write
    from feedback.mail.sending import send
    from helpdesk.tenancy import tenant_scope
    from tenants.models import Tenant

    addresses.unseal(addresses.seal("mia@customer.example"))
    words, footer = usual_words("confirmation", "en"), Footer("", "", "/", "/")
    written = write(Tenant(name="Acme"), "en", words, {}, footer)
    message = EmailMultiAlternatives(written.subject, written.text)
    message.attach_alternative(written.html, "text/html")
    message.message().as_bytes()
    get_connection()
    send(0, 0)  # there is none
    with tenant_scope(1):
        claims.claim(0)
    connection.close()


def main() -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"].pop("pool")  # one connection each, made quickly
    django.setup()
    warm_up()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        children = [start(order) for _ in range(order["copies"])]
        statuses = [os.waitpid(child, 0)[1] for child in children]
        print(json.dumps(statuses), flush=True)


if __name__ == "__main__":
    main()
