"""Settings from the environment: small readers that fail with a sentence instead of a traceback."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """The variable's text. Raises ImproperlyConfigured, naming it, when it is unset or empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"set the environment variable {name}")
    return value


def text(name: str, default: str = "") -> str:
    """The variable's text without the blanks around it."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be one of true, false; it is {value!r}")
    return default


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; it is {value!r}") from None


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `postgresql://user:password@host:port/name?sslmode=require`.

    `host`, `port` and `user` may also come as query parameters, which is how a Unix socket is named:
    `postgresql:///parley?host=/run/postgresql`. Every other parameter is handed to libpq.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql:// (no other database is supported)")
    query = dict(parse_qsl(parts.query))
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL must end with the name of the database: postgresql://host/parley")
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": query.pop("user", None) or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": query.pop("port", None) or str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**database_options(), **query},
    }


def database_options() -> dict[str, Any]:
    """What every connection asks for: values bound by the server, and no statement or lock that waits for ever.

    Server-side binding keeps values out of the statement text, and so out of PostgreSQL's log.
    """
    statement_ms = number("DATABASE_STATEMENT_TIMEOUT_MS", 30_000)
    return {
        "application_name": "parley",
        "connect_timeout": 5,
        "server_side_binding": True,
        "options": f"-c statement_timeout={statement_ms} -c lock_timeout=10000 "
        "-c idle_in_transaction_session_timeout=60000",
    }


def celery_url(redis_url: str) -> str:
    """The same Redis in the words of Celery, which writes `redis+socket://` where redis-py writes `unix://`."""
    if redis_url.startswith("unix://"):
        address, _, query = redis_url.removeprefix("unix://").partition("?")
        number_of_database = dict(parse_qsl(query)).get("db", "0")
        return f"redis+socket://{address}?virtual_host={number_of_database}"
    return redis_url
