"""The processes that `up` supervises: `python -m config.run web|worker|beat --run TOKEN [--fd N]`.

The token makes our processes recognisable in the process list, so that a start can end those of a run that was killed.
"""

import argparse
import os
import socket
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("web", "worker", "beat"))
    parser.add_argument("--run", required=True)
    parser.add_argument("--fd", type=int)
    chosen = parser.parse_args()
    if chosen.what == "web":
        web(chosen.fd)
    elif chosen.what == "worker":
        worker(chosen.run)
    else:
        beat()


def web(fd: int) -> None:
    """Serve the ASGI application on a listening socket that the parent has bound."""
    import uvicorn  # noqa: PLC0415 - a worker needs none of it

    options = uvicorn.Config(
        "config.asgi:application",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
    )
    options.timeout_graceful_shutdown = 2  # an open event stream would hold the stop up for ever
    uvicorn.Server(options).run(sockets=[socket.socket(fileno=fd)])


def worker(token: str) -> None:
    """A Celery worker that forks two children."""
    from config.celery import app  # noqa: PLC0415 - the web server loads it in its own time

    # Everything here runs as whoever called `up`; that this is root has been their choice.
    warnings.filterwarnings("ignore", message="You're running the worker with superuser")
    options = ["-P", "prefork", "-c", "2", "-n", f"{token}@%h", "-l", level(), "--without-gossip", "--without-mingle"]
    app.worker_main(["--quiet", "worker", *options])


def beat() -> None:
    """Celery's clock, which rings for the regular tasks."""
    from config.celery import app  # noqa: PLC0415 - as above

    app.start(["--quiet", "beat", "-l", level(), "--pidfile="])


def level() -> str:
    return os.environ.get("PARLEY_LOG_LEVEL", "INFO")


if __name__ == "__main__":
    main()
