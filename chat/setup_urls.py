"""Below /t/<slug>/setup/."""

from django.urls import path

from . import setup

urlpatterns = [
    path("", setup.setup, name="setup"),
    path("state/", setup.state, name="setup_state"),
    path("done/", setup.put_aside, name="setup_done"),
    path("mail/", setup.send_mail, name="setup_mail"),
    path("mail/here/", setup.mail_is_here, name="setup_mail_here"),
    path("mail/arrived/", setup.mail_arrived, name="setup_mail_arrived"),
]
