"""A queue that is away, or that takes the call and never answers."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from config.celery import app


@contextlib.contextmanager
def no_queue(how: str) -> Iterator[Callable[[], timedelta]]:
    """Inside the block the broker ``refused`` every call, or is ``hanging``: it takes the call and never answers.

    The value tells how long the block has lasted.
    """
    before = app.conf.broker_url
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if how == "hanging":
            listener.listen(8)
        app.conf.update(broker_url=f"redis://127.0.0.1:{listener.getsockname()[1]}/0")
        started = time.monotonic()
        try:
            yield lambda: timedelta(seconds=time.monotonic() - started)
        finally:
            app.conf.update(broker_url=before)
