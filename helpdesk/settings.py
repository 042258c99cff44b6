"""The one settings file. What differs between installations comes from the environment."""

import os
from pathlib import Path

from csp.constants import NONCE
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from helpdesk.languages import LANGUAGES  # noqa: F401
from helpdesk.safe_start import refuse_unsafe
from helpdesk.services import join_demo, name_embedded
from helpdesk.watch import logs

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

VAR = Path(env.str("VAR", str(BASE_DIR / "var"))).resolve()
join_demo(VAR)
DEVELOPMENT = env.str("HELPDESK_ENV", "production") == "development"
DEBUG = False
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)

if DEVELOPMENT:  # the PostgreSQL and Redis under VAR, where the environment names no others
    name_embedded(VAR)


def required(name: str, in_development: str | None = None) -> str:
    value = env.str(name, "") or (in_development if DEVELOPMENT else None)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. See docs/operations.md for every variable.")
    return value


SECRET_KEY = required("SECRET_KEY", in_development="development-only")
PUBLIC_URL = required("PUBLIC_URL", in_development="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"] if DEVELOPMENT else [])
REDIS_URL = required("REDIS_URL", in_development="redis://127.0.0.1:6379/0")
if not DEVELOPMENT:
    refuse_unsafe(
        secret_key=SECRET_KEY,
        public_url=PUBLIC_URL,
        allowed_hosts=ALLOWED_HOSTS,
        debug=env.str("DEBUG", ""),
    )

INSTALLED_APPS = [
    "helpdesk.platform.apps.PlatformAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "helpdesk",
    "tenants",
    "chat",
    "feedback",
]

MIDDLEWARE = [
    "helpdesk.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenants.signin.sessions.SessionsMiddleware",
    "tenants.signin.leading.AccountMiddleware",
    "tenants.middleware.TenantMiddleware",
    "tenants.plans.gate.PlanGate",
    "chat.api.middleware.ApiMiddleware",
    "helpdesk.watch.answering.RouteMiddleware",
]

ROOT_URLCONF = "helpdesk.urls"
ASGI_APPLICATION = "helpdesk.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]

# --- Database: the role that serves, and (for migrations) the role that owns the tables -------

DATABASE_ENGINE = "helpdesk.db.postgresql"


# A database that is gone without a word (no power, a firewall that forgot us) is noticed within
# a minute; usual are two hours, in which a process would write nothing. Over TCP only.
KEEPALIVES = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def database(url_name: str, **options: object) -> dict:
    named = env.dj_db_url(url_name, engine=DATABASE_ENGINE, conn_max_age=0)
    return named | {
        "DISABLE_SERVER_SIDE_CURSORS": True,  # PgBouncer in transaction mode
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": bool(options),
        # The URL's own, such as ?sslmode=require, count.
        "OPTIONS": KEEPALIVES | named.get("OPTIONS", {}) | options,
    }


# "transaction": PgBouncer in that mode stands before DATABASE_URL. Then each transaction may have
# another server behind it, which knows nothing that was prepared before; DATABASE_OWNER_URL,
# DATABASE_BACKUP_URL and what else needs a session go past it.
DATABASE_POOLER = env.str("DATABASE_POOLER", "")
if DATABASE_POOLER not in ("", "transaction"):
    raise ImproperlyConfigured(
        f"DATABASE_POOLER is {DATABASE_POOLER!r}: it must be 'transaction', or empty where nothing "
        "stands between the helpdesk and PostgreSQL."
    )
required("DATABASE_URL")
DATABASES = {
    "default": database(
        "DATABASE_URL",
        pool={
            "min_size": 0 if DATABASE_POOLER else 2,  # the pooler keeps them
            "max_size": env.int("DATABASE_POOL", 16),
            "timeout": 5,
            "reconnect_timeout": 5,  # then anew: its pauses grow as long as the outage was
        },
        connect_timeout=3,
        # For the few statements of `prepared_cursor`.
        prepare_threshold=None if DATABASE_POOLER else 2,
    )
}
if env.str("DATABASE_OWNER_URL", ""):
    DATABASES["owner"] = database("DATABASE_OWNER_URL") | {"ATOMIC_REQUESTS": False}
OWNER_URL = env.str("DATABASE_OWNER_URL", "") or env.str("DATABASE_URL")
DATABASE_BACKUP_URL = env.str("DATABASE_BACKUP_URL", "") or OWNER_URL  # see helpdesk/backups/

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}
CHANNEL_LAYERS: dict = {}  # consumers do not use one; see chat/fanout.py

# --- People and sessions ----------------------------------------------------------------------

AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tenants.passwords.NotAboutThem"},
    {
        "NAME": "tenants.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "tenants.forms.CompanySignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that strangers typed
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,3/h/key", "login": None}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # the way in while strangers guess (signin/throttling.py)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "tenants.adapter.AccountAdapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds; as tenants/signin/fresh.py has it
MFA_ADAPTER = "tenants.signin.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Helpdesk"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT  # http://localhost
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/companies/"
LOGOUT_REDIRECT_URL = "/"
LANDING_SITE_KEY = env.str("LANDING_SITE_KEY", "")  # the company whose chat runs on the start page

SECURE_COOKIES = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_ENGINE = "helpdesk.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "helpdesk_session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "helpdesk_csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_COOKIES and env.bool("HSTS_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = SECURE_COOKIES and BEHIND_PROXY  # elsewhere nobody tells which it was
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics"]  # asked from inside, without TLS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading binds a whole domain: HSTS_PRELOAD
# Who to tell of a hole, "mailto:" or "https:", and where it says how: /.well-known/security.txt.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", [])
SECURITY_POLICY = env.str("SECURITY_POLICY", "")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["push-worker"],  # one policy, for the address of one script
        "upgrade-insecure-requests": SECURE_COOKIES,
    }
}

# --- Mail -------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Helpdesk <helpdesk@localhost>")
EMAIL_TIMEOUT = 10
EMAIL_PROVIDER = env.str("EMAIL_PROVIDER", "")  # of django-anymail, such as "postmark"
if EMAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{EMAIL_PROVIDER}.EmailBackend"
elif env.str("EMAIL_URL", ""):
    vars().update(env.dj_email_url("EMAIL_URL"))
elif DEVELOPMENT:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
else:
    raise ImproperlyConfigured(
        "Neither EMAIL_URL nor EMAIL_PROVIDER is set. See docs/operations.md for every variable."
    )
# ANYMAIL_POSTMARK_SERVER_TOKEN and the like, as django-anymail calls them without "ANYMAIL_".
ANYMAIL: dict[str, object] = {
    name.removeprefix("ANYMAIL_"): value
    for name, value in os.environ.items()
    if name.startswith("ANYMAIL_")
}
# "user:password" by which providers' webhooks are known; several with commas between. Without one
# nothing is believed (feedback/mail/webhooks.py).
ANYMAIL["WEBHOOK_SECRET"] = env.list("ANYMAIL_WEBHOOK_SECRET", [])

MAIL_AT_ONCE = env.int("MAIL_AT_ONCE", 4)  # connections to the mail server of one worker
WEBHOOKS_AT_ONCE = env.int("WEBHOOKS_AT_ONCE", 8)  # to companies' own servers, of one worker
# To customers; what is more waits until there is room (feedback/mail/caps.py).
MAIL_PER_ADDRESS_A_DAY = env.int("MAIL_PER_ADDRESS_A_DAY", 20)
MAIL_PER_UNCONFIRMED_ADDRESS_A_DAY = env.int("MAIL_PER_UNCONFIRMED_ADDRESS_A_DAY", 5)
MAIL_PER_COMPANY_A_DAY = env.int("MAIL_PER_COMPANY_A_DAY", 2000)

# --- Celery: the outbox row is the job, the broker carries ids --------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- The API (docs/api.md). REST framework is a library here, not an app: its pages are not ours --

API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", 600)  # of one token
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "chat.api.errors.answer_error",
    "DEFAULT_SCHEMA_CLASS": "chat.api.schema.ApiSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # chat.api.views names its own; any other is shut
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Helpdesk API",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [{"url": PUBLIC_URL}],
    "PREPROCESSING_HOOKS": ["chat.api.schema.only_ours"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "chat.api.schema.with_problems",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# --- Language, time, files --------------------------------------------------------------------

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "helpdesk.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
COLLECTED = VAR / "static"  # by `collectstatic`, and by every start of the demo
# Where nothing was collected, development serves the files where they lie.
SERVES_SOURCES = DEVELOPMENT and not (COLLECTED / "staticfiles.json").exists()
STATIC_ROOT = None if SERVES_SOURCES else COLLECTED
WHITENOISE_USE_FINDERS = SERVES_SOURCES
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if SERVES_SOURCES
        else "helpdesk.collected.CollectedStorage"
    },
}
# What people send each other: never below MEDIA_URL, only through chat/attachments/serving.py.
FILES_ROOT = Path(env.str("FILES_ROOT", str(VAR / "files")))
STORAGES["files"] = {
    "BACKEND": env.str("FILES_BACKEND", "django.core.files.storage.FileSystemStorage"),
    "OPTIONS": env.json("FILES_OPTIONS", None)
    or {
        "location": FILES_ROOT,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
ATTACHMENT_SCANNER = env.str("ATTACHMENT_SCANNER", "")  # see chat/attachments/scanning.py
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# --- What those who run it see (helpdesk/watch/) ------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", "INFO")  # of everything that logs
# "line" for people, "json" for programs.
LOG_FORMAT = env.str("LOG_FORMAT", "line", validate=validate.OneOf(["line", "json"]))
LOGGING = logs.config(as_json=LOG_FORMAT == "json", level=LOG_LEVEL)
METRICS_TOKEN = env.str("METRICS_TOKEN", "")  # shown by Prometheus at /metrics; none: off
SENTRY_DSN = env.str("SENTRY_DSN", "")  # of a Sentry of your own: faults of the software; none: off
SENTRY_ENVIRONMENT = env.str("SENTRY_ENVIRONMENT", "development" if DEVELOPMENT else "production")
WORKER_METRICS = env.str("WORKER_METRICS", "")  # host:port where a worker tells its own

# --- Plans and who is paid (tenants/plans/) ---------------------------------------------------

PLATFORM_PATH = (env.str("PLATFORM_PATH", "").strip("/") or "platform") + "/"  # where staff works
DEFAULT_PLAN = env.str("DEFAULT_PLAN", "self-hosted")  # of new companies, and of those with none
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", "")
STRIPE_PRICES = env.dict("STRIPE_PRICES", {})  # such as team=price_…,business=price_…
STRIPE_API = env.str("STRIPE_API", "")  # another address than Stripe's own, for trying it out
BILLING_CONTACT = env.str("BILLING_CONTACT", "")  # whom to ask where nothing can be paid here

# --- Real time --------------------------------------------------------------------------------

FANOUT = env.str("FANOUT", "chat.fanout_redis.RedisFanout")
# Servers that hints are spread over; the same list for every process (chat/shards.py).
REDIS_SHARDS = env.list("REDIS_SHARDS", []) or [REDIS_URL]
# From one network address, in one process. Many customers may share an address.
NEW_VISITORS_PER_HOUR = env.int("NEW_VISITORS_PER_HOUR", 100_000 if DEVELOPMENT else 300)

# Of one company within a minute, from everywhere; beyond, browsers do a sum first (chat/guard/).
USUAL_NEW_VISITORS_PER_MINUTE = env.int(
    "USUAL_NEW_VISITORS_PER_MINUTE", 100_000 if DEVELOPMENT else 60
)
USUAL_MESSAGES_PER_MINUTE = env.int("USUAL_MESSAGES_PER_MINUTE", 1_000_000 if DEVELOPMENT else 600)

# --- Web push: see chat/vapid.py; without a key in production none is offered --------------------

VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", "")
VAPID_CONTACT = env.str("VAPID_CONTACT", PUBLIC_URL if SECURE_COOKIES else "mailto:root@localhost")
# "host:port" of services in the own network that may be asked although they are not public.
OUTGOING_EXCEPTIONS = env.list("OUTGOING_EXCEPTIONS", [])
