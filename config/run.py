"""The long-running processes: `python -m config.run web|worker|beat`, in development and in production.

`--run TOKEN` makes the processes of one `up` recognisable in the process list, so that its next start can end those of
a run that was killed. `--fd N` hands the web server a socket that its parent has bound.
"""

import argparse
import os
import socket
import warnings
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
PROCESSES = 2


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("web", "worker", "beat"))
    parser.add_argument("--run", default="worker", help="a name for the worker")
    parser.add_argument("--fd", type=int, help="web: a listening socket, already open")
    parser.add_argument("--host", default="127.0.0.1", help="web: the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="web: the port to listen on")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="of the web server, or of the worker")
    chosen = parser.parse_args()
    if chosen.what == "web":
        web(chosen)
    elif chosen.what == "worker":
        worker(chosen.run, chosen.processes)
    else:
        beat()


def web(chosen: argparse.Namespace) -> None:
    """Serve the ASGI application: one process on an open socket, or several on an address."""
    import uvicorn  # noqa: PLC0415 - a worker needs none of it

    options: dict[str, Any] = {
        "log_config": None,  # Django's settings say how to log
        "access_log": False,  # addresses of pages name deals; the proxy in front keeps its own log
        "server_header": False,
        "proxy_headers": False,  # settings.prod says which proxies are believed, once for all
        "ws": "none",
        "timeout_graceful_shutdown": 3,  # an open event stream would hold the stop up for ever
    }
    if chosen.fd is not None:
        server = uvicorn.Server(uvicorn.Config("config.asgi:application", **options))
        server.run(sockets=[socket.socket(fileno=chosen.fd)])
        return
    uvicorn.run("config.asgi:application", host=chosen.host, port=chosen.port, workers=chosen.processes, **options)


def worker(name: str, processes: int) -> None:
    """A Celery worker with the prefork pool: a task may be ended by ending its process."""
    from config.celery import app  # noqa: PLC0415 - the web server loads it in its own time

    # They load every page of the web server, at each start of a worker, and say what `manage.py check` says.
    os.environ["CELERY_SKIP_CHECKS"] = "1"
    # Everything here runs as whoever called `up`; that this is root has been their choice.
    warnings.filterwarnings("ignore", message="You're running the worker with superuser")
    options = [
        "-P",
        "prefork",
        "-c",
        str(processes),
        "-n",
        f"{name}@%h",
        "-l",
        level(),
        "--without-gossip",
        "--without-mingle",
    ]
    app.worker_main(["--quiet", "worker", *options])


def beat() -> None:
    """Celery's clock, which rings for the regular tasks."""
    from config.celery import app  # noqa: PLC0415 - as above

    app.start(["--quiet", "beat", "-l", level(), "--pidfile="])


def level() -> str:
    return os.environ.get("PARLEY_LOG_LEVEL", "INFO")


if __name__ == "__main__":
    main()
