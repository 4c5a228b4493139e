"""The bell that open event streams listen to: a message names whom or what it is about, and carries nothing else.

Ringing never waits and never fails. A thread of its own talks to Redis; while Redis is away messages are dropped, and
the streams find what they missed in the log (``negotiations.live``).
"""

import json
import logging
import os
import queue
import threading
import time
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from redis import Redis
from redis.exceptions import RedisError

CHANNEL = "parley:bell"
WAITING_AT_MOST = 1000  # messages; more than that and the streams read the log anyway
PAUSE_SECONDS = 2.0
TIMEOUT_SECONDS = 0.5
log = logging.getLogger("parley.live")


class Bell:
    """Sends messages from a thread, started with the first one in each process."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[dict[str, Any]] = queue.Queue(WAITING_AT_MOST)
        self._lock = threading.Lock()
        self._pid = 0

    def ring(self, message: dict[str, Any]) -> None:
        """Hand a message over, at once; what finds the queue full is dropped."""
        self._start()
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            log.warning("the bell is full")

    def _start(self) -> None:
        with self._lock:
            if self._pid == os.getpid():
                return
            self._pid = os.getpid()  # a forked worker has the parent's queue, but not its thread
            self._waiting = queue.Queue(WAITING_AT_MOST)
            threading.Thread(target=self._run, args=(self._waiting,), name="bell", daemon=True).start()

    def _run(self, waiting: "queue.Queue[dict[str, Any]]") -> None:
        redis, address, away_until = None, "", 0.0
        while True:
            message = waiting.get()
            if time.monotonic() < away_until:
                continue
            try:
                if redis is None or address != settings.REDIS_URL:
                    address = settings.REDIS_URL
                    redis = _client(address)
                redis.publish(CHANNEL, json.dumps(message))
            except (RedisError, OSError) as error:
                redis, away_until = None, time.monotonic() + PAUSE_SECONDS
                log.warning("the bell is away: %s", type(error).__name__)


def _client(address: str) -> Redis:
    return Redis.from_url(address, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS, retry=None)


_bell = Bell()


def ring_deal(deal_id: UUID, what: str = "seq") -> None:
    """After the commit: something of this deal changed. ``what``: seq (events), jobs, or here (who is on it)."""
    transaction.on_commit(partial(_bell.ring, {"deal": str(deal_id), "what": what}), robust=True)


def ring_user(user_id: int) -> None:
    """After the commit: what this person may do, or a way of theirs to sign in, changed."""
    transaction.on_commit(partial(_bell.ring, {"user": user_id}), robust=True)
