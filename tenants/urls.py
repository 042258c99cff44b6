"""Addresses of companies, their people and settings."""

from django.urls import include, path, re_path

from .views import companies, install, invitations, join, people, profile, settings

company = [
    path("", companies.front, name="company"),
    path("people/", people.people, name="people"),
    path("people/<int:member_id>/", people.person, name="person"),
    path("people/<int:member_id>/end/", people.end, name="person_end"),
    path("invitations/<int:invitation_id>/again/", invitations.again, name="invitation_again"),
    path(
        "invitations/<int:invitation_id>/take-back/",
        invitations.take_back,
        name="invitation_take_back",
    ),
    path("settings/", settings.general, name="settings"),
    path("settings/hours/", settings.hours, name="settings_hours"),
    path("settings/sites/", settings.sites, name="settings_sites"),
    path("settings/sites/remove/", settings.remove_site, name="settings_remove_site"),
    path("settings/key/", settings.new_key, name="settings_key"),
    path("install/", install.install, name="install"),
    path("me/", profile.profile, name="profile"),
    path("me/photo/remove/", profile.remove_photo, name="profile_remove_photo"),
]

urlpatterns = [
    path("companies/", companies.companies, name="companies"),
    path("companies/new/", companies.found, name="found_company"),
    path("join/<slug:slug>/<str:token>/", join.join, name="join"),
    re_path(
        r"^portraits/(?P<tenant_id>[0-9]{1,18})/(?P<photo_hash>[0-9a-f]{32})\.webp$",
        profile.portrait,
        name="portrait",
    ),
    path("t/<slug:slug>/", include(company)),
]
