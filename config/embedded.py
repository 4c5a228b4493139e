"""PostgreSQL and Valkey from Python wheels: two servers that need no installation and end with their owner.

`Servers(folder).start()` gives running servers on private Unix sockets: nothing listens on the network. One process
owns the servers of a folder (a lock held by the kernel, so a dead owner never blocks anybody); others join them.
PostgreSQL refuses to run as root; then it runs as nobody. Standard library only, so that `up` is quick.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config import postgres as pg
from config import processes
from config.valkey import Valkey
from config.wheels import START_SECONDS, ServerError


@dataclass(frozen=True)
class Addresses:
    """Where the two servers answer."""

    database_url: str
    redis_url: str


class Servers:
    """The servers of one folder. Also a context manager: started (or joined) inside, stopped by their owner."""

    def __init__(self, folder: Path, *, for_tests: bool = False, valkey: bool = True, postgres: bool = True) -> None:
        self.folder = folder
        self.options = pg.FOR_TESTS if for_tests else pg.FOR_DEVELOPMENT
        self.with_postgres, self.with_valkey = postgres, valkey
        self.children: list[tuple[subprocess.Popen[bytes], signal.Signals]] = []
        self.notes: list[str] = []
        self._lock: int | None = None
        self._sockets: list[Path] = []

    def __enter__(self) -> Addresses:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def owned(self) -> bool:
        """Whether this process started the servers (and will stop them)."""
        return self._lock is not None

    def start(self) -> Addresses:
        """Start the servers, or join those that another process runs in this folder.

        Raises ServerError. What an earlier run left behind (processes, sockets, lock files) is cleared first.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.folder / "servers.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return self._join()
        self._lock = lock
        try:
            self._clear_leftovers()
            valkey = Valkey(self.folder, self._short_folder()) if self.with_valkey else None
            if valkey:
                self.children.append((valkey.start(), signal.SIGTERM))
            postgres = self._postgres() if self.with_postgres else None
            if postgres:
                self.children.insert(0, (postgres.start(self.options), signal.SIGINT))
                postgres.wait()
            if valkey:
                valkey.wait()
            addresses = Addresses(postgres.url if postgres else "", valkey.url if valkey else "")
            self._remember(addresses)
        except BaseException:
            self.stop()
            raise
        return addresses

    def stop(self) -> None:
        """Stop what this process started: PostgreSQL first and cleanly. Joined servers are left alone."""
        if self._lock is None:
            return
        for child, how in self.children:
            processes.stop(child, how)
        self.children.clear()
        for path in self._sockets:
            shutil.rmtree(path, ignore_errors=True)
        self._state.unlink(missing_ok=True)
        os.close(self._lock)
        self._lock = None

    @property
    def _state(self) -> Path:
        return self.folder / "servers.json"

    def _join(self) -> Addresses:
        def told() -> bool:
            with contextlib.suppress(OSError, ValueError):
                return bool(json.loads(self._state.read_text())["ready"])
            return False

        if not processes.wait_until(told, seconds=START_SECONDS):
            raise ServerError(f"another process holds {self.folder} but its servers do not come up")
        state = json.loads(self._state.read_text())
        return Addresses(state["database_url"], state["redis_url"])

    def _remember(self, addresses: Addresses | None = None) -> None:
        state = {
            "ready": addresses is not None,
            "database_url": addresses.database_url if addresses else "",
            "redis_url": addresses.redis_url if addresses else "",
            "sockets": [str(path) for path in self._sockets],
            "pids": [child.pid for child, _ in self.children],
        }
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps(state))
        fresh.replace(self._state)

    def _clear_leftovers(self) -> None:
        """After a SIGKILL of the owner: socket folders, and on systems without PDEATHSIG the servers themselves."""
        try:
            state = json.loads(self._state.read_text())
        except (OSError, ValueError):
            return
        for pid in state["pids"]:
            for path in state["sockets"]:
                processes.stop_stale(pid, path, signal.SIGINT)
        for path in state["sockets"]:
            if Path(path).name.startswith("parley-"):
                shutil.rmtree(path, ignore_errors=True)
        self._state.unlink(missing_ok=True)

    def _short_folder(self, user: int | None = None) -> Path:
        """A private folder for sockets. Their paths may have 107 bytes, and a source tree lies deeper than that."""
        base = "/tmp" if os.access("/tmp", os.W_OK) else tempfile.gettempdir()  # noqa: S108 - mkdtemp is safe there
        path = Path(tempfile.mkdtemp(prefix="parley-", dir=base))
        if user is not None:
            os.chown(path, user, user)
        self._sockets.append(path)
        self._remember()
        return path

    def _postgres(self) -> pg.Postgres:
        install = pg.install_folder()
        if os.geteuid() != 0:
            return pg.Postgres(self.folder / "postgres", install, self._short_folder(), None, self.folder)
        home = self.folder
        if not (pg.open_to_all(self.folder) and pg.open_to_all(install)):
            home = pg.open_twin(self.folder)
            install = pg.copied(install, home)
            self.notes.append(
                f"PostgreSQL does not run as root and others may not enter {self.folder}: its files are in {home}"
            )
        user = processes.NOBODY
        return pg.Postgres(home / "postgres", install, self._short_folder(user), user, self.folder)
