"""Below /t/<slug>/mail/."""

from django.urls import path

from .pages import outbox, preview, sender, words

urlpatterns = [
    path("", words.overview, name="mail_words"),
    path("sender/", sender.sender, name="mail_sender"),
    path("sender/again/", sender.ask_again, name="mail_sender_again"),
    path("sender/confirm/", sender.confirm, name="mail_sender_confirm"),
    path("outbox/", outbox.outbox, name="mail_outbox"),
    path("outbox/<int:mail_id>/", outbox.one, name="mail_one"),
    path("outbox/<int:mail_id>/again/", outbox.again, name="mail_again"),
    path("outbox/<int:mail_id>/done/", outbox.done, name="mail_done"),
    path("words/<slug:kind>/", words.one, name="mail_kind"),
    path("words/<slug:kind>/preview/", preview.preview, name="mail_preview"),
    path("words/<slug:kind>/test/", words.try_it, name="mail_test"),
    path("words/<slug:kind>/usual/", words.back_to_usual, name="mail_usual"),
]
