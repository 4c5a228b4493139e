"""`manage.py up` in a process of its own: it gets ready, and however it ends nothing of it is left."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.processes import command_line, wait_until
from tests.support.servers import run_manage

ROOT = Path(__file__).resolve().parent.parent.parent
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")


class Up:
    """One `manage.py up` with its data in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.folder = folder
        self.log = folder / "up.log"
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "up", *(arguments or ("--port", "0"))],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**keep, "PARLEY_DATA": str(folder), **environment},
                cwd="/",
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text()

    def wait(self) -> "Up":
        assert wait_until(lambda: "is ready after" in self.said() or self.process.poll() is not None, seconds=300)
        assert "is ready after" in self.said(), self.said()
        return self

    @property
    def address(self) -> str:
        return re.search(r"http://\S+", self.said())[0]

    def pids(self) -> set[int]:
        """Every process of this run: the supervisor's children and theirs."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                parents[int(stat.parent.name)] = int(stat.read_text().rsplit(") ", 1)[1].split()[1])
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


def gone(pids: set[int]) -> bool:
    return not any(command_line(pid) for pid in pids)


@pytest.fixture
def up(folder: Path) -> Iterator[Callable[..., Up]]:
    started: list[Up] = []

    def start(*arguments: str, **environment: str) -> Up:
        started.append(Up(folder, *arguments, **environment))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One data folder for all of these tests: making a database takes longer than all else together."""
    # Not tmp_path: pytest closes the folders above it, and as root PostgreSQL runs as somebody else.
    path = Path(tempfile.mkdtemp(prefix="parley-up-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def ended_without_a_trace(run: Up, how: signal.Signals) -> None:
    # Supervisor, PostgreSQL with its processes, Valkey, web, worker with its two, beat.
    assert wait_until(lambda: len(run.pids()) >= 12, seconds=120)
    pids = run.pids()
    status = run.end(how)  # within its twenty seconds; on a machine with nothing else to do it takes less than one
    assert status == (-signal.SIGKILL if how == signal.SIGKILL else 0)
    assert wait_until(lambda: gone(pids), seconds=30), [command_line(pid) for pid in pids]


@linux_only
def test_ctrl_c_ends_all_of_it_and_till_then_its_folder_and_port_are_its_own(up):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = up("--port", str(port)).wait()
    assert f"Port {port} is taken: using {run.address.rsplit(':', 1)[1]} instead." in run.said()
    with urllib.request.urlopen(f"{run.address}/readyz") as answer:  # noqa: S310 - our own address
        assert json.load(answer) == {"status": "ok", "database": True, "queue": True}

    environment = {**os.environ, "PARLEY_DATA": str(run.folder)}
    second = run_manage("up", env=environment)
    assert second.returncode == 1
    assert f"runs already at {run.address}" in second.stderr

    ended_without_a_trace(run, signal.SIGINT)


@linux_only
def test_a_dead_worker_is_replaced_and_sigterm_ends_all_of_it(up):
    run = up().wait()
    workers = {pid for pid in run.pids() if " worker " in command_line(pid)}
    for pid in workers:
        with contextlib.suppress(ProcessLookupError):  # the children of a worker die with it
            os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: "The worker process has died" in run.said(), seconds=60)
    assert wait_until(lambda: any(" worker " in command_line(pid) for pid in run.pids() - workers), seconds=60)
    ended_without_a_trace(run, signal.SIGTERM)


@linux_only
def test_sigkill_leaves_nothing_and_it_starts_again_with_its_data(up):
    first = up().wait()
    key = (first.folder / "secret_key").read_text()
    ended_without_a_trace(first, signal.SIGKILL)
    # What a crash of the whole machine leaves: a lock file with a process id that is somebody else's by now.
    (first.folder / "postgres" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{first.folder}/postgres\n0\n5432\n/\n\n\n"
    )
    second = up().wait()
    assert (second.folder / "secret_key").read_text() == key
    assert (second.folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert "Bringing the database up to date" not in second.said()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])  # noqa: S104 - must be refused
def test_only_this_machine_is_served(up, host):
    run = up("--host", host)
    assert run.process.wait(20) == 2
    assert "serves this machine only" in run.said()
