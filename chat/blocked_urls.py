"""Below /t/<slug>/blocked/."""

from django.urls import path

from . import blocked

urlpatterns = [
    path("", blocked.blocked, name="blocked"),
    path("<int:block_id>/lift/", blocked.lift, name="blocked_lift"),
]
