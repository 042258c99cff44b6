"""SMTP, step by step: until the server has been given the last line of the mail, nothing has left;
from then on only its answer says what became of it (RFC 5321, 4.2.5)."""

import re
from collections.abc import Callable
from contextlib import suppress
from smtplib import SMTP, SMTPException

from django.core.mail import EmailMultiAlternatives, get_connection

from feedback.mail.outcomes import PutOff, TurnedDown, Unclear
from feedback.mail.senders import our_address
from feedback.models import OutgoingMail

LONGEST_LINE = 998  # RFC 5322
ANSWERS_WITHIN_S = 60.0  # servers look for viruses before they say yes
DOT = re.compile(rb"^\.", re.MULTILINE)
ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")
AN_ADDRESS = re.compile(r"\S*@\S*")

Reply = tuple[int, bytes]


def deliver(message: EmailMultiAlternatives, mail: OutgoingMail, ready: Callable[[], None]) -> str:
    backend = get_connection()
    try:
        backend.open()
    except (OSError, SMTPException) as error:  # also a refused sign-in: the settings may be mended
        raise PutOff(f"connection {type(error).__name__}") from error
    try:
        server: SMTP = backend.connection
        _before_data(server, message, ready)
        return _data(server, message)
    finally:
        with suppress(OSError, SMTPException):
            backend.close()


def _before_data(server: SMTP, message: EmailMultiAlternatives, ready: Callable[[], None]) -> None:
    [recipient] = message.recipients()
    try:
        server.ehlo_or_helo_if_needed()
        _need(250, server.mail(our_address()))
        _need(250, server.rcpt(recipient), recipient=True)
        ready()
        _need(354, server.docmd("DATA"))
    except (OSError, SMTPException) as error:
        raise PutOff(f"connection {type(error).__name__}") from error


def _data(server: SMTP, message: EmailMultiAlternatives) -> str:
    """The mail itself. A connection that dies here leaves it open whether it was taken."""
    content = DOT.sub(b"..", _in_bytes(message))
    try:
        server.sock.settimeout(ANSWERS_WITHIN_S)
        server.send(content.removesuffix(b"\r\n") + b"\r\n.\r\n")
        reply = server.getreply()
    except (OSError, SMTPException) as error:
        raise Unclear(f"no_answer {type(error).__name__}") from error
    _need(250, reply)
    return AN_ADDRESS.sub("…", reply[1].decode("ascii", "replace"))[:200]


def _in_bytes(message: EmailMultiAlternatives) -> bytes:
    """Headers on one line each, as long as that is allowed to be: not everybody who reads the
    address in List-Unsubscribe puts it together again."""
    made = message.message()
    made.policy = made.policy.clone(max_line_length=LONGEST_LINE)
    return made.as_bytes(linesep="\r\n")


def _need(wanted: int, reply: Reply, *, recipient: bool = False) -> None:
    """Raises PutOff or TurnedDown for anything else."""
    code, words = reply
    if code == wanted or (recipient and code == 251):
        return
    enhanced = ENHANCED.search(words)
    problem = f"smtp {code} {enhanced[0].decode() if enhanced else ''}".strip()
    if not 500 <= code < 600 or code in (530, 535):
        raise PutOff(problem)
    raise TurnedDown(problem, bounced=recipient and _is_about_the_mailbox(enhanced))


def _is_about_the_mailbox(enhanced: re.Match[bytes] | None) -> bool:
    """There is none, or it is closed (RFC 3463). A full one, or that they take no mail from us, is
    a refusal of this mail alone."""
    return enhanced is None or enhanced[0].startswith((b"5.0.", b"5.1.", b"5.2.0", b"5.2.1"))
