"""PostgreSQL and Valkey for one test run, and the web server and workers that tests start against them."""

import contextlib
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from django.conf import settings
from django.db import connection

from config import processes
from config.broker import client
from config.celery import PING_KEY
from config.celery import app as celery_app
from config.embedded import Servers
from config.settings.servers import for_servers

ROOT = Path(__file__).resolve().parent.parent.parent
PREFIX = "parley-tests-"


class TestServers:
    """The two servers of this test run: fresh, without fsync, on sockets of their own, gone afterwards."""

    __test__ = False  # pytest would take the name for a test class

    def __init__(self) -> None:
        _remove_leftovers()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.folder.chmod(0o755)  # as root PostgreSQL runs as another user, who must get here
        self.servers = Servers(self.folder, for_tests=True)

    def start(self) -> None:
        """Start both and point Django at them. Worker processes of pytest-xdist inherit the addresses."""
        addresses = self.servers.start()
        os.environ["PARLEY_TEST_DATABASE_URL"] = addresses.database_url
        os.environ["PARLEY_TEST_REDIS_URL"] = addresses.redis_url
        use(addresses.database_url, addresses.redis_url)

    def stop(self) -> None:
        self.servers.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def use(database_url: str, redis_url: str) -> None:
    """Put the addresses in. Django is set up already and has kept the dictionaries: they are changed in place."""
    addresses = for_servers(database_url, redis_url)
    settings.DATABASES["default"].update(addresses["DATABASES"]["default"])
    settings.CACHES["default"].update(addresses["CACHES"]["default"])
    settings.REDIS_URL = addresses["REDIS_URL"]
    settings.CELERY_BROKER_URL = addresses["CELERY_BROKER_URL"]
    celery_app.conf.update(broker_url=addresses["CELERY_BROKER_URL"])


def _remove_leftovers() -> None:
    """Folders of test runs that were killed: nobody holds their lock any more."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        with contextlib.suppress(OSError), (folder / "servers.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with contextlib.suppress(OSError, ValueError):
                for sockets in json.loads((folder / "servers.json").read_text())["sockets"]:
                    shutil.rmtree(sockets, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def web_server() -> Iterator[str]:
    """The ASGI application on a free port of 127.0.0.1, in a thread of this process. Gives its address."""
    from config.asgi import application  # noqa: PLC0415 - needs Django to be set up

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        options = uvicorn.Config(
            application, log_config=None, lifespan="off", timeout_graceful_shutdown=1, ws="none", access_log=False
        )
        server = uvicorn.Server(options)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            if not processes.wait_until(lambda: server.started, seconds=60):
                raise RuntimeError("the web server did not start")
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def worker_environment() -> dict[str, str]:
    """The environment in which a process of its own sees the test database and the Redis of this run."""
    names = connection.settings_dict
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PARLEY_TEST_DATABASE_URL": f"postgresql:///{names['NAME']}?host={names['HOST']}&user={names['USER']}",
        "PARLEY_TEST_REDIS_URL": settings.REDIS_URL,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
    }


class WorkerProcess:
    """A Celery worker with the prefork pool in a process of its own: the one a chaos test may kill."""

    def __init__(self, concurrency: int = 1) -> None:
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "-P", "prefork"]
        options = [
            "-c",
            str(concurrency),
            "--without-gossip",
            "--without-mingle",
            "-l",
            "INFO",
            "-n",
            f"{uuid.uuid4()}@%h",
        ]
        with tempfile.NamedTemporaryFile(prefix="parley-worker-", suffix=".log", delete=False) as log:
            self.log = Path(log.name)
            self.child = processes.spawn([*command, *options], env=worker_environment(), output=log, cwd=ROOT)

    def wait(self, seconds: float = 90) -> "WorkerProcess":
        """Return when a job has gone through it (or through another worker that is alive)."""
        wait_for_ping(seconds, self.output)
        return self

    def kill(self) -> None:
        """SIGKILL to the worker and every child of it, as an out-of-memory killer or a power cut would."""
        processes.kill_session(self.child.pid)
        self.child.wait()

    def stop(self) -> None:
        processes.stop(self.child, patience_seconds=10)
        self.log.unlink(missing_ok=True)

    def output(self) -> str:
        """All that it has logged so far."""
        return self.log.read_text(errors="replace")

    @property
    def running(self) -> bool:
        return self.child.poll() is None

    def __enter__(self) -> "WorkerProcess":
        return self.wait()

    def __exit__(self, *_: object) -> None:
        self.stop()


def wait_for_ping(seconds: float, explain: object = None) -> None:
    """Send the ping task and wait until a worker has done it."""
    token = uuid.uuid4().hex
    celery_app.send_task("config.ping", args=[token], retry=False, expires=seconds)
    with client(2) as redis:
        if processes.wait_until(lambda: bool(redis.exists(PING_KEY.format(token))), seconds=seconds):
            return
    raise AssertionError(f"no worker answered within {seconds} s\n{explain() if callable(explain) else ''}")


def run_manage(
    *arguments: str, env: dict[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """`manage.py …` as a person would run it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=env,
        check=False,
        cwd=ROOT,
    )
