"""The levels of one issue for many pages at once: what fifty browsers ask for when somebody has written one.

An answer that Django would give, given sooner. All who ask at about the same time are read for together, on a kept
connection, in one snapshot with their sessions, memberships and seats: the one door, asked for several people at once.
Whatever is not a plain yes (nobody signed in, no right, no such issue, a whole page) is handed on to Django: its view
is the only one that says no.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.core.handlers.asgi import ASGIRequest
from django.db import Error
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token

from accounts.rendering import wants_fragment
from negotiations.live.fragments import Fragment, levels
from negotiations.live.hub import hub
from negotiations.live.readers import signed_in
from negotiations.live.reading import snapshot, standings_of
from negotiations.models import Deal, Issue
from negotiations.queries.history.told import told_seq

PATH = re.compile(r"/deals/([0-9a-f-]{36})/issues/([0-9a-f-]{36})/cells/")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Promises = Callable[[bool], list[tuple[bytes, bytes]]]  # the headers of every answer, over TLS or not
log = logging.getLogger("parley.live")


@dataclass(frozen=True)
class Ask:
    """One browser's question: whose session, which issue."""

    session: str
    issue_id: UUID


@dataclass(frozen=True)
class Answer:
    """What that browser's person sees, and up to which event of the deal that they may see."""

    fragment: Fragment
    seq: int


async def cells(scope: Message, send: Send, promises: Promises) -> bool:
    """Answer a request for the levels of an issue; false when it is Django's to answer, and nothing was sent."""
    asked = PATH.fullmatch(scope["path"])
    if asked is None or scope["method"] != "GET":
        return False
    try:
        deal_id, issue_id = map(UUID, asked.groups())
    except ValueError:
        return False
    request = ASGIRequest(scope, BytesIO())
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not (session and wants_fragment(request) and _is_in_order(request)):
        return False
    answer = await _counter().ask(deal_id, Ask(session, issue_id))
    if answer is None:
        return False
    text = answer.fragment.filled(get_token(request), opened_issue(request.GET.get("open", "")))
    response = HttpResponse(text, headers={"Parley-Seq": answer.seq})
    response["Content-Length"] = len(response.content)
    own = [(name.lower().encode(), value.encode()) for name, value in response.items()]
    headers = own + promises(request.is_secure())
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": response.content})
    return True


def opened_issue(text: str) -> UUID | None:
    """The issue whose detail a page shows; nonsense names none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_in_order(request: ASGIRequest) -> bool:
    """Whether it comes to a host of ours, over TLS where that is asked, with a token that need not be renewed."""
    try:
        request.get_host()
        request.GET.get("open")
    except (DisallowedHost, RequestDataTooBig, TooManyFieldsSent):
        return False
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return False
    CsrfViewMiddleware(lambda _: HttpResponse()).process_request(request)
    return "CSRF_COOKIE" in request.META and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


class Counter:
    """Where they wait: one reading at a time for each deal, for all who have come meanwhile."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, list[tuple[Ask, asyncio.Future[Answer | None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, deal_id: UUID, ask: Ask) -> Answer | None:
        """The answer; ``None`` when Django is to be asked."""
        future: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        if deal_id in self._waiting:
            self._waiting[deal_id].append((ask, future))
        else:
            self._waiting[deal_id] = [(ask, future)]
            task = asyncio.create_task(self._serve(deal_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await future

    async def _serve(self, deal_id: UUID) -> None:
        asked: list[tuple[Ask, asyncio.Future[Answer | None]]] = []
        try:
            with hub().open() as house:
                while asked := self._waiting.pop(deal_id, []):
                    self._waiting[deal_id] = []
                    found = await house.run(partial(answers, deal_id, {ask for ask, _ in asked}))
                    _hand_out(asked, found)
        except Error as error:
            log.warning("the levels cannot be read: %s", type(error).__name__)
        finally:
            _hand_out([*asked, *self._waiting.pop(deal_id, [])], {})


def _hand_out(asked: "Collection[tuple[Ask, asyncio.Future[Answer | None]]]", found: dict[Ask, Answer]) -> None:
    for ask, future in asked:
        if not future.done():
            future.set_result(found.get(ask))


_counters: "WeakKeyDictionary[asyncio.AbstractEventLoop, Counter]" = WeakKeyDictionary()


def _counter() -> Counter:
    """The counter of the running loop."""
    return _counters.setdefault(asyncio.get_running_loop(), Counter())


def answers(deal_id: UUID, asked: Collection[Ask]) -> dict[Ask, Answer]:
    """The answers for those who may have one, however many ask: seven queries, at most two for each new fragment, and
    one for each person who may not see all secrets.
    """
    with snapshot():
        users = signed_in({one.session for one in asked})
        deal = Deal.objects.filter(pk=deal_id).first()
        if deal is None:
            return {}
        standings = standings_of(deal, {user.pk: user for user in users.values()})
        issues = Issue.objects.filter(deal=deal, removed_at__isnull=True).in_bulk({one.issue_id for one in asked})
        for each in issues.values():
            each.deal = deal
        told = {pk: told_seq(one) for pk, one in standings.items()}
        found = {}
        for one in asked:
            user, issue = users.get(one.session), issues.get(one.issue_id)
            if user is not None and issue is not None and user.pk in standings:
                found[one] = Answer(levels(standings[user.pk], issue), told[user.pk])
        return found
