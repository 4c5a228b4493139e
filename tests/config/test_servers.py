"""The world that tests run in is the real one."""

import urllib.request

import pytest
from django.db import connection
from django.template import Context, Template

from config.broker import client
from tests.support.servers import wait_for_ping


@pytest.mark.django_db
def test_the_database_is_an_embedded_postgresql_18_without_a_port():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('listen_addresses')")
        assert cursor.fetchone() == (180004, "")
        cursor.execute("SELECT upper('é'), current_setting('fsync')")
        assert cursor.fetchone() == ("É", "off")


def test_redis_really_is_one():
    with client() as redis:
        redis.set("a", "1")
        assert redis.get("a") == b"1"


def test_each_test_finds_redis_empty():
    with client() as redis:
        assert redis.dbsize() == 0


def test_a_variable_that_is_not_there_fails_a_template():
    with pytest.raises(AssertionError, match="walk_away"):
        Template("{{ walk_away }}").render(Context({}))


@pytest.mark.usefixtures("worker")
def test_a_worker_in_a_thread_does_a_job():
    wait_for_ping(10)


def test_a_worker_process_does_a_job_and_can_be_killed(worker_process):
    process = worker_process().wait()
    process.kill()
    assert not process.running


def test_the_web_server_answers(web_server):
    with urllib.request.urlopen(f"{web_server}/healthz") as answer:  # noqa: S310 - our own address
        assert answer.status == 200
        assert answer.read() == b'{"status": "ok"}'
