"""The log of a meeting while PostgreSQL is killed: what was acknowledged is there when it is back, once.

P1 of the promises, small, beside ``test_log.py``, which kills web, worker and Valkey.
"""

import time
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from negotiations.actions import moves
from negotiations.actions.moves import Said
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Move
from tests.chaos.test_log import ENTRIES, LOGGERS, PATIENCE, Logger, faults
from tests.factories.accounts import make_api_token
from tests.factories.negotiations import NOW, Plan, make_plan
from tests.support.postgres import PostgresProcess, own_postgres
from tests.support.web import web_process

pytestmark = pytest.mark.django_db(transaction=True)
# What a server must not be run with: a commit is acknowledged before it is written.
FORGETFUL = ("-c", "synchronous_commit=off", "-c", "wal_writer_delay=10s")


def test_no_acknowledged_entry_is_lost_or_doubled_while_postgresql_is_killed() -> None:
    with own_postgres() as postgres:
        plan = make_plan()
        token = make_api_token(plan.lead)[1]
        with web_process() as web:
            loggers = [Logger(web.address, plan, token, name) for name in range(LOGGERS)]
            for part in (1, 3):
                until(plan, LOGGERS * ENTRIES * part // 5)
                again(postgres)
            for one in loggers:
                one.join(PATIENCE)
        assert all(len(one.acknowledged) == ENTRIES for one in loggers), [len(one.acknowledged) for one in loggers]
        assert faults(plan, loggers) == []


def test_a_server_that_acknowledges_before_it_has_written_loses_an_entry() -> None:
    """The control of the test above: the kill is one, and the setting is what keeps an entry."""
    with own_postgres(options=FORGETFUL) as postgres:
        plan = make_plan()
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")  # what was before is safe
        said = Said(Party.THEIRS, MoveKind.NOTE, words="They will not wait")
        moves.record(plan.deal, said, key=uuid4(), by=plan.lead, at=NOW)
        again(postgres)
        assert not Move.objects.exists()


def again(postgres: PostgresProcess) -> None:
    """SIGKILL, a moment without it, and back: it recovers from its log of writes."""
    postgres.kill()
    connection.close()
    time.sleep(0.3)
    postgres.start()


def until(plan: Plan, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if Move.objects.filter(deal=plan.deal).count() >= count:
                return
        except OperationalError:
            connection.close()
        time.sleep(0.05)
    raise AssertionError("nobody logs any more")
