"""Alive, ready, degraded: what a load balancer is told, and how fast, when PostgreSQL or Redis is gone."""

import os
import signal
import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from config.cache import ForgivingRedisCache
from config.embedded import Servers


@pytest.fixture(autouse=True)
def rested_cache():
    """No pause left over from a failure of another test."""
    ForgivingRedisCache._down_until = 0.0
    yield
    ForgivingRedisCache._down_until = 0.0


@pytest.fixture
def hanging_redis(tmp_path, settings):
    """A Redis that takes connections and never answers."""
    servers = Servers(tmp_path, postgres=False)
    with servers as addresses:
        child = servers.children[0][0]
        settings.REDIS_URL = addresses.redis_url
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": addresses.redis_url}}
        os.kill(child.pid, signal.SIGSTOP)
        yield
        os.kill(child.pid, signal.SIGCONT)


def test_both_are_there(client, db):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": True, "queue": True}


def test_without_redis_it_is_degraded_and_takes_visitors(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    began = time.monotonic()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "database": True, "queue": False}
    assert time.monotonic() - began < 3, "redis-py would retry for four seconds"


def test_without_postgresql_it_takes_none(client, db):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["status"] == "unavailable"
        assert client.get("/healthz").status_code == 200


@pytest.mark.usefixtures("hanging_redis")
def test_a_hanging_redis_holds_nobody_up(client, db):
    began = time.monotonic()
    assert client.get("/readyz").json()["status"] == "degraded"
    assert cache.get("x", "nothing") == "nothing"
    assert cache.add("x", 1) is True
    assert cache.get_many(["x"]) == {}
    assert cache.incr("n") == 1
    cache.set("x", 1)
    assert time.monotonic() - began < 2, "one timeout for the check, one for the cache, and then a pause"


def test_the_cache_is_one_while_redis_is_there(db):
    cache.set("x", {"a": 1}, timeout=5)
    assert cache.get("x") == {"a": 1}
    assert cache.add("x", 2) is False
    cache.delete("x")
    assert cache.get("x") is None
