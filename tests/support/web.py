"""A web server in a process of its own, on a port that outlives it: the one a chaos test may kill."""

import contextlib
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from config import processes
from tests.support.servers import ROOT, worker_environment


class WebProcess:
    """uvicorn on a fixed port. ``kill`` is SIGKILL; ``start`` begins again on the same port."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        with tempfile.NamedTemporaryFile(prefix="parley-web-", suffix=".log", delete=False) as log:
            self.log = Path(log.name)
        self.start()

    def start(self) -> "WebProcess":
        options = ["--host", "127.0.0.1", "--port", str(self.port), "--processes", "1"]
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "config.run", "web", *options]
            self.child = processes.spawn(command, env=worker_environment(), output=log, cwd=ROOT)
        return self

    def wait(self, seconds: float = 120) -> "WebProcess":
        """Return when it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=2) as asked:
                asked.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if b" 200 " in asked.recv(64):
                    return self
            time.sleep(0.1)
        raise AssertionError(f"the web server did not start\n{self.output()}")

    def kill(self) -> None:
        """SIGKILL, as an out-of-memory killer or a power cut would."""
        processes.kill_session(self.child.pid)
        self.child.wait()

    def stop(self) -> None:
        processes.stop(self.child, patience_seconds=10)
        self.log.unlink(missing_ok=True)

    def output(self) -> str:
        return self.log.read_text(errors="replace")


@contextlib.contextmanager
def web_process() -> Iterator[WebProcess]:
    web = WebProcess()
    try:
        yield web.wait()
    finally:
        web.stop()
