"""What a password has to be, said in our own words: Django's are not in all of our languages."""

from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        told = _("This password is too short. It takes at least {least} characters.")
        return told.format(least=self.min_length)


class NotAboutThem(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This password is too much like your name or e-mail. Choose another one.")
