"""Below /t/<slug>/settings/plan/, and the one door of the payment service."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.plan, name="settings_plan"),
    path("choose/<slug:plan_name>/", pages.choose, name="plan_choose"),
    path("portal/", pages.portal, name="plan_portal"),
]
