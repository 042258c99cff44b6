"""What allauth asks us about accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .actions import memberships_of
from .arrival import first_page
from .signin import throttling
from .signin.fresh import is_fresh, note_sign_in


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail and password do not go together. Check both, or reset your password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes, or reset your password."
        ),
        "incorrect_password": _("This is not your password. Try again."),
        "enter_current_password": _("This is not your current password. Try again."),
        "rate_limited": _("That was too often. Wait a minute and try again."),
        "email_taken": _("There is an account for this address already."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is the one you have. Choose another one."),
    }

    # A stranger who guesses locks nobody out: see tenants/signin/throttling.py.

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if request.user.is_authenticated:
            return  # proving it once more: allauth counts that for each person
        usage = throttling.count_attempt(request, credentials.get("email", ""))
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = usage

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        throttling.forget_attempts(request, credentials.get("email", ""))

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        response = super().post_login(request, user, **how)
        throttling.know_browser(request, response, user)
        return response

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note_sign_in(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """For allauth's own dangerous pages; ours say `@needs_fresh_sign_in`."""
        return not is_fresh(context.request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A founder's first page is the list of first steps."""
        companies = memberships_of(request.user)
        if len(companies) == 1:
            return first_page(companies[0])
        return reverse("companies")

    # Links in mails name our own address, whatever host the request claimed to be for.

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"public_url": settings.PUBLIC_URL} | context)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.PUBLIC_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uidb36, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token})
        return settings.PUBLIC_URL + path
