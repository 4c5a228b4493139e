"""Fifty browsers in one small process: a stream each, and a fetch of what changed for each number that it tells.

``python -m tests.bench.browsers`` reads one line of JSON (address, stream, path, headers of each browser), prints
``open`` when all streams are, and, when its input ends, what came: for each browser the told and the shown numbers with
the machine's monotonic clock. No thread of its own for anybody, so that the measuring does not slow what is measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any


class Browser:
    """``told``: (number, when its event came). ``shown``: (number that the fetched fragment holds, when it came)."""

    def __init__(self, host: str, port: int, headers: dict[str, str]) -> None:
        self.where = (host, port)
        self.headers = "".join(f"{name}: {value}\r\n" for name, value in {"Host": host, **headers}.items())
        self.told: list[tuple[int, float]] = []
        self.shown: list[tuple[int, float]] = []
        self.opened = asyncio.Event()
        self.news = asyncio.Event()

    async def listen(self, stream: str) -> None:
        reader, writer = await asyncio.open_connection(*self.where)
        writer.write(f"GET {stream} HTTP/1.1\r\n{self.headers}Accept: text/event-stream\r\n\r\n".encode())
        name = b""
        while line := await reader.readline():
            if line.startswith(b"event: "):
                name = line[7:].strip()
                if name == b"hello":
                    self.opened.set()
            elif line.startswith(b"data: ") and name == b"edit":
                self.told.append((json.loads(line[6:])["seq"], time.monotonic()))
                self.news.set()

    async def fetch(self, path: str) -> None:
        reader, writer = await asyncio.open_connection(*self.where)
        request = f"GET {path} HTTP/1.1\r\n{self.headers}HX-Request: true\r\n\r\n".encode()
        while True:
            await self.news.wait()
            self.news.clear()
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
            await reader.readexactly(int(fields[b"content-length"]))
            if b" 200 " in head[:16]:
                self.shown.append((int(fields[b"parley-seq"]), time.monotonic()))


async def main() -> None:
    loop = asyncio.get_running_loop()
    asked: dict[str, Any] = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    browsers = [Browser(*asked["where"], headers) for headers in asked["headers"]]
    tasks = [asyncio.create_task(one.listen(asked["stream"])) for one in browsers]
    if asked["path"]:
        tasks += [asyncio.create_task(one.fetch(asked["path"])) for one in browsers]
    await asyncio.gather(*(one.opened.wait() for one in browsers))
    sys.stdout.write("open\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    broken = [repr(one) for one in ended if isinstance(one, Exception)]
    came = [{"told": one.told, "shown": one.shown} for one in browsers]
    sys.stdout.write(json.dumps({"came": came, "broken": broken}))


if __name__ == "__main__":
    asyncio.run(main())
