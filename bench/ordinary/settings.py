"""Nothing but what a chat needs; DATABASE_URL and REDIS_URL say where."""

import os

from environs import Env

env = Env()
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "bench.ordinary",
]
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", engine="django.db.backends.postgresql")
    | {"CONN_MAX_AGE": 600}  # else each message would connect anew
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        # The layer waits 5 s for a message, as long as newer versions of redis-py wait for an
        # answer by default: without this, quiet sockets are closed.
        "CONFIG": {"hosts": [{"address": os.environ["REDIS_URL"], "socket_timeout": 30}]},
    }
}
ASGI_APPLICATION = "bench.ordinary.asgi.application"
ROOT_URLCONF = "helpdesk.no_urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
