"""Below /t/<slug>/settings/webhooks/."""

from .section import WEBHOOKS, doors

urlpatterns = doors(WEBHOOKS)
