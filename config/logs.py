"""Logging through structlog: lines for people in development, JSON in production, secrets in neither."""

import logging.config
import re
from typing import Any

import structlog

SENSITIVE = re.compile(
    r"passw|secret|token|cookie|authorization|session|csrf|walk_?away|target|realistic|marker|floor|limit|package",
    re.IGNORECASE,
)
HIDDEN = "•••"
# PostgreSQL quotes the whole row after DETAIL when a constraint fails, and the value after CONTEXT.
ROW_QUOTE = re.compile(
    r"^(DETAIL|CONTEXT|HINT|QUERY|STATEMENT):.*(?:\n(?![A-Z]+:|Traceback|  File |\w+\.).*)*", re.MULTILINE
)
# So does the message of an error about a value; that of a broken constraint names only the constraint.
ERROR_VALUE = re.compile(
    r"^((?:psycopg\.errors|django\.db\.utils|psycopg)\.(?!\w*Violation|Integrity|Operational)\w+): .*$", re.M
)
# The keys in links that reset a password or accept an invitation. An identifier of ours (36) is shorter.
LINK_KEY = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}")


def configure(options: dict[str, Any]) -> None:
    """Django calls this with settings.LOGGING: {"json": bool, "level": str}."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    as_json = structlog.processors.JSONRenderer()
    renderer = as_json if options["json"] else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "parley": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "parley"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            "loggers": {
                name: {"handlers": [], "level": level, "propagate": True}
                for name, level in {
                    "django": options["level"],
                    "django.server": "WARNING",
                    "celery": options["level"],
                    "uvicorn": options["level"],
                    "uvicorn.access": "WARNING",
                    # A line for every beat of a five-second clock hides all others.
                    "celery.beat": "WARNING",
                    "celery.worker.strategy": "WARNING",
                    "celery.app.trace": "WARNING",
                    # Scanners ask for hosts that are not ours all day; each would print a traceback.
                    "django.security.DisallowedHost": "CRITICAL",
                }.items()
            },
        }
    )


def hide_secrets(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: values under a telling key are hidden, and so is what a database error quotes."""
    for key, value in event.items():
        if key not in {"event", "level", "logger", "timestamp", "exception"} and SENSITIVE.search(key):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = LINK_KEY.sub(HIDDEN, without_quoted_rows(value))
    return event


def without_quoted_rows(text: str) -> str:
    """The text with the values that PostgreSQL and psycopg quote in an error taken out."""
    text = ROW_QUOTE.sub(lambda match: f"{match[1]}: {HIDDEN}", text)
    return ERROR_VALUE.sub(lambda match: f"{match[1]}: {HIDDEN}", text)
