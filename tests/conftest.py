"""The world of every test: real PostgreSQL, real Redis protocol, strict templates, and a browser when one is there."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

# Playwright's synchronous API leaves an event loop running in the main thread, and Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
servers_key = pytest.StashKey[Any]()
# How long a browser may take to show what is true; a test that passes never waits so long. What a person feels is
# measured by tests/bench, on a machine with nothing else to do.
expect.set_options(timeout=30_000)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the servers before Django is set up. A worker of pytest-xdist finds those of its parent."""
    from tests.support.servers import TestServers, use  # noqa: PLC0415 - pytest-django must have found the settings

    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        redis_url = f"{os.environ['PARLEY_TEST_REDIS_URL']}?db={int(worker.removeprefix('gw')) + 1}"
        use(os.environ["PARLEY_TEST_DATABASE_URL"], redis_url)
        return
    servers = TestServers()
    config.stash[servers_key] = servers
    servers.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if servers := config.stash.get(servers_key, None):
        servers.stop()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests and put them last; leave slow ones and benchmarks out unless they were asked for.

    Last, because Playwright leaves an event loop running, in which Django's test client cannot answer.
    """
    asked = config.getoption("markexpr", "")
    keep, drop = [], []
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        unwanted = [mark for mark in ("slow", "bench") if item.get_closest_marker(mark) and mark not in asked]
        (drop if unwanted else keep).append(item)
    if drop:
        config.hook.pytest_deselected(items=drop)
        items[:] = keep
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def fresh_redis() -> None:
    """No cache entry, rate limit or message of one test reaches the next."""
    from config.broker import client  # noqa: PLC0415 - needs Django to be set up

    with client(2) as redis:
        redis.flushdb()


@pytest.fixture
def web_server(transactional_db: None) -> Iterator[str]:
    """The address of a running web server (uvicorn, ASGI) on the test database."""
    from tests.support import servers  # noqa: PLC0415 - needs Django to be set up

    with servers.web_server() as address:
        yield address


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A Celery worker in a thread of this process: tasks sent through the broker really run."""
    from celery.contrib.testing.worker import start_worker  # noqa: PLC0415 - needs Django to be set up

    from config.celery import app  # noqa: PLC0415 - as above

    with start_worker(app, pool="solo", perform_ping_check=False, loglevel="WARNING", shutdown_timeout=20):
        yield


@pytest.fixture
def worker_process(transactional_db: None) -> Iterator[Callable[..., Any]]:
    """Starts Celery workers (prefork) as processes: `worker_process().wait()`; the test may kill them."""
    from tests.support.servers import WorkerProcess  # noqa: PLC0415 - needs Django to be set up

    started: list[WorkerProcess] = []

    def start(concurrency: int = 1) -> WorkerProcess:
        started.append(WorkerProcess(concurrency))
        return started[-1]

    yield start
    for process in started:
        process.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright drives the Chromium of this machine; without one the test is skipped, and in CI it fails."""
    from tests.support import browsers  # noqa: PLC0415 - beside the other helpers of this file

    return {**browser_type_launch_args, "executable_path": browsers.chromium(), "args": browsers.ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "timezone_id": "UTC"}


@pytest.fixture
def plan(db: None) -> Any:
    """A small real plan: three issues with limits, weights, estimates and an alternative."""
    from tests.factories.negotiations import make_plan  # noqa: PLC0415 - needs Django to be set up

    return make_plan()
