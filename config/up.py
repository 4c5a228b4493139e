"""`manage.py up`: everything of Parley on this machine in one process tree, which ends as one.

Order: embedded servers, then web server and worker, while this process migrates and loads the demo; ready when a job
has really gone through the worker and a page has come through the web server.
"""

import argparse
import contextlib
import fcntl
import io
import ipaddress
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from config import processes
from config.commands import DEVELOPMENT, DevelopmentServers
from config.data import ROOT, data_folder
from config.wheels import ServerError

FIRST_PORT, PORTS_TO_TRY = 8000, 50
READY_SECONDS = 180  # only a limit: on a busy machine the first start may take a minute
RESTARTS_A_MINUTE = 3


class Stop(Exception):
    """SIGINT, SIGTERM or SIGHUP has come."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Run until somebody says stop. 0 after a wanted end, 1 when something broke, 2 for wrong arguments."""
    options = _options(arguments)
    began = time.monotonic()
    os.environ["DJANGO_SETTINGS_MODULE"] = DEVELOPMENT
    os.environ["PARLEY_LOG_LEVEL"] = "INFO" if options.verbose else "WARNING"
    os.chdir(ROOT)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    folder = data_folder()
    try:
        with _only_one(folder), DevelopmentServers() as servers, _listening(options.host, options.port) as listener:
            for note in servers.servers.notes:
                say(note)
            with Children(folder, listener) as children:
                _get_ready(children, listener, began)
                children.watch(servers.servers.children)
    except Stop:
        say("Parley has stopped.")
        return 0
    except (ServerError, UpError) as error:
        sys.stderr.write(f"parley: {error}\n")
        return 1
    return 0


class UpError(RuntimeError):
    """Parley cannot run; the message says why and what to do."""


def _stop(number: int, frame: FrameType | None) -> None:
    # One is enough: while things stop, a second one would leave some of them running.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stop


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py up", description="Run Parley on this machine, with a demo.")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--verbose", action="store_true", help="print what the processes log, not only their warnings")
    options = parser.parse_args(arguments)
    host = {"localhost": "127.0.0.1"}.get(options.host, options.host.strip("[]"))
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        parser.error(
            f"--host {options.host}: `up` serves this machine only, because everybody knows the passwords of its demo. "
            "For a server that others reach see docker-compose.yml"
        )
    if not 0 <= options.port <= 65535:
        parser.error(f"--port {options.port}: a port is a number from 1 to 65535")
    options.host = host
    return options


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the folder for this run. The kernel drops the lock when we die, so it is never stale."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "up.json"
    with (folder / "up.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            address = ""
            with contextlib.suppress(OSError, ValueError):
                address = f" at {json.loads(note.read_text())['address']}"
            raise UpError(f"Parley runs already{address}, with its data in {folder}") from None
        with contextlib.suppress(OSError, ValueError, KeyError):
            left = json.loads(note.read_text())
            for pid in left["pids"]:  # only where a parent's death does not end its children (macOS)
                processes.stop_stale(pid, left["token"], signal.SIGTERM)
            if Path(left["scratch"]).name.startswith("parley-"):
                shutil.rmtree(left["scratch"], ignore_errors=True)
        yield
        note.unlink(missing_ok=True)


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket on this port, or on the next free one, which is said."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in [0] if port == 0 else range(port, min(port + PORTS_TO_TRY, 65536)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(256)
        except OSError:
            listener.close()
            continue
        with listener:
            if number not in {0, port}:
                say(f"Port {port} is taken: using {number} instead.")
            yield listener
        return
    raise UpError(f"no free port from {port} on; choose another one with --port")


class Children:
    """Web server, worker and beat. They end with us, however we end."""

    def __init__(self, folder: Path, listener: socket.socket) -> None:
        self.folder, self.listener = folder, listener
        self.token = f"parley-{secrets.token_hex(6)}"
        self.scratch = tempfile.mkdtemp(prefix="parley-")  # what a worker that is killed leaves goes with us
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.restarts: list[float] = []

    def __enter__(self) -> "Children":
        self.start("worker")
        self.start("web")
        return self

    def __exit__(self, *_: object) -> None:
        for child in self.running.values():
            child.terminate()
        for what, child in self.running.items():
            with contextlib.suppress(subprocess.TimeoutExpired):
                # Celery looks up only every few seconds. What it was doing is in its row and is taken up next time.
                child.wait(0.5 if what == "worker" else 3)
            processes.kill_session(child.pid)  # itself, if it does not hear, and what it may have left behind
            child.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def start(self, what: str) -> None:
        """Start one of the three and note it, for a later start that has to clear up after us."""
        command: list[str | Path] = [sys.executable, "-m", "config.run", what, "--run", self.token]
        fds: tuple[int, ...] = ()
        if what == "web":
            fds = (self.listener.fileno(),)
            command += ["--fd", str(fds[0])]
        env = {**os.environ, "TMPDIR": self.scratch}
        # A worker that is asked politely finishes its task first; when we are gone there is nobody to finish it for.
        death = signal.SIGKILL if what == "worker" else signal.SIGTERM
        self.running[what] = processes.spawn(command, death_signal=death, pass_fds=fds, cwd=ROOT, env=env)
        pids = [child.pid for child in self.running.values()]
        note = {"address": address(self.listener), "token": self.token, "pids": pids, "scratch": self.scratch}
        fresh = self.folder / "up.json.new"
        fresh.write_text(json.dumps(note))
        fresh.replace(self.folder / "up.json")

    def watch(self, servers: list[tuple[subprocess.Popen[bytes], signal.Signals]]) -> None:
        """Start again what dies. Raises UpError when a server is gone, or when a child dies again and again."""
        while True:
            time.sleep(0.2)
            if any(server.poll() is not None for server, _ in servers):
                raise UpError(f"a server has died; its log is in {self.folder}")
            self.revive()

    def revive(self) -> None:
        for what, child in list(self.running.items()):
            if child.poll() is None:
                continue
            processes.kill_session(child.pid)
            now = time.monotonic()
            self.restarts = [moment for moment in self.restarts if now - moment < 60] + [now]
            if len(self.restarts) > RESTARTS_A_MINUTE:
                raise UpError(f"the {what} process keeps dying (exit status {child.returncode})")
            say(f"The {what} process has died (exit status {child.returncode}): starting another.")
            self.start(what)


def address(listener: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _get_ready(children: Children, listener: socket.socket, began: float) -> None:
    """Migrate, load the demo, see a page and a job go through, and say where Parley is."""
    import django  # noqa: PLC0415 - the environment it reads is complete only now

    django.setup()
    _migrate()
    demo = _demo()
    _see_a_job(children)
    _see_a_page(children, address(listener))
    children.start("beat")
    say("")
    say(f"Parley is ready after {time.monotonic() - began:.1f} s:  {address(listener)}")
    if demo:
        say(f"\n{demo}")
    say("\nCtrl-C stops it. Data: " + str(children.folder))


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - as above
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date …")
        call_command("migrate", verbosity=0, interactive=False)


def _demo() -> str:
    """Load the demo, which does nothing the second time, and give what it says about signing in."""
    from django.core.management import call_command, get_commands  # noqa: PLC0415 - as above

    if "demo" not in get_commands():
        return ""
    said = io.StringIO()
    call_command("demo", stdout=said)
    return said.getvalue().strip()


def _see_a_job(children: Children) -> None:
    from config.broker import client  # noqa: PLC0415 - as above
    from config.celery import PING_KEY, app  # noqa: PLC0415

    token = secrets.token_hex(8)
    app.send_task("config.ping", args=[token], retry=False)

    def done() -> bool:
        children.revive()
        with client(2) as redis:
            return bool(redis.exists(PING_KEY.format(token)))

    if not processes.wait_until(done, seconds=READY_SECONDS):
        raise UpError(f"no job came through the worker within {READY_SECONDS} seconds")


def _see_a_page(children: Children, url: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy of the user's cannot reach us

    def answers() -> bool:
        children.revive()
        try:
            with opener.open(f"{url}/readyz", timeout=30) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as refusal:
            if refusal.code == 500:  # broken code stays broken; 503 says that a server is still missing
                raise UpError("the web server fails; what it says is above") from None
        except OSError:
            pass
        return False

    if not processes.wait_until(answers, seconds=READY_SECONDS):
        raise UpError(f"the web server did not answer within {READY_SECONDS} seconds")
