"""Every setting the center reads from its environment, typed, in one place.

`settings.py` reads them once into `settings.SUDA`; code asks `env()`, so a test can put another `Env` there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LOCAL_ORIGINS = "http://127.0.0.1:8000,http://localhost:8000"


class BadSetting(Exception):
    """A setting is missing or unusable; the text says which, and what it should be, in one sentence."""


@dataclass(frozen=True)
class Env:
    """The center's settings. Addresses carry no trailing slash."""

    secret_key: str
    database_url: str
    bot_url: str
    bot_token: str
    center_token: str
    sms_url: str
    allowed_origins: tuple[str, ...]
    debug: bool

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names the center answers to: those of the allowed origins, and loopback for the actions server."""
        named = {urlsplit(origin).hostname or "" for origin in self.allowed_origins}
        return sorted(named | {"127.0.0.1", "localhost"})

    @property
    def behind_https(self) -> bool:
        """Whether every page is reached by https, so that cookies may be kept to it."""
        return all(origin.startswith("https://") for origin in self.allowed_origins)


def read_env(environ: Mapping[str, str]) -> Env:
    """Read and check the settings; raises BadSetting for the first one that is missing or wrong."""
    return Env(
        secret_key=_required(environ, "SUDA_SECRET_KEY", "a long random string that signs cookies and buttons"),
        database_url=_required(environ, "DATABASE_URL", "a PostgreSQL address, postgresql://user:password@host/name"),
        bot_url=_address(environ, "SUDA_BOT_URL", "http://127.0.0.1:5005"),
        bot_token=_required(environ, "SUDA_BOT_TOKEN", "the secret that the center and the bot share"),
        center_token=_required(environ, "SUDA_CENTER_TOKEN", "the secret that the actions server and the center share"),
        sms_url=_address(environ, "SUDA_SMS_URL", "http://127.0.0.1:8600"),
        allowed_origins=_origins(environ.get("SUDA_ALLOWED_ORIGINS", LOCAL_ORIGINS)),
        debug=_flag(environ, "SUDA_DEBUG"),
    )


def env() -> Env:
    """The settings in force."""
    from django.conf import settings  # here, because the settings themselves are made with this module

    return settings.SUDA


def _required(environ: Mapping[str, str], name: str, meaning: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise BadSetting(f"{name} is not set; it should be {meaning}.")
    return value


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name, "").strip() or default
    if not _is_origin(value, with_path=True):
        raise BadSetting(f"{name} is {value!r}; it should be an http or https address such as {default}.")
    return value.rstrip("/")


def _origins(value: str) -> tuple[str, ...]:
    origins = tuple(origin.strip().rstrip("/") for origin in value.split(",") if origin.strip())
    wrong = [origin for origin in origins if not _is_origin(origin, with_path=False)]
    if wrong or not origins:
        raise BadSetting(f"SUDA_ALLOWED_ORIGINS is {value!r}; it should be origins like {LOCAL_ORIGINS}.")
    return origins


def _is_origin(value: str, *, with_path: bool) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and (with_path or not parts.path)


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "true", "false"}:
        raise BadSetting(f"{name} is {value!r}; it should be 1 or 0.")
    return value in {"1", "true"}
