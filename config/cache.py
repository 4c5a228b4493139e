"""Django's Redis cache, except that a missing Redis is a cache miss and not an error page."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0


def _forgiving(answer_when_down: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
            return self.attempt(method, answer_when_down, args, kwargs)

        return call

    return decorate


class ForgivingRedisCache(RedisCache):
    """Nothing is found and nothing is kept while Redis is away; `add` says yes, so that no lock waits.

    After a failure Redis is left alone for two seconds, so that a hanging one costs one request its timeout
    and not every call of every request. Rate limits therefore let requests through while Redis is down.
    """

    _down_until = 0.0  # on the class: Django makes an instance per thread, and all of them see the same Redis

    def attempt(self, method: Callable[..., Any], answer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        cls = type(self)
        if time.monotonic() >= cls._down_until:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                cls._down_until = time.monotonic() + PAUSE_SECONDS
                log.warning("cache is away: %s", type(error).__name__)
        if callable(answer):
            return answer(*args, **kwargs)
        return answer

    add = _forgiving(True)(RedisCache.add)
    get = _forgiving(lambda key, default=None, version=None: default)(RedisCache.get)
    set = _forgiving(None)(RedisCache.set)
    touch = _forgiving(False)(RedisCache.touch)
    delete = _forgiving(False)(RedisCache.delete)
    get_many = _forgiving(lambda *args, **kwargs: {})(RedisCache.get_many)
    set_many = _forgiving(lambda *args, **kwargs: [])(RedisCache.set_many)
    has_key = _forgiving(False)(RedisCache.has_key)
    delete_many = _forgiving(None)(RedisCache.delete_many)
    incr = _forgiving(lambda key, delta=1, version=None: delta)(RedisCache.incr)
    clear = _forgiving(False)(RedisCache.clear)
