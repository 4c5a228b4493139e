"""Our own connections to Redis, beside those of Celery and of the cache."""

from django.conf import settings
from redis import Redis


def client(timeout_seconds: float = 0.5) -> Redis:
    """A connection that answers or fails within the timeout. redis-py 8 would otherwise retry for four seconds."""
    return Redis.from_url(
        settings.REDIS_URL, socket_timeout=timeout_seconds, socket_connect_timeout=timeout_seconds, retry=None
    )
