"""A PostgreSQL server of one test, that may be killed: the others go on using theirs."""

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from config import processes
from config.postgres import DATABASE, FOR_DEVELOPMENT, Postgres, install_folder
from config.wheels import plain_env


class PostgresProcess:
    """A cluster of its own with the tables of the test database. ``kill`` is SIGKILL, ``start`` begins again on it."""

    def __init__(self, folder: Path, options: tuple[str, ...] = FOR_DEVELOPMENT) -> None:
        self.options, user = options, processes.NOBODY if os.geteuid() == 0 else None
        folder.chmod(0o755)  # as root PostgreSQL runs as another user, who must get here
        sockets = folder / "s"
        sockets.mkdir(mode=0o700)
        if user is not None:
            os.chown(sockets, user, user)
        self.server = Postgres(folder / "postgres", install_folder(), sockets, user, folder)

    def start(self) -> "PostgresProcess":
        self.server.start(self.options)
        self.server.wait()
        return self

    def kill(self) -> None:
        """SIGKILL to the server and to every process of it, so that none of them writes any more."""
        child = self.server.child
        assert child is not None
        others = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()
        processes.kill_session(child.pid)
        for pid in others:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        child.wait()

    def stop(self) -> None:
        if self.server.child is not None:
            processes.stop(self.server.child, signal.SIGINT)

    def copy_tables(self) -> None:
        """The tables of the test database, empty."""
        known = connection.settings_dict
        tools, env = install_folder() / "bin", plain_env()
        dump = [tools / "pg_dump", "--schema-only", "-h", known["HOST"], "-U", known["USER"], known["NAME"]]
        sql = subprocess.run(dump, env=env, check=True, capture_output=True).stdout
        load = [tools / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.server.sockets, "-U", "parley", DATABASE]
        subprocess.run(load, env=env, check=True, input=sql, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def own_postgres(*, options: tuple[str, ...] = FOR_DEVELOPMENT) -> Iterator[PostgresProcess]:
    """Run on a server of one's own inside; what is started then finds it in the settings too."""
    with tempfile.TemporaryDirectory(prefix="pp") as folder:
        server = PostgresProcess(Path(folder), options)
        known = dict(connection.settings_dict)
        try:
            server.start().copy_tables()
            connection.close()
            connection.settings_dict.update(NAME=DATABASE, HOST=str(server.server.sockets), USER="parley")
            yield server
        finally:
            connection.close()
            connection.settings_dict.update(known)
            server.stop()
