"""One mail, all the way: claim and commit, write it, hand it over, commit how that ended.

Killed before the claim it is queued still, and another worker takes it. Killed after, nobody can
tell, and a person decides (claims.give_up_silent). Whatever is known for certain is written down.
"""

import logging

from django.conf import settings

from helpdesk.outbox import Threads
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import claims, ways
from .bounces import Why, stop_address
from .claims import Claim
from .composing import compose
from .outcomes import NotSent, PutOff, TurnedDown, Unclear, Unwanted

logger = logging.getLogger(__name__)


def send(tenant_id: int, mail_id: int) -> None:
    """Does nothing where there is nothing to do. Raises only what the database raises."""
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is None:
        return
    with tenant_scope(tenant):
        claimed = claims.claim(mail_id)
        if claimed is not None:
            _settle(claimed)


def _settle(claimed: Claim) -> None:
    try:
        provider_id = _hand_over(claimed)
    except PutOff as error:
        claims.note_put_off(claimed, error.problem)
    except TurnedDown as error:
        claims.note_failed(claimed, error.problem)
        if error.bounced:
            stop_address(claimed.mail.digest, Why.BOUNCED)
    except Unwanted as error:
        claims.note_cancelled(claimed, error.problem)
    except Unclear as error:
        claims.note_unclear(claimed, error.problem)
        logger.warning("mail %s: not known whether it left (%s)", claimed.mail.pk, error.problem)
    else:
        claims.note_sent(claimed, provider_id)


def _hand_over(claimed: Claim) -> str:
    try:
        message = compose(claimed.mail, claimed.address)
    except NotSent:  # there is nothing to say, or not any more
        raise
    except Exception as error:  # a mistake of ours; nothing has left
        _tell_mistake(claimed, error)
        raise PutOff("not_written") from error
    return ways.deliver(message, claimed.mail, lambda: claims.still_wanted(claimed))


def _tell_mistake(claimed: Claim, error: Exception) -> None:
    """Where it happened, without its words: they may hold what the mail was about."""
    what = type(error).__name__
    logger.error("mail %s was not written: %s", claimed.mail.pk, what, extra={"fault": error})


# A mail server that is slow holds up nothing but mail.
_threads = Threads("mail", lambda: settings.MAIL_AT_ONCE, send)
send_soon = _threads.soon
