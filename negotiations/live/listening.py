"""Listening to the bell: one subscription a process, renewed for as long as somebody wants to hear."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from accounts.bell import CHANNEL

AGAIN_SECONDS = 1.0
TIMEOUT_SECONDS = 1.0
SILENT_SECONDS = 2.0  # a bell that says nothing for so long is asked whether it is there
log = logging.getLogger("parley.live")


async def listen(heard: Callable[[Any], None], hears: Callable[[bool], None]) -> None:
    """Give every message to ``heard``; say with ``hears`` when the bell comes or goes. Ends by cancellation only."""
    while True:
        redis = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=TIMEOUT_SECONDS, retry=None)
        try:
            async with redis, redis.pubsub() as pubsub:
                await asyncio.wait_for(pubsub.subscribe(CHANNEL), TIMEOUT_SECONDS)
                await _listen(pubsub, heard, hears)
        except (RedisError, OSError, TimeoutError) as error:
            log.info("the bell cannot be heard: %s", type(error).__name__)
        hears(False)
        await asyncio.sleep(AGAIN_SECONDS)


async def _listen(pubsub: Any, heard: Callable[[Any], None], hears: Callable[[bool], None]) -> None:
    last, asked = time.monotonic(), False
    while True:
        message = await pubsub.get_message(timeout=SILENT_SECONDS)
        now = time.monotonic()
        if message is None:
            if asked and now - last > 2 * SILENT_SECONDS:
                raise TimeoutError
            if now - last >= SILENT_SECONDS:
                asked = True
                await asyncio.wait_for(pubsub.ping(), TIMEOUT_SECONDS)
            continue
        last, asked = now, False
        if message["type"] == "subscribe":
            hears(True)
        elif message["type"] == "message":
            heard(message["data"])
