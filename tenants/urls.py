"""Addresses of companies, their people and settings."""

from django.urls import include, path, re_path

from .leaving import pages as leaving
from .signin.urls import company as sign_in_pages
from .views import (
    companies,
    contact,
    departments,
    holidays,
    hours,
    install,
    invitations,
    join,
    people,
    profile,
    roles,
    settings,
)

# The company's, and those of each department that keeps its own.
hours_pages = [
    path("", hours.hours, name="settings_hours"),
    path("holidays/", holidays.add_holiday, name="holiday_add"),
    path("holidays/repeat/", holidays.repeat_holidays, name="holidays_repeat"),
    path("holidays/<int:holiday_id>/remove/", holidays.remove_holiday, name="holiday_remove"),
]

company = [
    path("", companies.front, name="company"),
    path("people/", people.people, name="people"),
    path("people/roles/", roles.roles, name="roles"),
    path("people/<int:member_id>/", people.person, name="person"),
    path("people/<int:member_id>/disconnect/", people.unlink, name="person_disconnect"),
    path("people/<int:member_id>/end/", people.end, name="person_end"),
    path("invitations/<int:invitation_id>/again/", invitations.again, name="invitation_again"),
    path(
        "invitations/<int:invitation_id>/take-back/",
        invitations.take_back,
        name="invitation_take_back",
    ),
    path("settings/", settings.general, name="settings"),
    path("settings/hours/", include(hours_pages)),
    path("settings/hours/besides/", hours.besides, name="hours_besides"),
    path("settings/departments/", departments.departments, name="settings_departments"),
    path("settings/departments/new/", departments.department, name="department_new"),
    path("settings/departments/<int:department_id>/", departments.department, name="department"),
    path("settings/departments/<int:department_id>/hours/", include(hours_pages)),
    path(
        "settings/departments/<int:department_id>/move/",
        departments.move_department,
        name="department_move",
    ),
    path(
        "settings/departments/<int:department_id>/delete/",
        departments.delete_department,
        name="department_delete",
    ),
    path("settings/sign-in/", include(sign_in_pages)),
    path("settings/contact/", contact.contact, name="settings_contact"),
    path("settings/contact/<int:way_id>/remove/", contact.remove_contact, name="contact_remove"),
    path("settings/sites/", settings.sites, name="settings_sites"),
    path("settings/sites/remove/", settings.remove_site, name="settings_remove_site"),
    path("settings/key/", settings.new_key, name="settings_key"),
    path("settings/leave/", leaving.leaving, name="settings_leave"),
    path("install/", install.install, name="install"),
    path("me/", profile.profile, name="profile"),
    path("me/photo/remove/", profile.remove_photo, name="profile_remove_photo"),
]

urlpatterns = [
    path("companies/", companies.companies, name="companies"),
    path("companies/new/", companies.found, name="found_company"),
    path("companies/stay/<str:token>/", leaving.staying, name="company_stay"),
    path("join/<slug:slug>/<str:token>/", join.join, name="join"),
    re_path(
        r"^portraits/(?P<tenant_id>[0-9]{1,18})/(?P<photo_hash>[0-9a-f]{32})\.webp$",
        profile.portrait,
        name="portrait",
    ),
    path("t/<slug:slug>/", include(company)),
]
