"""What allauth asks us about second factors, and who has one."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.sealing import seal, unseal

USE = b"second factors"
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


class FactorAdapter(DefaultMFAAdapter):
    """Secrets sealed, words our own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not match. Try again."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up a second factor first."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, USE).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises sealing.CannotOpen."""
        return unseal(encrypted_text.encode(), USE)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey {number}").format(number=number)


def has_second_factor(person_id: int) -> bool:
    return bool(with_second_factor([person_id]))


def with_second_factor(people: Iterable[int]) -> set[int]:
    """Those of these people (ids of users) who have one."""
    rows = Authenticator.objects.filter(user_id__in=people, type__in=REAL)
    return set(rows.values_list("user_id", flat=True))
