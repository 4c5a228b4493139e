"""Is this process alive, and can it do its work? For load balancers and container health checks."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from config.broker import client

log = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else, so that a sick database does not get the web server restarted."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 without PostgreSQL, since no page works then. Without Redis pages work and only jobs wait: "degraded"."""
    database, queue = _database_answers(), _queue_answers()
    status = "unavailable" if not database else "ok" if queue else "degraded"
    body = {"status": status, "database": database, "queue": queue}
    return JsonResponse(body, status=200 if database else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("PostgreSQL is away: %s", type(error).__name__)
        return False
    return True


def _queue_answers() -> bool:
    try:
        with client() as redis:
            return bool(redis.ping())
    except (RedisError, OSError) as error:
        log.warning("Redis is away: %s", type(error).__name__)
        return False
