"""A reader of an event stream, as a browser is one: it keeps the number of its last event and comes back with it."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string


class Listener:
    """One stream in a thread. ``events`` has (name, data, when it came); ``status`` is that of the last answer."""

    def __init__(self, address: str, path: str, *, headers: dict[str, str], again: bool = True) -> None:
        parts = urlsplit(address)
        self.where, self.path, self.headers = (parts.hostname, parts.port), path, headers
        self.events: list[tuple[str, Any, float]] = []
        self.status, self.last, self.opened = 0, "", 0
        self.closed_at = 0.0
        self._again, self._stop = again, threading.Event()
        self._socket: socket.socket | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self._stop.is_set():
            with suppress(OSError, ValueError):
                self._listen()
            self.closed_at = time.monotonic()
            if not self._again or self.status in {401, 404}:
                return
            self._stop.wait(0.1)

    def _listen(self) -> None:
        with socket.create_connection(self.where, timeout=60) as self._socket:
            headers = {"Host": self.where[0], "Accept": "text/event-stream", **self.headers}
            if self.last:
                headers["Last-Event-ID"] = self.last
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            self._socket.sendall(f"GET {self.path} HTTP/1.1\r\n{lines}\r\n".encode())
            with self._socket.makefile("rb") as stream:
                self.status = int(stream.readline().split()[1])
                while stream.readline() not in {b"\r\n", b""}:
                    pass
                if self.status == 200:
                    self.opened += 1
                    self._read(stream)

    def _read(self, stream: Any) -> None:
        name, data = "", ""
        for raw in stream:
            line = raw.decode().rstrip("\r\n")
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data = value
            elif field == "id":
                self.last = value
            elif not line and name:
                if name not in {"hello", "beat"}:
                    self.events.append((name, json.loads(data), time.monotonic()))
                name, data = "", ""
            elif line == "0":
                return

    def seqs(self) -> list[int]:
        return [data["seq"] for name, data, _ in list(self.events) if name == "edit"]

    def wait(self, met: Callable[["Listener"], bool], seconds: float = 30) -> "Listener":
        end = time.monotonic() + seconds
        while not met(self):
            assert time.monotonic() < end, (self.status, self.events[-5:])
            time.sleep(0.01)
        return self

    def wait_open(self) -> "Listener":
        return self.wait(lambda one: one.status == 200 and one.opened > 0)

    def stop(self) -> None:
        self._stop.set()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(5)


def cookie_of(user: Any) -> dict[str, str]:
    """The header of a browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}


def browser_of(user: Any) -> dict[str, str]:
    """The same of one that has loaded a page: it has the cookie against forged forms, too."""
    session = cookie_of(user)["Cookie"]
    return {"Cookie": f"{session}; {settings.CSRF_COOKIE_NAME}={get_random_string(32)}"}


@contextmanager
def listening(address: str, deal: Any, headers: dict[str, str], *, after: int | None = None) -> Iterator[Listener]:
    """A stream of this deal inside the block."""
    query = "" if after is None else f"?after={after}"
    listener = Listener(address, f"/live/deals/{deal.pk}/{query}", headers=headers)
    try:
        yield listener
    finally:
        listener.stop()
