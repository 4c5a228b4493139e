"""The log of a meeting while web, worker and Valkey are killed: no acknowledged entry is lost, none is doubled.

P1 of the promises, small: the same test runs larger with PARLEY_LOGGERS and PARLEY_ENTRIES.
"""

import http.client
import json
import os
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import override_settings

from config import processes
from config.valkey import Valkey
from negotiations.models import Deal, Event, Evidence, Move
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.accounts import make_api_token
from tests.factories.negotiations import Plan, make_plan
from tests.support.servers import WorkerProcess
from tests.support.web import WebProcess, web_process

pytestmark = pytest.mark.django_db(transaction=True)
LOGGERS = int(os.environ.get("PARLEY_LOGGERS", "3"))
ENTRIES = int(os.environ.get("PARLEY_ENTRIES", "8"))
PATIENCE = 90


class Logger(threading.Thread):
    """Somebody who logs at the table: each entry is sent until it is acknowledged. Every fourth answer is lost.

    Without ``keyed`` an entry that is sent again has a new key, as a client without keys would do it.
    """

    def __init__(self, address: str, plan: Plan, token: str, name: int, *, keyed: bool = True) -> None:
        super().__init__(daemon=True)
        parts = urlsplit(address)
        self.where, self.path = (parts.hostname or "", parts.port or 0), f"/api/v1/deals/{plan.deal.pk}/moves/"
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        self.known, self.keyed, self.acknowledged = name, keyed, dict[str, int]()
        self.lost = random.Random(name)
        self.end = time.monotonic() + PATIENCE
        self.start()

    def run(self) -> None:
        for number in range(ENTRIES):
            price = 600 + number
            line = f"they offer price {price}" if number % 4 == 3 else f"note {self.known} saw {number}"
            key, tries = str(uuid4()), 0
            while time.monotonic() < self.end:
                lose = self.lost.random() if self.keyed else 0.2 + tries  # the control loses each first answer
                told, tries = self.send({"key": key, "line": line}, lose=lose), tries + 1
                if told is not None:
                    self.acknowledged[line if number % 4 != 3 else f"{self.known} {line}"] = told
                    break
                key = key if self.keyed else str(uuid4())
                time.sleep(0.05)

    def send(self, body: dict[str, Any], *, lose: float) -> int | None:
        """The number of the entry; None when no answer came, or was lost on its way."""
        try:
            with closing(http.client.HTTPConnection(*self.where, timeout=30)) as connection:
                connection.request("POST", self.path, json.dumps(body), self.headers)
                if lose < 0.1:
                    return None  # gone before the answer: nobody knows what became of it
                with connection.getresponse() as answer:
                    status, told = answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        assert status in {201, 500, 502, 503}, told
        return int(told["number"]) if status == 201 and lose > 0.25 else None


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    """One of its own, that may be killed: the others go on using theirs."""
    with tempfile.TemporaryDirectory(prefix="pv") as folder:
        server = Valkey(Path(folder), Path(folder))
        server.start()
        server.wait()
        with override_settings(REDIS_URL=server.url):
            yield server
        processes.stop(server.child)


def faults(plan: Plan, loggers: list[Logger]) -> list[str]:
    """What is wrong with the log after all have logged all."""
    rows = list(Move.objects.filter(deal=plan.deal).order_by("number"))
    wrong = []
    if len(rows) != len(loggers) * ENTRIES:
        wrong.append(f"{len(rows)} entries of {len(loggers) * ENTRIES}")
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        wrong.append("numbers with gaps")
    notes = Counter(opened(row.words, Worker(plan.deal)) for row in rows if row.kind == "note")
    if doubled := [words for words, count in notes.items() if count > 1]:
        wrong.append(f"doubled: {doubled}")
    by_number = {row.number: row for row in rows}
    for one in loggers:
        for line, number in one.acknowledged.items():
            row = by_number.get(number)
            if row is None or (row.kind == "note" and f"note {opened(row.words, Worker(plan.deal))}" != line):
                wrong.append(f"acknowledged and lost: {line}")
    if Evidence.objects.filter(deal=plan.deal).count() != sum(row.kind == "offer" for row in rows):
        wrong.append("offers and what was learnt from them differ")
    seqs = list(Event.objects.filter(deal=plan.deal).order_by("seq").values_list("seq", flat=True))
    if seqs != list(range(1, Deal.objects.get(pk=plan.deal.pk).seq + 1)):
        wrong.append("seq with gaps")
    return wrong


def test_no_acknowledged_entry_is_lost_or_doubled_while_everything_is_killed(plan: Plan, valkey: Valkey) -> None:
    token = make_api_token(plan.lead)[1]
    with web_process() as web:
        worker = WorkerProcess(1)
        loggers = [Logger(web.address, plan, token, name) for name in range(LOGGERS)]
        try:
            worker = kill_all(plan, web, worker, valkey)
            for one in loggers:
                one.join(PATIENCE)
        finally:
            worker.stop()
    assert all(len(one.acknowledged) == ENTRIES for one in loggers), [len(one.acknowledged) for one in loggers]
    assert faults(plan, loggers) == []


def kill_all(plan: Plan, web: WebProcess, worker: WorkerProcess, valkey: Valkey) -> WorkerProcess:
    """SIGKILL of each in turn, each time in the middle: some entries are logged, others are not."""
    until(plan, LOGGERS * ENTRIES // 5)
    web.kill()
    web.start().wait()
    assert valkey.child is not None
    processes.kill_session(valkey.child.pid)
    valkey.child.wait()
    worker.kill()
    until(plan, LOGGERS * ENTRIES * 2 // 5)
    web.kill()
    web.start().wait()
    valkey.start()
    valkey.wait()
    return WorkerProcess(1)


def until(plan: Plan, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while Move.objects.filter(deal=plan.deal).count() < count:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_without_the_key_an_entry_whose_answer_is_lost_is_doubled(plan: Plan, web_server: str) -> None:
    """The control of the test above: the same client, the same losses, no kills."""
    loggers = [Logger(web_server, plan, make_api_token(plan.lead)[1], 1, keyed=False)]
    loggers[0].join(PATIENCE)
    assert any("doubled" in one or "entries of" in one for one in faults(plan, loggers))
