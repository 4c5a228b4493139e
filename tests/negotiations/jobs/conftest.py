"""A queue that is away, or that takes the call and never answers."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from config.celery import app


@pytest.fixture(params=["refused", "hanging"])
def no_queue(
    request: pytest.FixtureRequest,
) -> Callable[[], contextlib.AbstractContextManager[Callable[[], timedelta]]]:
    """Inside the block the broker's address answers nobody; the value tells how long the block has lasted."""

    @contextlib.contextmanager
    def away() -> Iterator[Callable[[], timedelta]]:
        before = app.conf.broker_url
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            if request.param == "hanging":
                listener.listen(8)
            app.conf.update(broker_url=f"redis://127.0.0.1:{listener.getsockname()[1]}/0")
            started = time.monotonic()
            try:
                yield lambda: timedelta(seconds=time.monotonic() - started)
            finally:
                app.conf.update(broker_url=before)

    return away
