"""How soon the next moves are there after an entry: `python -m tests.bench.next_moves` (demo deal, one real worker)."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.client import HTTPConnection
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django
from django.test.utils import setup_databases, teardown_databases

from tests.bench.table import Row, show, timed

ENTRIES, PATIENCE, TARGET = 8, 30.0, 2.0


@contextmanager
def world() -> Iterator[tuple[Any, str]]:
    """Servers, the demo's main deal, a web process and a worker process."""
    from tests.support.servers import TestServers  # noqa: PLC0415 - sets the addresses that Django's set-up reads

    servers = TestServers()
    servers.start()
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 - needs Django to be set up

    from negotiations.demo import load  # noqa: PLC0415 - as above
    from negotiations.models import Deal, Job  # noqa: PLC0415 - as above
    from tests.support.servers import WorkerProcess  # noqa: PLC0415 - as above
    from tests.support.web import web_process  # noqa: PLC0415 - as above

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load.load(timezone.now())
        Job.objects.exclude(kind="next_moves").delete()  # what the demo asks for besides would stand before it
        deal = Deal.objects.get(title__startswith="Air conditioners")
        with WorkerProcess(), web_process() as web:
            yield deal, web.address
    finally:
        teardown_databases(databases, verbosity=0)
        servers.stop()


def fetch(address: str, deal: Any, headers: dict[str, str]) -> tuple[float, str]:
    """Seconds that the fragment takes, and what it holds."""
    began = time.monotonic()
    web = HTTPConnection(address.removeprefix("http://"), timeout=30)
    web.request("GET", f"/deals/{deal.pk}/table/sight/", headers={**headers, "HX-Request": "true"})
    body = web.getresponse().read().decode()
    web.close()
    return time.monotonic() - began, body


def measure(deal: Any, address: str) -> list[Row]:
    """Entries one after the other; each until the fragment shows what was found for it."""
    from django.utils import timezone  # noqa: PLC0415 - needs Django to be set up

    from negotiations.actions import moves  # noqa: PLC0415 - as above
    from negotiations.actions.moves import Said  # noqa: PLC0415 - as above
    from negotiations.enums import JobKind, Party  # noqa: PLC0415 - as above
    from negotiations.enums_table import MoveKind  # noqa: PLC0415 - as above
    from negotiations.models import Issue, Job  # noqa: PLC0415 - as above
    from tests.support.streams import browser_of, listening  # noqa: PLC0415 - as above

    lead = deal.created_by
    price = Issue.objects.filter(deal=deal, kind="money").order_by("position")[0]
    headers, logged, found, shown, pages = browser_of(lead), [], [], [], []
    with listening(address, deal, headers) as stream:
        stream.wait_open()
        for number in range(ENTRIES + 1):  # the first one only warms up
            level = {price.pk: Decimal(613 - number)}
            said = Said(Party.THEIRS, MoveKind.OFFER, levels=level)
            began = time.monotonic()
            moves.record(deal, said, key=uuid4(), by=lead, at=timezone.now())
            committed = time.monotonic()
            while True:
                rung = sum(name == "jobs" for name, _, _ in stream.events)
                job = Job.objects.filter(deal=deal, kind=JobKind.NEXT_MOVES).order_by("-created_at")[0]
                if job.state == "done" and job.created_at.timestamp() > time.time() - (time.monotonic() - began) - 0.1:
                    break
                assert time.monotonic() - began < PATIENCE, job.state
                stream.wait(lambda one, rung=rung: sum(n == "jobs" for n, _, _ in one.events) > rung, PATIENCE)
            told = time.monotonic()
            took, body = fetch(address, deal, headers)
            assert "from before the last change" not in body
            if number:
                logged.append(committed - began)
                found.append(told - committed)
                pages.append(took)
                shown.append(time.monotonic() - began)
    return [
        row("the entry itself, with its bell", logged, None),
        row("from its commit to the bell of the result", found, None),
        row("the fragment", pages, None),
        row("from the entry to what is shown", shown, TARGET),
    ]


def row(what: str, took: list[float], target: float | None) -> Row:
    middle = statistics.median(took)
    return timed(what, middle, target, f"max {1000 * max(took):.0f} ms of {len(took)}")


def main() -> bool:
    """Prints the table; true when every target was met."""
    with world() as (deal, address):
        return show("Next moves", measure(deal, address))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
