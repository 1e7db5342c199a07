"""Django's settings. What differs from one machine to the next comes from `center.env`."""

import os
import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from center.env import read_env

ROOT = Path(__file__).resolve().parent
SUDA = read_env(os.environ)

SECRET_KEY = SUDA.secret_key
DEBUG = SUDA.debug
ALLOWED_HOSTS = SUDA.allowed_hosts
CSRF_TRUSTED_ORIGINS = list(SUDA.allowed_origins)

INSTALLED_APPS = [
    "center.conversations",
    "center.channels",
    "center.customers",
    "center.tickets",
    "center.desk",
    "center.internal",
    "procrastinate.contrib.django",
    "helpdesk",
    "bootstrap4form",
    "rest_framework",
    "django_cleanup.apps.CleanupConfig",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

ROOT_URLCONF = "center.urls"
ASGI_APPLICATION = "center.asgi.application"


def _database(url: str) -> dict[str, Any]:
    """Django's form of a libpq address (read by libpq itself, so sockets and options work), with a pool for threads."""
    parts = conninfo_to_dict(url)
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{ours: str(parts.pop(theirs)) for ours, theirs in named.items() if parts.get(theirs)},
        "OPTIONS": {**parts, "pool": {"min_size": 1, "max_size": 12, "timeout": 5}},
    }


DATABASES = {"default": _database(SUDA.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # "tasks", the default, is Celery's in django-helpdesk
CHANNEL_LAYERS = {"default": {"BACKEND": "center.conversations.layer.PostgresLayer"}}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the source tree: nothing to collect before a start
# WhiteNoise reads our small files synchronously, under ASGI too, and Django says so on every start.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

# The agents' door stands on the customers' address: whoever guesses passwords there is stopped, on every login page.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SUDA.behind_https

SITE_ID = 1
HELPDESK_TEAMS_MODE_ENABLED = False
# helpdesk is the agents' tool: customers speak to us in a conversation, the actions server through /internal/v1/.
HELPDESK_REDIRECT_TO_LOGIN_BY_DEFAULT = True
HELPDESK_VIEW_A_TICKET_PUBLIC = HELPDESK_SUBMIT_A_TICKET_PUBLIC = False
HELPDESK_API_ENABLED = HELPDESK_SHOW_MY_TICKETS_IN_NAV_FOR_STAFF = False  # "my tickets" needs that API
HELPDESK_ENABLE_ATTACHMENTS = False  # nothing serves them; a customer's pictures come with the channels
HELPDESK_ENABLE_PASSWORD_RESET = False  # there is no mail; `ensure_agent` sets a password anew

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Procrastinate and httpx write the arguments of every job and the address of every call at info level.
    "loggers": {"procrastinate": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
