"""How soon teammates see an edit: `python -m tests.bench.streams` (50 editors on one deal, one web process)."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django
from django.test.utils import setup_databases, teardown_databases

from tests.bench.table import Row, show, timed

EDITORS, EDITS, EVERY_SECONDS = 50, 30, 1.0


@contextmanager
def world() -> Iterator[tuple[Any, str, list[dict[str, str]]]]:
    """Servers, a database, a deal of ten issues with fifty editors, and a web process."""
    from tests.support.servers import TestServers  # noqa: PLC0415 - sets the addresses that Django's set-up reads

    servers = TestServers()
    servers.start()
    django.setup()
    from accounts.permissions import SeatRole  # noqa: PLC0415 - needs Django to be set up
    from tests.factories.negotiations import make_plan, seat  # noqa: PLC0415 - as above
    from tests.support.streams import browser_of  # noqa: PLC0415 - as above
    from tests.support.web import web_process  # noqa: PLC0415 - as above

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        plan = make_plan(extra_issues=7)
        people = [plan.lead, *(seat(plan.deal, SeatRole.COORDINATOR) for _ in range(EDITORS - 1))]
        headers = [browser_of(person) for person in people]
        with web_process() as web:
            yield plan, web.address, headers
    finally:
        teardown_databases(databases, verbosity=0)
        servers.stop()


def edits(plan: Any, count: int, every: float) -> dict[int, float]:
    """Write, and remember when each number was committed."""
    from negotiations.actions import issues  # noqa: PLC0415 - needs Django to be set up
    from negotiations.models import Deal  # noqa: PLC0415 - as above
    from tests.factories.negotiations import NOW  # noqa: PLC0415 - as above

    written = {}
    for number in range(count):
        issues.edit(plan.payment, "marker", 15 * (number % 6), seen=None, by=plan.lead, at=NOW)
        now = time.monotonic()
        written[Deal.objects.values_list("seq", flat=True).get(pk=plan.deal.pk)] = now
        time.sleep(every)
    time.sleep(2)
    return written


def row(what: str, late: list[float], target: float | None) -> Row:
    cuts = statistics.quantiles(late, n=20)
    said = f"p50 {1000 * cuts[9]:.0f}, p95 {1000 * cuts[18]:.0f}, max {1000 * max(late):.0f} ms of {len(late):,}"
    return timed(what, cuts[9], target, said)


def measure(plan: Any, address: str, headers: list[dict[str, str]], path: str) -> tuple[list[float], list[float]]:
    """Seconds from the commit to the event, and to the fetched fragment that holds it."""
    asked = {
        "where": address.removeprefix("http://").split(":"),
        "stream": f"/live/deals/{plan.deal.pk}/",
        "path": path,
        "headers": headers,
    }
    command = [sys.executable, "-m", "tests.bench.browsers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as browsers:
        assert browsers.stdin is not None
        assert browsers.stdout is not None
        browsers.stdin.write(json.dumps(asked) + "\n")
        browsers.stdin.flush()
        assert browsers.stdout.readline() == "open\n"
        written = edits(plan, EDITS, EVERY_SECONDS)
        browsers.stdin.close()
        said = json.loads(browsers.stdout.read())
    assert not said["broken"], said["broken"]
    told = [at - written[seq] for one in said["came"] for seq, at in one["told"] if seq in written]
    seen = []
    for one in said["came"]:
        for seq, when in written.items():
            first = next((at for newest, at in one["shown"] if newest >= seq), None)
            if first is not None:
                seen.append(first - when)
    return told, seen


def stream_rows() -> list[Row]:
    rows = []
    with world() as (plan, address, headers):
        told, _ = measure(plan, address, headers, "")
        rows.append(row(f"{EDITORS} streams: from the commit to the event", told, 0.1))
        levels = f"/deals/{plan.deal.pk}/issues/{plan.payment.pk}/cells/"
        for count, path, target in (
            (2, levels, 0.1),
            (10, levels, 0.1),
            (EDITORS, levels, 0.1),
            (2, f"/deals/{plan.deal.pk}/", None),
        ):
            _, seen = measure(plan, address, headers[:count], path)
            what = "the levels that changed" if path == levels else "the whole plan again"
            rows.append(row(f"{count} editors: from the commit to {what}", seen, target))
    return rows


def main() -> bool:
    """Prints the table; true when every target was met."""
    return show("Streams", stream_rows())


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
