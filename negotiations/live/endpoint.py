"""``GET /live/deals/<id>/``: a deal's events as they happen, content-free. A raw ASGI application beside Django's:
a view would pin a thread and a database connection to every open page.

``Last-Event-ID`` or ``?after=`` names the last number seen. As an event stream it stays open; asked for JSON
(``Accept: application/json``) it answers once, for those behind a proxy that lets no stream through.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.db import Error
from django.http.request import split_domain_port, validate_host

from negotiations.live import reading
from negotiations.live.hub import Hub, Stream, hub
from negotiations.live.readers import enter

PREFIX = "/live/deals/"
BEAT_SECONDS = 15.0
RETRY_MS = 1000
STREAMS_EACH = 30  # of one person in one process
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
WORDS = {
    400: "Bad request.",
    401: "Sign in first.",
    404: "Nothing is here.",
    405: "Only GET.",
    429: "Too many streams are open.",
    503: "Try again soon.",
}


class Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def live(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one request under ``/live/``."""
    with hub().open() as house:
        try:
            stream = await _enter(house, scope)
            house.join(stream)
            try:
                news, seq = await _catch_up(house, stream)
                if _wants_json(scope):
                    await _once(send, news, seq)
                else:
                    await _follow(stream, receive, send)
            finally:
                house.leave(stream)
        except Refused as refused:
            await _refuse(send, refused.status)
        except asyncio.CancelledError:
            # The server stops: the browser comes back with the number of its last event.
            await send({"type": "http.response.body", "body": b""})


async def _enter(house: Hub, scope: Message) -> Stream:
    if scope["method"] != "GET":
        raise Refused(405)
    headers = {name.lower(): value for name, value in scope["headers"]}
    _check_origin(headers)
    try:
        reader = await house.run(lambda: enter(headers))
    except Error:
        raise Refused(503) from None
    if reader is None:
        raise Refused(401)
    try:
        deal_id = UUID(scope["path"].removeprefix(PREFIX).removesuffix("/"))
    except ValueError:
        raise Refused(404) from None
    if house.streams_of(reader.user_id) >= STREAMS_EACH:
        raise Refused(429)
    return Stream(reader, deal_id, cursor=_cursor(scope, headers))


def _check_origin(headers: dict[bytes, bytes]) -> None:
    """What Django's middleware would refuse: another host's name, another site's page."""
    domain, _ = split_domain_port(headers.get(b"host", b"").decode("latin-1"))
    if not validate_host(domain, settings.ALLOWED_HOSTS):
        raise Refused(400)
    if headers.get(b"sec-fetch-site", b"same-origin") not in {b"same-origin", b"none"}:
        raise Refused(400)


def _cursor(scope: Message, headers: dict[bytes, bytes]) -> int | None:
    """The last number that the reader has seen; ``None`` when none is named, nonsense counts as 0."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=20).get("after", [])
    given = [headers[b"last-event-id"].decode("latin-1")] if b"last-event-id" in headers else asked[:1]
    if not given:
        return None
    text = given[0]
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


async def _catch_up(house: Hub, stream: Stream) -> tuple[reading.News, int]:
    """What was missed since the cursor; without one the stream begins with what happens next."""
    room = house.rooms[stream.deal_id]
    after = stream.cursor
    try:
        seq, found = await house.run(
            lambda: reading.read(stream.deal_id, [stream.reader], after or 0, from_now=after is None)
        )
    except Error:
        raise Refused(503) from None
    news = found.get(stream.reader)
    if news is None:
        raise Refused(404)
    stream.last = news.seq if after is None else after
    told = news.hints[-1].seq if news.hints else news.seq if news.reset else stream.last
    stream.take(news, seq)
    room.dirty.set()  # for what came between the read and now
    return news, told


async def _once(send: Send, news: reading.News, seq: int) -> None:
    body = {"seq": seq, "reset": news.reset, "events": [hint.as_json() for hint in news.hints]}
    await _answer(send, 200, b"application/json", json.dumps(body).encode())


async def _follow(stream: Stream, receive: Receive, send: Send) -> None:
    await _start(send, 200, b"text/event-stream; charset=utf-8", [(b"x-accel-buffering", b"no")])
    await _chunk(send, f"retry: {RETRY_MS}\nevent: hello\ndata: {json.dumps({'seq': stream.last})}\n\n".encode())
    gone = asyncio.create_task(_gone(receive))
    try:
        while not gone.done():
            messages, stream.waiting = stream.waiting, []
            stream.wake.clear()
            if messages:
                await _chunk(send, b"".join(_encoded(*message) for message in messages))
            if stream.closed:
                break
            wake = asyncio.create_task(stream.wake.wait())
            try:
                if not stream.waiting:
                    done, _ = await asyncio.wait({wake, gone}, timeout=BEAT_SECONDS, return_when="FIRST_COMPLETED")
                    if not done:
                        await _chunk(send, b"event: beat\ndata:\n\n")
            finally:
                wake.cancel()
        if not gone.done():
            await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await gone


def _encoded(event: str, data: dict[str, Any]) -> bytes:
    number = f"id: {data['seq']}\n" if "seq" in data else ""
    return f"{number}event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _wants_json(scope: Message) -> bool:
    accepted = next((value for name, value in scope["headers"] if name.lower() == b"accept"), b"")
    return b"application/json" in accepted and b"text/event-stream" not in accepted


async def _refuse(send: Send, status: int) -> None:
    body = {"type": "about:blank", "title": WORDS[status].rstrip("."), "status": status, "detail": WORDS[status]}
    more = [(b"www-authenticate", b"Token")] if status == 401 else []
    await _answer(send, status, b"application/problem+json", json.dumps(body).encode(), more)


async def _answer(
    send: Send, status: int, kind: bytes, body: bytes, more: "list[tuple[bytes, bytes]] | None" = None
) -> None:
    await _start(send, status, kind, [(b"content-length", str(len(body)).encode()), *(more or [])])
    await send({"type": "http.response.body", "body": body})


async def _start(send: Send, status: int, kind: bytes, more: list[tuple[bytes, bytes]]) -> None:
    headers = [
        (b"content-type", kind),
        (b"cache-control", b"private, no-store"),
        (b"x-content-type-options", b"nosniff"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _chunk(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
