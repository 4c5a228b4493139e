"""The streams of one process: one subscription to the bell, one read of the log for all streams of a deal."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, Error, connections

from negotiations.live import reading
from negotiations.live.listening import listen
from negotiations.live.readers import Reader

THREADS = 4  # each keeps a database connection while there are streams
LOOK_SECONDS = 10.0  # the net beneath the bell: rights and log are looked at so often anyway
LOOK_WITHOUT_BELL_SECONDS = 1.0
HERE_SECONDS = 1.0  # who is here is told at most so often, and more slowly to a crowd
HERE_SECONDS_EACH = 0.04
WAITING_AT_MOST = 2000  # messages for a stream that does not take them; then it is closed and comes back
T = TypeVar("T")
log = logging.getLogger("parley.live")


@dataclass(eq=False)
class Stream:
    """One open connection. ``cursor`` is what its reader has seen; ``last`` what it was given, none before a read."""

    reader: Reader
    deal_id: UUID
    cursor: int | None = None
    last: int | None = None
    position: int = 0  # up to here the log was read for it; what it may not know of is passed over in silence
    trades: bool = False
    closed: bool = False
    waiting: list[tuple[str, Any]] = field(default_factory=list)  # (event, data)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self, *messages: tuple[str, Any]) -> None:
        self.waiting.extend(messages)
        if len(self.waiting) > WAITING_AT_MOST:
            self.close()
        self.wake.set()

    def take(self, news: reading.News, seq: int) -> None:
        """Queue what it has not had; in order, each once."""
        self.trades = news.trades
        self.position = seq
        last = news.seq if self.last is None else self.last
        if news.reset:
            if last != news.seq:
                self.give(("reset", {"seq": news.seq}))
            self.last = news.seq
            return
        fresh = [hint for hint in news.hints if hint.seq > last]
        if fresh:
            self.give(*(("edit", hint.as_json()) for hint in fresh))
        self.last = fresh[-1].seq if fresh else last

    def close(self) -> None:
        self.closed = True
        self.wake.set()


@dataclass(eq=False)
class Room:
    """The streams of one deal, and the task that reads for them."""

    streams: set[Stream] = field(default_factory=set)
    dirty: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None
    here: asyncio.TimerHandle | None = None


class Hub:
    """All rooms of an event loop. It works while somebody listens and lets go of everything when nobody does."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self.bell = False  # whether the bell can be heard
        self.guests = 0  # requests under way
        self._tasks: list[asyncio.Task[None]] = []
        self._threads: ThreadPoolExecutor | None = None
        self._connections: list[Any] = []

    async def run(self, work: Callable[[], T]) -> T:
        """Do blocking work on one of the few threads that keep a database connection."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(THREADS, "live", initializer=self._remember)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, reading.with_a_connection, work)

    def _remember(self) -> None:
        mine = connections[DEFAULT_DB_ALIAS]
        mine.inc_thread_sharing()  # so that the hub may close it when everybody has gone
        self._connections.append(mine)

    def join(self, stream: Stream) -> None:
        """Subscribe first; what happens from now on is not missed."""
        room = self.rooms.setdefault(stream.deal_id, Room())
        room.streams.add(stream)
        if room.task is None:
            room.task = asyncio.create_task(self._serve(stream.deal_id, room))
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(listen(self.heard, self.hears)),
                asyncio.create_task(self._look()),
            ]

    def leave(self, stream: Stream) -> None:
        room = self.rooms.get(stream.deal_id)
        if room is None:
            return
        room.streams.discard(stream)
        if not room.streams:
            del self.rooms[stream.deal_id]
            if room.task is not None:
                room.task.cancel()
            if room.here is not None:
                room.here.cancel()

    @contextmanager
    def open(self) -> Iterator["Hub"]:
        """The hub for the time of one request; after the last one it keeps neither threads nor connections."""
        self.guests += 1
        try:
            yield self
        finally:
            self.guests -= 1
            if not self.guests:
                self._rest()

    def _rest(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks, self.bell = [], False
        threads, self._threads = self._threads, None
        kept, self._connections = self._connections, []
        if threads is not None:
            asyncio.get_running_loop().run_in_executor(None, _close, threads, kept)

    def streams_of(self, user_id: int) -> int:
        return sum(one.reader.user_id == user_id for room in self.rooms.values() for one in room.streams)

    def hears(self, bell: bool) -> None:
        """The bell came or went. What was rung while it was away is found in the log."""
        if bell != self.bell:
            log.info("the bell is %s", "heard" if bell else "away")
        self.bell = bell
        if bell:
            self.look_everywhere()

    def look_everywhere(self) -> None:
        for room in self.rooms.values():
            room.dirty.set()

    def heard(self, text: str | bytes) -> None:
        """A message of the bell."""
        try:
            message = json.loads(text)
            user, what = message.get("user"), message.get("what")
            room = self.rooms.get(UUID(message["deal"])) if "deal" in message else None
        except (ValueError, AttributeError):
            return
        if user is not None:
            for one in self.rooms.values():
                if any(stream.reader.user_id == user for stream in one.streams):
                    one.dirty.set()
        elif room is None:
            return
        elif what == "jobs":
            for stream in room.streams:
                if stream.trades:
                    stream.give(("jobs", {}))
        elif what == "here":
            self._tell_who_is_here(room)
        else:
            room.dirty.set()

    def _tell_who_is_here(self, room: Room) -> None:
        if room.here is not None:
            return

        def tell() -> None:
            room.here = None
            for stream in room.streams:
                if stream.last is not None:
                    stream.give(("here", {}))

        pause = max(HERE_SECONDS, HERE_SECONDS_EACH * len(room.streams)) if len(room.streams) > 3 else 0.1
        room.here = asyncio.get_running_loop().call_later(pause, tell)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS if self.bell else LOOK_WITHOUT_BELL_SECONDS)
            self.look_everywhere()

    async def _serve(self, deal_id: UUID, room: Room) -> None:
        """Read once for all streams of a deal whenever something may have changed."""
        while True:
            await room.dirty.wait()
            room.dirty.clear()
            ready = {stream for stream in room.streams if stream.last is not None and not stream.closed}
            if not ready:
                continue
            after = min(stream.position for stream in ready)
            readers = {stream.reader for stream in ready}
            try:
                seq, news = await self.run(partial(reading.read, deal_id, readers, after))
            except Error as error:
                # A right that cannot be asked for is no right: nothing is told until the database is back.
                log.warning("the log cannot be read: %s", type(error).__name__)
                await asyncio.sleep(LOOK_WITHOUT_BELL_SECONDS)
                room.dirty.set()
                continue
            for stream in ready:
                told = news.get(stream.reader)
                if told is None:
                    stream.close()
                else:
                    stream.take(told, seq)


def _close(threads: ThreadPoolExecutor, kept: list[Any]) -> None:
    threads.shutdown(wait=True)
    for one in kept:
        one.close()


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
