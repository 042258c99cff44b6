from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from chat.api.errors import no_such_address
from feedback.data.pages.digest import digest
from feedback.mail import webhooks
from tenants.plans.pages import told_by_stripe

from .development import development_urls
from .health import healthz, readyz
from .landing import landing
from .security_txt import security_txt
from .watch.asking import metrics, metrics_of_installation

handler500 = "helpdesk.errors.server_error"

urlpatterns = [
    path("", landing, name="landing"),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("metrics/installation", metrics_of_installation),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/security/webauthn/", RedirectView.as_view(pattern_name="mfa_index")),
    path("accounts/security/", include("allauth.mfa.urls")),
    path("", include("tenants.signin.urls")),
    path("", include("tenants.urls")),
    path("t/<slug:slug>/audit/", include("tenants.audit.urls")),
    path("t/<slug:slug>/settings/plan/", include("tenants.plans.urls")),
    path("payments/stripe/", told_by_stripe, name="told_by_stripe"),
    path(settings.PLATFORM_PATH, admin.site.urls),
    path("t/<slug:slug>/canned/", include("chat.canned_urls")),
    path("t/<slug:slug>/articles/", include("chat.articles.urls")),
    path("t/<slug:slug>/tags/", include("chat.tags_urls")),
    path("t/<slug:slug>/blocked/", include("chat.blocked_urls")),
    path("t/<slug:slug>/setup/", include("chat.setup_urls")),
    path("t/<slug:slug>/settings/bot/", include("chat.bot.urls")),
    path("t/<slug:slug>/settings/identity/", include("chat.identity.urls")),
    path("t/<slug:slug>/settings/webhooks/", include("chat.webhooks.urls")),
    path("t/<slug:slug>/settings/notifications/", include("chat.notify.urls")),
    path("t/<slug:slug>/settings/api/", include("chat.api.settings_urls")),
    path("t/<slug:slug>/digest/", digest, name="digest"),
    path("t/<slug:slug>/settings/data/", include("feedback.data.urls")),
    path("t/<slug:slug>/", include("chat.settings_pages.urls")),
    path("t/<slug:slug>/", include("chat.etiquette.urls")),
    path("t/<slug:slug>/", include("feedback.surveys.urls")),
    path("t/<slug:slug>/", include("feedback.promises.urls")),
    path("t/<slug:slug>/", include("feedback.practice.urls")),
    path("t/<slug:slug>/coaching/", include("feedback.coaching.urls")),
    path("t/<slug:slug>/reports/", include("feedback.reports.urls")),
    path("t/<slug:slug>/reviews/", include("feedback.reviews.urls")),
    path("t/<slug:slug>/mail/", include("feedback.mail.urls")),
    path("t/<slug:slug>/privacy/permissions/", include("feedback.permission.company_urls")),
    path("t/<slug:slug>/privacy/", include("feedback.privacy.urls")),
    path("", include("feedback.transcripts.urls")),
    path("anymail/<slug:provider>/tracking/", webhooks.events, name="mail_events"),
    path("m/<slug:key>/", include("feedback.promises.link_urls")),
    path("m/<slug:key>/", include("feedback.surveys.link_urls")),
    path("m/<slug:key>/", include("feedback.permission.link_urls")),
    path("privacy/<slug:key>/<str:token>/", include("feedback.permission.privacy_urls")),
    path("", include("chat.urls")),
    path("api/v1/", include("chat.api.urls")),
    path("api/v1/", include("feedback.api.urls")),
    re_path(r"^api/(?P<rest>(?:.|\n)*)\Z", no_such_address),
    *development_urls(is_development=settings.DEVELOPMENT),
]
