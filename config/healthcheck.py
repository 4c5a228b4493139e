"""Container health checks: `python -m config.healthcheck web|worker|beat`. Exit status 0 means healthy."""

import os
import socket
import sys
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 5


def main(what: str) -> int:
    """0 when that process does its work, else 1 and one line about what it does not."""
    checks = {"web": _web, "worker": _worker, "beat": _beat}
    if what not in checks:
        sys.stderr.write("usage: python -m config.healthcheck web|worker|beat\n")
        return 2
    problem = checks[what]()
    if problem:
        sys.stderr.write(f"{problem}\n")
    return 1 if problem else 0


def _web() -> str:
    """The web server of this machine answers, asked by a name that it allows."""
    host = (os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "localhost").removeprefix(".")
    port = os.environ.get("PORT", "8000")
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz", headers={"Host": host.replace("*", "localhost")}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy from the environment is not us
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return "" if answer.status == 200 else f"the web server answers {answer.status}"
    except OSError as error:
        return f"the web server does not answer: {error}"


def _worker() -> str:
    """The worker of this container answers a ping through Redis."""
    from config.celery import app  # noqa: PLC0415 - the web server's check needs none of it

    name = f"worker@{socket.gethostname()}"
    answers = app.control.inspect(destination=[name], timeout=TIMEOUT_SECONDS).ping()
    return "" if answers else f"{name} does not answer"


def _beat() -> str:
    """What beat sends every twenty seconds has lately been done by a worker."""
    import django  # noqa: PLC0415 - as above

    django.setup()
    from config.broker import client  # noqa: PLC0415 - needs the settings
    from config.celery import PING_KEY  # noqa: PLC0415

    with client(TIMEOUT_SECONDS) as redis:
        return "" if redis.exists(PING_KEY.format("pulse")) else "no pulse: beat, or every worker, is away"


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
