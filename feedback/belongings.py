"""What a company has of ratings and the like, for whoever is about to delete it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tenants.leaving.inventory import Line

from .models import FollowUp, LiveConsent, Rating, Review


def of_feedback() -> Iterable[Line]:
    yield Line(_("Ratings"), Rating.objects.count())
    yield Line(_("Reviews"), Review.objects.count())
    yield Line(_("Promises"), FollowUp.objects.count())
    yield Line(_("Permissions to write to somebody"), LiveConsent.objects.count())
