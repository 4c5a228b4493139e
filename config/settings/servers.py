"""What follows from the addresses of PostgreSQL and Redis, for the settings modules that know them."""

from typing import Any

from config import env


def for_servers(database_url: str, redis_url: str) -> dict[str, Any]:
    """The settings DATABASES, REDIS_URL, CACHES and CELERY_BROKER_URL."""
    return {
        "DATABASES": {"default": env.database(database_url)},
        "REDIS_URL": redis_url,
        "CELERY_BROKER_URL": env.celery_url(redis_url),
        "CACHES": {
            "default": {
                "BACKEND": "config.cache.ForgivingRedisCache",
                "LOCATION": redis_url,
                "KEY_PREFIX": "parley",
                # A refused connection is answered at once and a hanging one soon: redis-py 8 would retry for seconds.
                "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "retry": None},
            }
        },
    }
