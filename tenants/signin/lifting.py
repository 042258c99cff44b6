"""Who lost every second factor gets in with the password again, once whoever runs the installation
is sure who asks: no company may decide it, as the account opens others, too."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from helpdesk.languages import first_spoken
from helpdesk.tenancy import tenant_scope

from ..actions import places_of
from ..audit import Actor, acting, record
from ..audit.acting import STAFF
from ..mail import went_out
from ..models import User
from .sessions import end_sessions


@transaction.atomic
def lift_factors(person: User, *, by: str, reason: str) -> int:
    """How many factors there were, recovery codes among them. Ends every session, tells the person
    by mail, and leaves a line in the trail of each of their companies."""
    lifted, _tables = Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    places = [place for place in places_of(person) if not place.tenant.is_sandbox]
    for place in places:
        with tenant_scope(place.tenant), acting(Actor(STAFF, by)):
            record("signin.factors_lifted", target=place.display_name, reason=reason)
    language = first_spoken([place.tenant.language for place in places])
    transaction.on_commit(lambda: _tell(person, language), robust=True)
    return lifted


def _tell(person: User, language: str) -> None:
    with translation.override(language):
        subject = _("Your second factor was removed")
        body = _(
            "Whoever runs this helpdesk removed the second factor of your account, because they "
            "were told that you lost it. You were signed out everywhere.\n\nYour password opens "
            "the account alone for now. Sign in and set up a new factor:\n{link}\n\nWas it not you "
            "who asked? Change your password at once and answer this mail."
        )
        link = settings.PUBLIC_URL + reverse("mfa_index")
        went_out(EmailMessage(subject, body.format(link=link), to=[person.email]))
